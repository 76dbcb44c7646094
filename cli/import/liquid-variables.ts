const assignment =
  /\{%-?\s*(?:assign|set)\s+([A-Za-z_]\w{0,40})\s*=\s*["'](https?:\/\/[^"'\s]{1,500})["']\s*-?%\}/g
/** Where a link or a definition says its address. */
const address = /(\]\(\s*<?|\]:\s*<?|(?:href|src)\s*=\s*["']?)\{\{-?\s*([A-Za-z_]\w{0,40})\s*-?\}\}/g

/**
 * Puts addresses that a document gives a name, as Liquid and Jinja do, where its links use them:
 * `{% assign site = "https://a.example/" %}` … `[words]({{site}}12)`. The number of lines stays.
 */
export const fillAddresses = (text: string): string => {
  const known = new Map([...text.matchAll(assignment)].map(([, name, url]) => [name!, url!]))
  if (known.size === 0) return text
  return text.replace(address, (whole, before: string, name: string) =>
    known.has(name) ? before + known.get(name) : whole,
  )
}
