/** How the bytes of a file are text: labels of the WHATWG Encoding Standard. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'windows-1252'] as const
export type Encoding = (typeof encodings)[number]

/** The encoding, and how many bytes of a byte-order mark stand before the text. */
export type Detected = { encoding: Encoding; mark: number }

const marks: readonly [Encoding, number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
]

/**
 * Detects a file's encoding: by its byte-order mark, else by which bytes are zero, or by which UTF-16 it has addresses, else UTF-8 if it is valid, else
 * GB 18030 or Windows-1252, whichever its bytes look like.
 * @param sample the file's beginning; a sequence may be cut off at its end
 */
export const detectEncoding = (sample: Uint8Array): Detected => {
  for (const [encoding, mark] of marks)
    if (mark.every((byte, at) => sample[at] === byte)) return { encoding, mark: mark.length }
  return { encoding: withoutMark(sample), mark: 0 }
}

const withoutMark = (sample: Uint8Array): Encoding => {
  const wide = utf16Of(sample)
  if (wide) return wide
  if (isValid(sample, 'utf-8')) return 'utf-8'
  return isValid(sample, 'gb18030') && looksChinese(sample) ? 'gb18030' : 'windows-1252'
}

/** In UTF-16 every other byte of an ASCII character is zero; other encodings of text have no zero at all. */
const utf16Of = (sample: Uint8Array): Encoding | undefined => {
  const zeros: [number, number] = [0, 0]
  const looked = Math.min(sample.length, 2_000)
  for (let at = 0; at < looked; at += 1) if (sample[at] === 0) zeros[at % 2 === 0 ? 0 : 1] += 1
  const [high, low] = zeros
  if (Math.max(high, low) * 8 >= looked) return low > high ? 'utf-16le' : 'utf-16be'
  // Mostly Chinese: few zeros, but addresses and line ends where only one of both has them.
  return (['utf-16le', 'utf-16be'] as const).find(
    (wide) =>
      isValid(sample, wide) && /[a-z0-9]@[a-z0-9.-]+\.[a-z]/i.test(new TextDecoder(wide).decode(sample)),
  )
}

const isValid = (sample: Uint8Array, encoding: Encoding): boolean => {
  try {
    // As a stream, so that what is cut off at the end is no mistake.
    new TextDecoder(encoding, { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}

/**
 * Many texts in Windows-1252 are valid GB 18030, but their letters with accents stand alone among ASCII, while common
 * Chinese characters are pairs of high bytes (GB 2312, rows 16–87).
 */
const looksChinese = (sample: Uint8Array): boolean => {
  let pairs = 0
  let alone = 0
  for (let at = 0; at < sample.length; at += 1) {
    if (sample[at]! < 0x80) continue
    const isPair = sample[at]! >= 0xa1 && sample[at]! <= 0xf7 && (sample[at + 1] ?? 0) >= 0xa1
    if (isPair) {
      pairs += 1
      at += 1
    } else alone += 1
  }
  return pairs > alone
}

/**
 * Decodes cells that were read as Latin-1, one character a byte. In UTF-8, GB 18030 and Windows-1252 the bytes of
 * delimiters, quotation marks and line ends stand for nothing else, so cells can be cut before they are decoded.
 * @returns a function that returns undefined for bytes that are no text in this encoding
 */
export const createCellDecoder = (encoding: Encoding): ((cell: string) => string | undefined) => {
  const decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true })
  return (cell) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: ASCII is what is looked for
    if (/^[\x00-\x7f]*$/.test(cell)) return cell
    try {
      return decoder.decode(Buffer.from(cell, 'latin1'))
    } catch {
      return undefined
    }
  }
}
