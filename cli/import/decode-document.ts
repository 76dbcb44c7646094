import { detectEncoding, type Encoding } from '../../functions/subscription/import/encoding.ts'
import { cleanCharacters } from './clean/clean.ts'
import type { Doubt } from './outline.ts'

const signatures: readonly [kind: string, bytes: string][] = [
  ['a PDF', '%PDF-'],
  ['a zip, as are .docx, .odt, .pages and .epub', 'PK\x03\x04'],
  ['an old Word document', '\xd0\xcf\x11\xe0'],
  ['a document in RTF', '{\\rtf'],
  ['a PNG', '\x89PNG'],
  ['a JPEG', '\xff\xd8\xff'],
  ['a GIF', 'GIF8'],
  ['compressed', '\x1f\x8b'],
]

/**
 * Says what a file is if it is no text: by its first bytes, or because it holds zero bytes and is not UTF-16.
 * @returns e.g. `a PDF`; undefined for text
 */
export const binaryKindOf = (bytes: Uint8Array): string | undefined => {
  const beginning = Buffer.from(bytes.subarray(0, 8)).toString('latin1')
  const known = signatures.find(([, signature]) => beginning.startsWith(signature))
  if (known) return known[0]
  const isWide = detectEncoding(bytes.subarray(0, 64_000)).encoding.startsWith('utf-16')
  return !isWide && bytes.includes(0) ? 'no text' : undefined
}

const names: Record<Encoding, string> = {
  'utf-8': 'UTF-8',
  'utf-16le': 'UTF-16',
  'utf-16be': 'UTF-16',
  gb18030: 'GB 18030',
  'windows-1252': 'Windows-1252',
}

/**
 * Decodes a document in UTF-8, UTF-16, GB 18030 or Windows-1252. What is not valid becomes U+FFFD.
 * @returns its text without a byte-order mark and without characters that no page may have, with a doubt about each
 *   line that had one, and about the first when the file is not in UTF-8
 */
export const decodeDocument = (bytes: Uint8Array): { text: string; doubts: Doubt[] } => {
  const { encoding } = detectEncoding(bytes)
  const asUtf8 = new TextDecoder().decode(bytes)
  if (encoding === 'utf-8' || (!encoding.startsWith('utf-16') && isUtf8WithFaults(asUtf8)))
    return cleanCharacters(asUtf8)
  const { text, doubts } = cleanCharacters(new TextDecoder(encoding).decode(bytes))
  const what = `the file is not in UTF-8: it was read as ${names[encoding]}`
  return { text, doubts: [{ line: 1, what }, ...doubts] }
}

/** A few broken bytes among many good sequences are damage, not another encoding, of which hardly any byte would fit. */
const isUtf8WithFaults = (text: string): boolean => {
  const beyondAscii = text.match(/[^\p{ASCII}\ufffd]/gu)?.length ?? 0
  return beyondAscii > 4 * (text.match(/\ufffd/g)?.length ?? 0)
}
