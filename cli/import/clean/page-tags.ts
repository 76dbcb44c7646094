/** A tag of a page. `text` is the tag as written, `name` is in lower case. */
export type PageTag = { name: string; closes: boolean; endsItself: boolean; text: string }

/**
 * Replaces every tag by what `change` returns. Scans by hand, because a regular expression takes quadratic time on
 * unclosed tags.
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

/**
 * The index after a tag, or after the `<` if no tag starts there.
 * @returns undefined if nothing closes the tag, and so none of the tags after it
 */
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
