import { unescapeHtml } from '../../../functions/web/escape-html.ts'

/** Only this many characters are read for titles and lengths: the patterns would be slow on a line of a megabyte. */
const longest = 4000

const template = /(?<!\uE000)(\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\})/g

/** Whether a text holds template code outside code spans. */
export const hasTemplate = (markdown: string): boolean =>
  /\{\{[^{}]{1,300}\}\}|\{%[^{}]{1,300}%\}/.test(markdown.slice(0, longest).replace(/`[^`]{1,500}`/g, ''))

/** Private-use characters that stand for escaped marks until tags are removed; no text here holds any. */
const escaped: Record<string, string> = { '<': '\uE001', '>': '\uE002', $: '\uE003' }
const unescaped: Record<string, string> = { '\uE000': '', '\uE001': '<', '\uE002': '>', '\uE003': '$' }

/** Tags that part words: of elements that stand apart. */
const parting =
  /(?<!\uE000)<\/?(?:p|div|br|hr|li|[uod]l|d[td]|t[drh]|table|thead|tbody|tfoot|caption|h[1-6]|section|article|figure|figcaption|blockquote|pre|center|header|footer|summary|details|option|button)\b[^<>]{0,1500}>/gi

/**
 * A text without Markdown and HTML, on one line: links become their words, images are removed. Emoji shortcodes stay.
 */
export const plainOf = (markdown: string): string =>
  markdown
    .slice(0, longest)
    // Marks inside code are text.
    .replace(/(`{1,3})(?!`)([^`]{1,500})\1/g, (_, __, code: string) =>
      code.replace(/[*_~`<>[\]\\!{]/g, '\uE000$&'),
    )
    .replace(/<!--.{0,2000}?-->/g, ' ')
    .replace(/\\([<>$])/g, (_, mark: string) => escaped[mark]!)
    .replace(template, '')
    .replace(/!\[[^[\]]{0,500}\](\([^()]{0,1500}\)|\[[^[\]]{0,200}\])/g, '')
    .replace(/\[([^[\]]{0,500})\](\(([^()]|\([^()]{0,500}\)){0,1500}\)|\[[^[\]]{0,200}\])/g, '$1')
    .replace(/<(https?:[^<>\s]{1,1500})>/g, '$1')
    .replace(parting, ' ')
    .replace(/(?<!\uE000)<\/?[a-z][^<>]{0,1500}>/gi, '')
    .replace(/\[\^[^[\]]{1,50}\]|\s*\{[:#.][^{}]{0,200}\}\s*$/g, '')
    .replace(/(?<!\uE000)\\([\\`*_{}[\]()#+\-.!|~<>])/g, '\uE000$1')
    .replace(/(?<!\uE000)(\*{1,3}|`+|~~)/g, '')
    .replace(/(?<![\p{L}\p{N}_\uE000])(_{1,3})(?=\S)(.{1,500}?)(?<=[^\s\uE000])\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/[\uE000-\uE003]/g, (mark) => unescaped[mark]!)
    .replace(/&#?\w{1,10};/g, (entity) => unescapeHtml(entity))
    .replace(/\s+/g, ' ')
    .trim()

export type Link = { title: string; url: string }

/** The addresses of link references by label, normalised by `labelOf`. */
export type Definitions = ReadonlyMap<string, string>

export const labelOf = (label: string): string => label.toLowerCase().replace(/\s+/g, ' ').trim()

const isWeb = (url: string): boolean => /^(https?:\/\/|mailto:|\/\/|www\.)/i.test(url)
const target = (url: string): string =>
  url
    .replace(/^<|>$/g, '')
    .replace(/^www\./i, 'https://www.')
    .replace(/^\/\//, 'https://')

/** A link in any form. Images are matched too, so that their alternative texts are not taken for links. */
const link =
  /(!?)\[((?:[^[\]]|\[[^[\]]{0,300}\]){0,500})\](?:\(\s*<?((?:[^()\s<>]|\([^()\s]{0,500}\)){1,1500})>?(?:\s+["'(][^)]{0,300})?\s*\)|\[([^[\]]{0,200})\])?|<a\s[^<>]{0,500}?href\s*=\s*["']?([^\s"'<>]{1,1500})["']?[^<>]{0,500}>(.{0,500}?)<\/a>|<(https?:[^<>\s]{1,1500})>|(https?:\/\/[^\s<>()[\]"'，。；）」]{1,1500})/gi

/** Pictures of Markdown and HTML. */
const picture = /!\[([^[\]]{0,500})\](?:\([^()]{0,1500}\)|\[[^[\]]{0,200}\])|<img\b[^<>]{0,1500}>/i

/** Whether a text shows a picture. */
export const hasPicture = (markdown: string): boolean => picture.test(markdown.slice(0, longest))

/** What a picture in a text shows. */
export const altIn = (markdown: string): string => {
  const [found = '', alt] = picture.exec(markdown.slice(0, longest)) ?? []
  return plainOf(alt ?? /\balt\s*=\s*["']([^"']{0,500})["']/i.exec(found)?.[1] ?? '')
}

/** The web and mail links of a text, in order, without images. */
export const linksIn = (
  markdown: string,
  definitions: Definitions,
): (Link & { start: number; end: number })[] =>
  [...markdown.slice(0, longest).matchAll(link)].flatMap((found) => {
    const [whole, image, words, inline, label, href, anchor, auto, naked] = found
    if (image) return []
    const defined = words === undefined ? undefined : definitions.get(labelOf(label || words))
    const url = inline ?? href ?? auto ?? naked?.replace(/[.,;:!?*_]+$/, '') ?? defined
    if (!url || !isWeb(url)) return []
    const start = found.index
    return [
      {
        title: plainOf(words ?? anchor ?? '') || altIn(words ?? anchor ?? '') || url,
        url: target(url),
        start,
        end: start + whole.length,
      },
    ]
  })
