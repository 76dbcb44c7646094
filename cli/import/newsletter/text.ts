import { unescapeHtml } from '../../../functions/web/entities.ts'

/** Titles and lengths are told from the beginning of a text: patterns that look ahead would be slow on a line of a megabyte. */
const longest = 4000

const template = /(?<!\uE000)(\{\{[^{}]{0,300}\}\}|\{%[^{}]{0,300}%\})/g

/** Whether words hold a template's code that is no example of it. */
export const hasTemplate = (markdown: string): boolean =>
  /\{\{[^{}]{1,300}\}\}|\{%[^{}]{1,300}%\}/.test(markdown.slice(0, longest).replace(/`[^`]{1,500}`/g, ''))

/** What stands for an escaped mark until tags are taken out; a private character, as no text here holds one. */
const escaped: Record<string, string> = { '<': '\uE001', '>': '\uE002', $: '\uE003' }
const unescaped: Record<string, string> = { '\uE000': '', '\uE001': '<', '\uE002': '>', '\uE003': '$' }

/**
 * A text without Markdown's and HTML's marks, on one line: links leave their words, images nothing.
 * Emoji shortcodes are kept.
 */
export const plainOf = (markdown: string): string =>
  markdown
    .slice(0, longest)
    // What stands in code is no mark.
    .replace(/(`{1,3})(?!`)([^`]{1,500})\1/g, (_, __, code: string) =>
      code.replace(/[*_~`<>[\]\\!{]/g, '\uE000$&'),
    )
    .replace(/<!--.{0,2000}?-->/g, ' ')
    .replace(/\\([<>$])/g, (_, mark: string) => escaped[mark]!)
    .replace(template, '')
    .replace(/!\[[^[\]]{0,500}\](\([^()]{0,1500}\)|\[[^[\]]{0,200}\])/g, '')
    .replace(/\[([^[\]]{0,500})\](\(([^()]|\([^()]{0,500}\)){0,1500}\)|\[[^[\]]{0,200}\])/g, '$1')
    .replace(/<(https?:[^<>\s]{1,1500})>/g, '$1')
    .replace(/<\/?[a-z][^<>]{0,1500}>/gi, '')
    .replace(/\[\^[^[\]]{1,50}\]|\s*\{[:#.][^{}]{0,200}\}\s*$/g, '')
    .replace(/(?<!\uE000)\\([\\`*_{}[\]()#+\-.!|~<>])/g, '\uE000$1')
    .replace(/(?<!\uE000)(\*{1,3}|`+|~~)/g, '')
    .replace(/(?<![\p{L}\p{N}_\uE000])(_{1,3})(?=\S)(.{1,500}?)(?<=[^\s\uE000])\1(?![\p{L}\p{N}_])/gu, '$2')
    .replace(/[\uE000-\uE003]/g, (mark) => unescaped[mark]!)
    .replace(/&#?\w{1,10};/g, (entity) => unescapeHtml(entity))
    .replace(/\s+/g, ' ')
    .trim()

export type Link = { title: string; url: string }

/** Where a document says what `[words][label]` points to. */
export type Definitions = ReadonlyMap<string, string>

export const labelOf = (label: string): string => label.toLowerCase().replace(/\s+/g, ' ').trim()

const isWeb = (url: string): boolean => /^(https?:\/\/|mailto:|\/\/|www\.)/i.test(url)
const target = (url: string): string =>
  url
    .replace(/^<|>$/g, '')
    .replace(/^www\./i, 'https://www.')
    .replace(/^\/\//, 'https://')

/** One link of any form; images are matched, too, so that their words are no link's. */
const link =
  /(!?)\[((?:[^[\]]|\[[^[\]]{0,300}\]){0,500})\](?:\(\s*<?((?:[^()\s<>]|\([^()\s]{0,500}\)){1,1500})>?(?:\s+["'(][^)]{0,300})?\s*\)|\[([^[\]]{0,200})\])?|<a\s[^<>]{0,500}?href\s*=\s*["']?([^\s"'<>]{1,1500})["']?[^<>]{0,500}>(.{0,500}?)<\/a>|<(https?:[^<>\s]{1,1500})>|(https?:\/\/[^\s<>()[\]"'，。；）」]{1,1500})/gi

/** The links of a text, in order, images left out; what is neither of the web nor a mail address is none. */
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
      { title: plainOf(words ?? anchor ?? '') || url, url: target(url), start, end: start + whole.length },
    ]
  })

/** How much a text says: a Chinese or Japanese character counts as three letters. */
export const weightOf = (text: string): number =>
  text.length + 2 * (text.match(/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu) ?? []).length
