import { SaxesParser } from 'saxes'
import { Stop } from '../../../terminal/terminal-io.ts'

/** An item of WordPress's export: text by element name, its categories and tags, and its custom fields. */
export type WxrItem = {
  fields: Record<string, string>
  terms: { domain: string; name: string }[]
  meta: Map<string, string>
}

/** `authors` maps logins to display names. */
export type Wxr = { items: WxrItem[]; authors: Map<string, string>; isWxr: boolean }

/** Characters that XML forbids (XML 1.0 §2.2) but authors paste anyway. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are meant
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const piece = 1_000_000

/**
 * Reads WordPress eXtended RSS in chunks. Custom entities are not expanded, and nothing is fetched.
 * @param name for messages
 * @throws Stop with the line, when it is not well-formed XML
 */
export const readWxr = (xml: string, name: string): Wxr => {
  if (/<!ENTITY/i.test(xml.slice(0, 100_000)))
    throw new Stop(`${name} declares entities of its own (<!ENTITY …>): no export does, nothing is read`)
  const parser = new SaxesParser({ xmlns: false })
  const items: WxrItem[] = []
  const open: { name: string; text: string[]; domain: string }[] = []
  let item: WxrItem | undefined
  let metaKey = ''
  let login = ''
  const authors = new Map<string, string>()
  let isWxr = false
  parser.on('error', (error) => {
    throw new Stop(
      `${name}:${parser.line} is not valid XML, or is cut short: export it again (${error.message.replace(/^\d+:\d+: /, '')})`,
      { cause: error },
    )
  })
  const add = (text: string) => void open.at(-1)?.text.push(text)
  parser.on('text', add)
  parser.on('cdata', add)
  parser.on('opentag', ({ name: tag, attributes }) => {
    open.push({ name: tag, text: [], domain: String(attributes.domain ?? '') })
    if (tag === 'item') item = { fields: {}, terms: [], meta: new Map() }
  })
  parser.on('closetag', () => {
    const { name: tag, text, domain } = open.pop()!
    const value = text.join('')
    if (tag === 'wp:wxr_version') isWxr = true
    else if (tag === 'wp:author_login') login = value
    else if (tag === 'wp:author_display_name') authors.set(login, value)
    if (!item) return
    if (tag === 'item') {
      items.push(item)
      item = undefined
    } else if (tag === 'wp:meta_key') metaKey = value
    else if (tag === 'wp:meta_value') item.meta.set(metaKey, value)
    else if (tag === 'category') item.terms.push({ domain, name: value.trim() })
    // Only direct children of the item; those of its comments are deeper.
    else if (open.at(-1)?.name === 'item') item.fields[tag] = value
  })
  for (let at = 0; at < xml.length; at += piece)
    parser.write(xml.slice(at, at + piece).replace(forbidden, ''))
  parser.close()
  return { items, authors, isWxr }
}
