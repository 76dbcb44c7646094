import { escapeHtml } from '../../../../functions/web/escape-html.ts'
import type { Tell } from '../post.ts'

/** Addresses of pictures by the ids of their attachments. */
export type Attachments = ReadonlyMap<string, string>

/**
 * Turns a WordPress post into HTML: shortcodes become what they would show or are left out, and where the author used
 * no tags, blank lines separate paragraphs.
 */
export const wordpressHtml = (content: string, attachments: Attachments, tell: Tell): string => {
  const text = withoutShortcodes(content, attachments, tell)
  return /<!-- wp:|<p[\s>]/i.test(content) ? text : paragraphs(text)
}

const attribute = (attributes: string, name: string): string =>
  new RegExp(`\\b${name}=(?:"([^"]*)"|'([^']*)'|(\\S+))`).exec(attributes)?.slice(1).find(Boolean) ?? ''

const link = (url: string) => `<p><a href="${escapeHtml(url)}">${escapeHtml(url)}</a></p>`

const withoutShortcodes = (content: string, attachments: Attachments, tell: Tell): string =>
  content
    .replace(
      /\[caption\b([^\]]{0,500})\]([\s\S]{0,5000}?)\[\/caption\]/g,
      (_, attributes: string, inner: string) => {
        const [whole, picture = ''] = /^\s*((?:<a\b[^>]*>)?\s*<img\b[^>]*>\s*(?:<\/a>)?)/i.exec(inner) ?? ['']
        const said = inner.slice(whole.length).trim() || attribute(attributes, 'caption')
        return `<figure>${picture}<figcaption>${said}</figcaption></figure>`
      },
    )
    .replace(/\[gallery\b([^\]]{0,2000})\]/g, (_, attributes: string) => {
      const ids = attribute(attributes, 'ids')
        .split(',')
        .map((one) => one.trim())
      const found = ids.flatMap((one) => attachments.get(one) ?? [])
      if (found.length < ids.length) tell('a gallery, or pictures of it, that the export does not name', '')
      return found.map((url) => `<p><img src="${escapeHtml(url)}" alt=""></p>`).join('')
    })
    .replace(/\[embed\b[^\]]{0,500}\]\s*(\S{1,2000}?)\s*\[\/embed\]/g, (_, url: string) => link(url))
    .replace(/\[(audio|video)\b([^\]]{0,2000})\](?:\s*\[\/\1\])?/g, (_, kind: string, attributes: string) => {
      const [, url] = /(?:src|mp3|m4a|ogg|wav|mp4|webm|m4v)=["']?([^"'\s]+)/.exec(attributes) ?? []
      if (url) return link(url)
      tell(kind === 'audio' ? 'a sound' : 'a film', '')
      return ''
    })
    .replace(named, (whole, close: string, name: string, attributes: string) => {
      if (!close && !attributes && !content.includes(`[/${name}]`)) return whole
      if (!close) tell(`a shortcode (${name})`, attributes.replace(/[\w-]+=|["']/g, ' '))
      return ''
    })

/**
 * Shortcodes, `[name a="b"]` and `[/name]`, which plugins fill in. Bracketed words without attributes or a closing tag
 * are text.
 */
const named =
  /(?<![[\w])\[(\/?)([a-z][\w-]{1,40})((?:\s+[\w-]{1,40}=(?:"[^"\]]{0,500}"|'[^'\]]{0,500}'|[^\s\]]{1,200})){0,20})\s*\/?\](?!\()/g

const block =
  /^\s*<\/?(?:table|thead|tfoot|caption|colgroup|tbody|tr|td|th|div|dl|dd|dt|ul|ol|li|pre|form|blockquote|address|style|p|h[1-6]|hr|fieldset|section|article|aside|header|footer|figure|figcaption|details|summary|iframe|video|audio|script)\b/i

/**
 * Does what WordPress does on display (`wpautop`): a blank line separates paragraphs, a line end becomes a line break.
 */
const paragraphs = (text: string): string =>
  text
    .split(/(<pre[\s\S]*?<\/pre>)/i)
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part
            .split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/)
            .filter((one) => one.trim() !== '')
            .map((one) => (block.test(one) ? one : `<p>${one.trim().replace(/\r?\n/g, '<br>\n')}</p>`))
            .join('\n'),
    )
    .join('\n')
