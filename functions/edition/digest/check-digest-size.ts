import type { Problem } from '../../issue/issue.ts'
import { type Digest, fill, prepare } from '../model/digest.ts'
import type { Edition } from '../model/edition.ts'

/** Bytes. Gmail clips a message at about 100 KB, after its own rewriting. */
export const mostDigestBytes = 90_000

/** As long as a reader's links can get. */
const link = 'https://'.padEnd(250, 'x')
const links = { unsubscribe: link, preferences: link, rating: link }

/** Bytes of the digest's HTML for the reader with the largest one. */
export const bytesOf = (digest: Digest): number => Buffer.byteLength(fill(prepare(digest, []), links).html)

/** Problems of an edition whose issue is itself valid: a digest so large that mail clients would clip it. */
export const checkDigestSize = ({ digest }: Pick<Edition, 'digest'>): Problem[] => {
  const bytes = bytesOf(digest)
  if (bytes <= mostDigestBytes) return []
  const kilobytes = (size: number) => `${Math.ceil(size / 1000)} KB`
  const reason = `the ${digest.language} digest has ${kilobytes(bytes)}; mail clients clip it over ${kilobytes(mostDigestBytes)}: shorten cover lines and the publication’s own texts`
  return [{ file: 'issue.yaml', reason }]
}
