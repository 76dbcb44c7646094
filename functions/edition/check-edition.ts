import type { Problem } from '../issue/issue.ts'
import { fill, prepare } from './digest.ts'
import type { Edition } from './edition.ts'

/** Gmail clips a message at about 100 KB after its own rewriting. */
const mostBytes = 90_000

/** As long as a reader's links get. */
const links = { unsubscribe: 'https://'.padEnd(250, 'x'), preferences: 'https://'.padEnd(250, 'x') }

/** What is wrong with an edition although its issue reads well: a digest that a mail client would clip. */
export const checkEdition = ({ digest }: Edition): Problem[] => {
  const bytes = Buffer.byteLength(fill(prepare(digest, []), links).html)
  if (bytes <= mostBytes) return []
  const kilobytes = (size: number) => `${Math.ceil(size / 1000)} KB`
  const reason = `the ${digest.language} digest has ${kilobytes(bytes)}; mail clients clip it over ${kilobytes(mostBytes)}: shorten summaries or leave articles out`
  return [{ file: 'issue.yaml', reason }]
}
