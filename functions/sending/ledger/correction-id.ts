import { createHash } from 'node:crypto'
import { longestSendId, type SendId, sendIdOf } from './send-id.ts'

const first = '-correction'
const depth = /-correction(?:-(?:\d+|[b-z]))*?(-(\d+))?$/
/** A purpose by which a correction is called, so that no other send is. */
export const correctionPurpose = /(-correction(-(\d+|[b-z]))*|^c-[0-9a-f]{10})$/

/** A send has no more corrections than letters tell apart. */
export const mostCorrections = 26

/**
 * The id of a send's correction: `<source>-correction`; one that is itself faulty is the source of `<source>-correction-2`. A
 * send may have several, each for other editions, which are made in order: `<source>-correction`, then `<source>-correction-b`.
 * So where there is one, there is the first, and that it exists says that nobody of the source waits again. An id that became
 * too long to name a schedule is `<issue>--c-` and a hash of it.
 * @param number from 1 to {@link mostCorrections}
 */
export const correctionIdOf = (source: SendId, number = 1): SendId => {
  const letter = number === 1 ? '' : `-${String.fromCharCode('a'.charCodeAt(0) + number - 1)}`
  const id = `${firstOf(source)}${letter}`
  if (id.length <= longestSendId) return id
  const hash = createHash('sha256').update(id).digest('hex').slice(0, 10)
  return sendIdOf(source.slice(0, source.lastIndexOf('--')), `c-${hash}`)
}

const firstOf = (source: SendId): SendId => {
  const found = depth.exec(source)
  if (!found) return `${source}${first}`
  const [, end = '', number = '1'] = found
  return `${source.slice(0, source.length - end.length)}-${Number(number) + 1}`
}
