import { Parser } from 'htmlparser2'

/** A link or picture in a mail's HTML. */
export type HtmlLink = { url: string; kind: 'link' | 'picture'; text: string }

/** Facts about a mail's HTML that need no rendering. */
export type HtmlFacts = {
  /** Bytes in UTF-8. */
  bytes: number
  links: HtmlLink[]
  /** All text that a reader can see. */
  text: string
  language: string | undefined
  /** The number of pictures without an `alt` attribute; an empty one counts as present. */
  unnamedPictures: number
  /** Names of elements that mail clients remove. */
  dropped: string[]
  hasDarkStyle: boolean
}

const droppedByClients = ['script', 'form', 'iframe', 'object', 'embed', 'video', 'audio', 'link', 'base']

/** Collects the facts in one pass. */
export const htmlFacts = (markup: string): HtmlFacts => {
  const links: HtmlLink[] = []
  const text: string[] = []
  const dropped = new Set<string>()
  let open: HtmlLink | undefined
  let language: string | undefined
  let unnamedPictures = 0
  let silent = 0
  const isSilent = (name: string) => name === 'style' || name === 'script' || name === 'title'
  const parser = new Parser({
    onopentag: (name, { href, src, alt, lang }) => {
      if (isSilent(name)) silent++
      if (droppedByClients.includes(name)) dropped.add(name)
      if (name === 'html') language = lang
      if ((name === 'a' || name === 'area') && href !== undefined) {
        open = { url: href.trim(), kind: 'link', text: '' }
        links.push(open)
      }
      if (name !== 'img') return
      if (alt === undefined) unnamedPictures++
      if (src && !src.startsWith('data:')) links.push({ url: src.trim(), kind: 'picture', text: alt ?? '' })
      if (open) open.text += alt ?? ''
    },
    ontext: (piece) => {
      if (silent > 0) return
      text.push(piece)
      if (open) open.text += piece
    },
    onclosetag: (name) => {
      if (isSilent(name)) silent--
      if (name === 'a') open = undefined
    },
  })
  parser.end(markup)
  return {
    bytes: Buffer.byteLength(markup),
    links: links.map((link) => ({ ...link, text: link.text.replace(/\s+/g, ' ').trim() })),
    text: text.join(''),
    language,
    unnamedPictures,
    dropped: [...dropped],
    hasDarkStyle: /prefers-color-scheme\s*:\s*dark/i.test(markup),
  }
}
