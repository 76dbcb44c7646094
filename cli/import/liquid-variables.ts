const assignment =
  /\{%-?\s*(?:assign|set)\s+([A-Za-z_]\w{0,40})\s*=\s*["'](https?:\/\/[^"'\s]{1,500})["']\s*-?%\}/g
/** A variable in the place of a link's, definition's or attribute's address. */
const address = /(\]\(\s*<?|\]:\s*<?|(?:href|src)\s*=\s*["']?)\{\{-?\s*([A-Za-z_]\w{0,40})\s*-?\}\}/g

/**
 * Replaces variables that hold addresses, as in Liquid and Jinja, where links use them: `{% assign site =
 * "https://a.example/" %}` … `[words]({{site}}12)`. The number of lines does not change.
 */
export const fillAddresses = (text: string): string => {
  const known = new Map([...text.matchAll(assignment)].map(([, name, url]) => [name!, url!]))
  if (known.size === 0) return text
  return text.replace(address, (whole, before: string, name: string) =>
    known.has(name) ? before + known.get(name) : whole,
  )
}
