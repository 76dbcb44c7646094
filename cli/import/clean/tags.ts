const tag = /<([a-z][\w:-]*)((?:\s+[^\s<>"'=]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))?)+)\s*>/gi
const attribute = /(\s+[^\s<>"'=]+\s*=\s*)("[^"]*"|'[^']*'|[^\s"'<>]+)/g

/** Quotes the attributes of tags: the Markdown parser does not accept `href=https://x.org/`. */
export const quoteAttributes = (text: string): string => {
  if (!/<[a-z][^>]*=[^"']/i.test(text)) return text
  return text.replace(tag, (_, name: string, attributes: string) => {
    const quoted = attributes.replace(attribute, (all, before: string, value: string) => {
      if (/^["']/.test(value)) return all
      return /^(?:img|br|hr|source|embed|input)$/i.test(name) && value.endsWith('/')
        ? `${before}"${value.slice(0, -1)}" /`
        : `${before}"${value}"`
    })
    return `<${name}${quoted}>`
  })
}

/** Encodes spaces in the addresses of links. Markdown does not accept them there. */
export const joinAddresses = (text: string): string =>
  text.includes('](')
    ? text.replace(
        /(?<=\]\()[ \t]*((?:https?:\/\/|\/\/)[^()<>"'\n]{1,2000}?)[ \t]*(?=\))/gi,
        (_, url: string) => url.replace(/[ \t]+/g, '%20'),
      )
    : text
