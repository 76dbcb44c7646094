import type { SendIs } from '../history.ts'
import type { Book, Deed } from './book.ts'
import type { Rule } from './rule.ts'

/**
 * Nobody is mailed a send that waits for a second person, before somebody approves it who did not ask for it, or all of it
 * is planned and it goes to few. Who published what it sends is no second person. Asking anew is another asking, and an approval is
 * for the editions of then alone.
 */
export const approved: Rule = {
  name: 'approved',
  watch: (book, report) => {
    /** Sends that may go, with when they were last asked for. */
    const free = new Map<string, string>()
    /** When a send that might go was asked for anew, true time: what was marked before may still be called. */
    const againAt = new Map<string, number>()
    return {
      before: (event) => {
        if (event.is !== 'send' || event.above === undefined) return
        if (isForOthers(event)) report(event.at, `${event.send} goes on, and other editions were approved`)
        const before = book.sends.get(event.send)
        if (before && before.askedAt !== event.askedAt && free.has(event.send))
          againAt.set(event.send, event.at)
        if (!before?.holds.includes('approval') || event.holds.includes('approval')) return
        if (isApproved(book, before, event.approved) || isSmall(book, before))
          free.set(event.send, before.askedAt ?? '')
        else report(event.at, `${event.send} goes on, and no second person said so`)
      },
      after: (event) => {
        if (event.is !== 'call-began') return
        const { above, askedAt = '' } = book.sends.get(event.send) ?? {}
        if (above === undefined || free.get(event.send) === askedAt) return
        const since = againAt.get(event.send)
        if (since === undefined || event.at > since + book.rules.lifeMs)
          report(event.at, `${event.reader} is mailed ${event.send}, which waits for a second person`)
      },
    }
  },
}

/** It was approved, has begun with other editions than were, and is not held. */
const isForOthers = ({ holds, approved = [], editions }: SendIs): boolean =>
  approved.length > 0 &&
  editions !== undefined &&
  !holds.includes('approval') &&
  approved.toSorted().join() !== editions.toSorted().join()

/** Somebody who neither asked for it nor had published it said so, and was not told of another end before this asking. */
const isApproved = (
  book: Book,
  { send, by, askedAt = '' }: SendIs,
  editions: readonly string[] = [],
): boolean =>
  book
    .deeds({ what: ['approve'], send })
    .some(
      (deed) =>
        deed.who !== by &&
        !isPublisher(book, deed, editions) &&
        (deed.endedAt === undefined || deed.how === 'failed' || deed.endedAt > Date.parse(askedAt)),
    )

/** They had published one of these editions before they asked. */
const isPublisher = (book: Book, { who, askedAt }: Deed, editions: readonly string[]): boolean =>
  book.publishings.some(({ at, by, edition }) => by === who && at <= askedAt && editions.includes(edition))

const isSmall = (book: Book, { send, ranges, above = 0 }: SendIs): boolean => {
  const all = book.batchesOf(send)
  const isPlanned =
    ranges !== undefined &&
    Array.from({ length: ranges }, (_, range) => book.ends.get(`${send} ${range}`)).every(
      (batches) => batches !== undefined,
    )
  const readers = all.flatMap(({ letters }) => [...letters]).filter((letter) => !/[USPGHVZMT]/.test(letter))
  return isPlanned && readers.length <= above
}
