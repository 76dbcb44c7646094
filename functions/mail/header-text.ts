import { toBase64 } from '../runtime/base64.ts'

/** Maximum characters of a header line with encoded words (RFC 2047 §2); other lines may have 78 (RFC 5322 §2.1.1). */
const lineLength = 76

/**
 * Returns the header's value unchanged. Only our own folding may break lines: any other line break would start a new
 * header (header injection).
 * @throws RangeError when the value holds a line break or a control character
 */
export const refuseBreaks = (header: string, value: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x08\x0a-\x1f\x7f]/.test(value.replace(/\r\n /g, '')))
    throw new RangeError(`The header ${header} must not hold a line break or control character`)
  return value
}

/** Checks an address for use in a header. @throws RangeError when it holds a character that no header may */
export const addressSpec = (address: string): string => {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  if (/[\x00-\x20\x7f<>,;:"()[\]\\]/.test(address))
    throw new RangeError('An address holds a character that no header may')
  return address
}

/**
 * An address with a display name. The name is left as is when plain, quoted when it has specials (RFC 5322 §3.2.4), and
 * otherwise written as encoded words. The address goes on a line of its own when the name leaves no room.
 */
export const mailbox = (header: string, name: string | undefined, address: string): string => {
  const spec = addressSpec(address)
  if (!name) return spec
  const phrase = phraseOf(header, name)
  const lastLine = phrase.includes('\r\n')
    ? phrase.split('\r\n').at(-1)!.length
    : header.length + 2 + phrase.length
  return `${phrase}${lastLine + spec.length + 3 > lineLength ? '\r\n' : ''} <${spec}>`
}

const phraseOf = (header: string, name: string): string => {
  if (!isPlain(name)) return encodedWords(header, name)
  return /^[A-Za-z0-9 !#$%&'*+/=?^_`{|}~-]*$/.test(name) ? name : `"${name.replace(/(["\\])/g, '\\$1')}"`
}

/** Free text such as a subject: plain text folded at its spaces, anything else as encoded words. */
export const unstructured = (header: string, text: string): string =>
  // Some parsers merge two spaces into one, so such a text is encoded.
  isPlain(text) && text.length <= 900 && !text.includes('  ')
    ? folded(header, text)
    : encodedWords(header, text)

const isPlain = (text: string) => /^[\x20-\x7e]*$/.test(text) && !text.includes('=?')

const folded = (header: string, text: string): string => {
  let room = lineLength - header.length - 2
  return text.replace(/ ?[^ ]+/g, (word, at) => {
    room -= word.length
    if (room >= 0 || at === 0) return word
    room = lineLength - word.length
    return `\r\n${word}`
  })
}

/** RFC 2047 §2: encoded words of at most 75 characters, each on its own line, none splitting a character. */
const encodedWords = (header: string, text: string): string => {
  refuseBreaks(header, text)
  const words: string[] = []
  let word = ''
  for (const character of text) {
    const room = words.length === 0 ? lineLength - header.length - 2 : lineLength - 1
    if (Buffer.byteLength(word + character) > octetsIn(room)) {
      words.push(word)
      word = ''
    }
    word += character
  }
  words.push(word)
  return words.map((each) => `=?utf-8?B?${toBase64(Buffer.from(each))}?=`).join('\r\n ')
}

/** Octets that fit into an encoded word of `room` characters: base64 between `=?utf-8?B?` and `?=`. */
const octetsIn = (room: number): number => Math.floor((room - '=?utf-8?B??='.length) / 4) * 3
