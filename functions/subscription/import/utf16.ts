import type { Encoding } from './encoding.ts'

/** The same text in UTF-8. A lone surrogate becomes U+FFFD, which is one code unit as well. */
export async function* utf8Of(source: AsyncIterable<Uint8Array>, encoding: Encoding): AsyncGenerator<Buffer> {
  const decoder = new TextDecoder(encoding, { ignoreBOM: true })
  for await (const chunk of source) {
    const text = decoder.decode(chunk, { stream: true })
    if (text) yield Buffer.from(text)
  }
  const rest = decoder.decode()
  if (rest) yield Buffer.from(rest)
}

/**
 * How many bytes a row of a UTF-16 file has that was transcoded to UTF-8.
 * @param raw the row in UTF-8, one character a byte; of its line end the parser gives the first character only
 * @param bytes of the row in UTF-8, with its whole line end
 */
export const utf16Bytes = (raw: string, bytes: number): number =>
  2 * (Buffer.from(raw, 'latin1').toString('utf8').length + bytes - raw.length)
