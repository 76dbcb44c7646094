/** A tag of a page as it is written: what it is called, in lower case, and whether it closes or ends by itself. */
export type PageTag = { name: string; closes: boolean; endsItself: boolean; text: string }

/**
 * Puts what `change` returns in the place of every tag. By hand: as a pattern, tags without an end take time by the
 * square of their number.
 */
export const changeTags = (html: string, change: (tag: PageTag) => string): string => {
  const parts: string[] = []
  let at = 0
  for (let open = html.indexOf('<'); open >= 0; open = html.indexOf('<', at)) {
    const end = html.startsWith('<!--', open) ? -1 : endOfTag(html, open)
    if (end === undefined) break
    parts.push(html.slice(at, open))
    if (html.startsWith('<!--', open)) {
      const close = html.indexOf('-->', open + 4)
      at = close < 0 ? html.length : close + 3
      parts.push(html.slice(open, at))
      continue
    }
    at = end
    const text = html.slice(open, at)
    const [, slash, name] = /^<(\/?)([a-z][^\s/>]{0,40})/i.exec(text) ?? []
    parts.push(
      name
        ? change({ name: name.toLowerCase(), closes: slash === '/', endsItself: text.endsWith('/>'), text })
        : text,
    )
  }
  return parts.join('') + html.slice(at)
}

/** Where a tag ends; right after the mark where none begins. @returns undefined when nothing ends it, nor any after it */
const endOfTag = (html: string, open: number): number | undefined => {
  if (!/^[a-z/!?]$/i.test(html[open + 1] ?? '')) return open + 1
  for (let at = open + 1; at < html.length; at++) {
    const one = html[at]
    if (one === '>') return at + 1
    if ((one === '"' || one === "'") && /[=\s]/.test(html[at - 1]!)) {
      at = html.indexOf(one, at + 1)
      if (at < 0) return undefined
    }
  }
  return undefined
}
