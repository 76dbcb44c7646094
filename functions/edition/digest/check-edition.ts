import type { Problem } from '../../issue/issue.ts'
import { type Digest, fill, prepare } from '../model/digest.ts'
import type { Edition } from '../model/edition.ts'

/** Gmail clips a message at about 100 KB after its own rewriting. */
export const mostBytes = 90_000

/** As long as a reader's links get. */
const links = { unsubscribe: 'https://'.padEnd(250, 'x'), preferences: 'https://'.padEnd(250, 'x') }

/** The bytes of a digest's HTML for the reader with the most of it. */
export const bytesOf = (digest: Digest): number => Buffer.byteLength(fill(prepare(digest, []), links).html)

/** What is wrong with an edition although its issue reads well: a digest that a mail client would clip. */
export const checkEdition = ({ digest }: Pick<Edition, 'digest'>): Problem[] => {
  const bytes = bytesOf(digest)
  if (bytes <= mostBytes) return []
  const kilobytes = (size: number) => `${Math.ceil(size / 1000)} KB`
  const reason = `the ${digest.language} digest has ${kilobytes(bytes)}; mail clients clip it over ${kilobytes(mostBytes)}: shorten cover lines and the publication’s own texts`
  return [{ file: 'issue.yaml', reason }]
}
