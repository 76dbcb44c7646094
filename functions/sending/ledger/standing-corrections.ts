import { correctionIdOf, mostCorrections } from './correction-id.ts'
import type { Corrects, Send, SendId } from './send.ts'

type Sends = { get(id: SendId): Promise<Send | undefined> }

/**
 * A correction that there is. `number`: which of its source's, see {@link correctionIdOf}; `isFor`: the editions of `corrects` that it
 * does correct.
 */
export type StandingCorrection = { number: number; send: Send; corrects: Corrects; isFor: string[] }

/**
 * The editions that a correction corrects: of one that has begun, those alone that it did not begin with itself, since a faulty
 * edition may be published again between the asking and the beginning. Whoever got that one has no correction yet. What it goes on with
 * when it is asked for anew changes nothing of that: others may be in another correction by then.
 */
export const editionsCorrected = (
  { frozen, formerEditions = [] }: Pick<Send, 'frozen' | 'formerEditions'>,
  { editions }: Pick<Corrects, 'editions'>,
): string[] => {
  const begunWith = Object.values(formerEditions[0] ?? frozen?.editions ?? {})
  return editions.filter((edition) => !begunWith.includes(edition))
}

/** The corrections of a send that there are, in the order in which they were made; `next`: the number of another one. */
const allOf = async (sends: Sends, source: SendId): Promise<{ all: StandingCorrection[]; next: number }> => {
  const all: StandingCorrection[] = []
  let next = 1
  for (; next <= mostCorrections; next += 1) {
    const send = await sends.get(correctionIdOf(source, next))
    if (!send) break
    const corrects = send.filter?.corrects
    if (corrects) all.push({ number: next, send, corrects, isFor: editionsCorrected(send, corrects) })
  }
  return { all, next }
}

/** The same, without the number. */
export const standingCorrections = async (sends: Sends, source: SendId): Promise<StandingCorrection[]> =>
  (await allOf(sends, source)).all

/** How some editions of a send are corrected. `editions`: those of them that are meant. */
export type HowCorrected =
  | { outcome: 'missing'; number: number; editions: string[] }
  | { outcome: 'too-many' }
  | (StandingCorrection & { outcome: 'stands' | 'cancelled'; editions: string[] })

/**
 * What is to be asked for so that these editions of a send are corrected: the correction that stands, where each of them has one; one
 * whose cancel is taken back; or else another one, for those that have none.
 * @param cancelled when it was cancelled that is to be taken back
 */
export const standingCorrection = async (
  sends: Sends,
  source: SendId,
  editions: readonly string[],
  cancelled?: string,
): Promise<HowCorrected> => {
  const { all, next } = await allOf(sends, source)
  const meant = ({ isFor }: StandingCorrection) => editions.filter((edition) => isFor.includes(edition))
  const isAgain = (one: StandingCorrection) =>
    cancelled !== undefined && one.send.cancelledAt === cancelled && meant(one).length > 0
  const again = all.find(isAgain)
  if (again) return { outcome: 'cancelled', editions: meant(again), ...again }
  const missing = editions.filter((edition) => !all.some(({ isFor }) => isFor.includes(edition)))
  const first = all.find((one) => meant(one).length > 0)
  if (missing.length === 0 && first) return { outcome: 'stands', editions: meant(first), ...first }
  return next > mostCorrections
    ? { outcome: 'too-many' }
    : { outcome: 'missing', number: next, editions: missing }
}
