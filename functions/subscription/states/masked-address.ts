import { isAnybodys } from './private-domain.ts'

/**
 * An address for whoever may only recognise it: `a•••@gmail.com`, `a•••@s•••.org`. Its owner tells it from their others; who was
 * forwarded a mail cannot write to it. The first letter stands only where others follow, and a domain is whole only where
 * anybody can have an address: one with few people, or one, names them better than what is before the @. Of it stays what
 * is sold below (`.co.uk`). How long a part is does not show.
 * @param address already normalised; empty stays empty: nobody is there any more
 */
export const masked = (address: string): string => {
  if (!address) return ''
  const at = address.lastIndexOf('@')
  return `${beginning(address.slice(0, at))}@${maskedDomain(address.slice(at + 1))}`
}

const maskedDomain = (domain: string): string => {
  if (isAnybodys(domain)) return domain
  const labels = domain.split('.')
  const kept = isSoldBelow(labels) ? 2 : 1
  return [beginning(labels.at(-kept - 1) ?? ''), ...labels.slice(-kept)].join('.')
}

/** Of two letters one would be half of all; of an international label the first is that of `xn--`. */
const beginning = (text: string): string =>
  text.length < 3 || text.startsWith('xn--') ? '•••' : `${text.slice(0, 1)}•••`

/** `.co.uk`, `.edu.cn`: below a country's own domain, by the names that most countries have there. */
const isSoldBelow = (labels: readonly string[]): boolean =>
  labels.length > 2 &&
  labels.at(-1)!.length === 2 &&
  /^(ac|co|com|ed|edu|gen|go|gob|gouv|gov|gv|id|idv|ltd|me|ne|net|nom|or|org|sch)$/.test(labels.at(-2)!)
