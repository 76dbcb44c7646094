export type AddressProblem =
  | 'addressMissing'
  | 'addressWrong'
  | 'addressTooLong'
  | 'addressNotAscii'
  | 'addressQuoted'
  | 'addressLiteral'
export type ReadAddress =
  | { outcome: 'read'; address: string }
  | { outcome: 'refused'; problem: AddressProblem }

/**
 * RFC 5321 §4.1.2 `Dot-string`. A `Quoted-string` is legal too, but "a host that expects to receive mail SHOULD avoid"
 * it, and all mailbox providers we know of do; it gets an error of its own. SES accepts only 7-bit local parts.
 */
const localPart = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/
/**
 * ASCII characters that no domain contains. They would make the URL parser see a port, path, user name, escape or IP
 * literal.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const notInDomain = /[\x00-\x2c\x2f\x3a-\x40\x5b-\x60\x7b-\x7f]/
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/

/**
 * Reads an address as a visitor typed it. Limits follow RFC 5321 §4.5.3.1: 64 octets before the @; a path of 256 octets
 * with its angle brackets leaves 254. The local part must be 7-bit (Amazon SES API Reference, SendRawEmail); the domain
 * may be international.
 * @returns the normalised address, or what is wrong with it
 */
export const readAddress = (typed: string): ReadAddress => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x1f\x7f-\x9f\u2028\u2029]/.test(typed)) return refused('addressWrong')
  const text = narrow(typed).trim()
  if (!text) return refused('addressMissing')
  if (text.length > 254) return refused('addressTooLong')
  const at = text.lastIndexOf('@')
  const local = text.slice(0, at)
  if (at < 1) return refused('addressWrong')
  if (/[^\x20-\x7e]/.test(local)) return refused('addressNotAscii')
  if (local.length > 64) return refused('addressTooLong')
  if (/^".*"$/.test(local)) return refused('addressQuoted')
  // RFC 5321 §4.1.3 address literal. Nobody has a mailbox at one, and its owner changes.
  if (/^\[.*\]$/.test(text.slice(at + 1))) return refused('addressLiteral')
  if (!localPart.test(local) || notInDomain.test(text.slice(at + 1))) return refused('addressWrong')
  return withDomain(text)
}

const withDomain = (text: string): ReadAddress => {
  if (!URL.canParse(`http://${text.slice(text.lastIndexOf('@') + 1)}`)) return refused('addressWrong')
  const address = normalise(text)
  if (address.length > 254) return refused('addressTooLong')
  const labels = address.slice(address.lastIndexOf('@') + 1).split('.')
  // A top-level domain is never a number. The URL parser turns anything that looks like one into an IPv4 address.
  const named = labels.length > 1 && /[a-z]/.test(labels.at(-1)!)
  return named && labels.every((one) => label.test(one))
    ? { outcome: 'read', address }
    : refused('addressWrong')
}

const refused = (problem: AddressProblem): ReadAddress => ({ outcome: 'refused', problem })

/** Chinese input methods type full-width ASCII such as `ａ＠ｂ` (U+FF01–FF5E); convert it to plain ASCII. */
const narrow = (text: string): string =>
  text.replace(/[\uff01-\uff5e\u3000]/g, (character) =>
    character === '\u3000' ? ' ' : String.fromCharCode(character.charCodeAt(0) - 0xfee0),
  )

/**
 * The address in the form used for comparison: trimmed, with the domain in lower case and Punycode and the local part
 * in lower case. RFC 5321 §2.4 lets a host distinguish local parts by case, but no mailbox provider does, and two rows
 * would mean two mails.
 */
const normalise = (address: string): string => {
  const at = address.lastIndexOf('@')
  const domain = new URL(`http://${address.slice(at + 1).trim()}`).hostname
  return `${address.slice(0, at).trim().toLowerCase()}@${domain}`
}
