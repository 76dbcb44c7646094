import { Parser } from 'htmlparser2'

/** Something that a mail's HTML leads to. */
export type HtmlLink = { url: string; kind: 'link' | 'picture'; text: string }

/** What can be told of a mail's HTML without drawing it. */
export type HtmlFacts = {
  /** Bytes in UTF-8. */
  bytes: number
  links: HtmlLink[]
  /** All that a reader might read. */
  text: string
  language: string | undefined
  /** Pictures without the `alt` attribute, which may be empty. */
  unnamedPictures: number
  /** Elements that mail clients drop, by their names. */
  dropped: string[]
  hasDarkStyle: boolean
}

const droppedByClients = ['script', 'form', 'iframe', 'object', 'embed', 'video', 'audio', 'link', 'base']

/** Reads a mail's HTML once. */
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
