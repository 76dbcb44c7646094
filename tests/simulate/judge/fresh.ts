import type { CallBegan, ReaderIs } from '../history.ts'
import type { Book } from './book.ts'
import type { Report, Rule } from './rule.ts'

/**
 * No call is based on a reader's state older than two seconds, so what was acknowledged before that counts. Readers
 * whose pause extends beyond the beginning of a send are left out, even if the pause is over when it reaches them.
 */
export const fresh: Rule = {
  name: 'fresh',
  watch: (book, report) => ({
    after: (event) => {
      if (event.is !== 'call-began' || book.sends.get(event.send)?.test) return
      judgeLeft(book, event, report)
      judgePaused(book, event, report)
      judgeMoved(book, event, report)
    },
  }),
}

const judgeLeft = (book: Book, event: CallBegan, report: Report) => {
  const left = book
    .deeds({ what: ['unsubscribe', 'erase'], reader: event.reader })
    .filter(({ how, endedAt }) => how === 'done' && endedAt! + book.rules.freshMs < event.at)
    .at(-1)
  if (!left) return
  // Someone who came back since is a reader again.
  const isBack = book.people
    .statesOf(event.reader)
    .some(({ at, status }) => status === 'active' && at > left.askedAt && at <= event.at)
  if (!isBack)
    report(
      event.at,
      `${event.reader} is mailed ${event.at - left.endedAt!} ms after leaving, or being erased, was acknowledged`,
    )
}

/** The worker may have read any state from two seconds before the call on, or the one that was current then. */
const judgePaused = (book: Book, { at, send, batch, reader }: CallBegan, report: Report) => {
  const { series, frozenAt = at } = book.sends.get(send) ?? {}
  const from = series ? (book.batches.get(`${send} ${batch}`)?.due ?? at) : frozenAt
  const states = book.people.statesOf(reader).filter((state) => state.at <= at)
  const standing = states.filter((state) => state.at <= at - book.rules.freshMs).at(-1)
  const read = states.filter((state) => state.at > at - book.rules.freshMs)
  if (standing && [standing, ...read].every((state) => isPassedBy(state, from)))
    report(at, `${reader} is mailed ${send}, and pauses beyond its beginning`)
}

/** Whether somebody is on their way to an address, and does not stand there yet. */
const isReturning = (book: Book, reader: string, at: number): boolean =>
  book.readers().some((other) => {
    const last = book
      .statesOf(other)
      .filter((state) => state.at <= at)
      .at(-1)
    return last?.carries === true && last.to === reader
  })

/** Nobody gets mail at an address that they have left. */
const judgeMoved = (book: Book, { at, send, reader }: CallBegan, report: Report) => {
  const states = book.statesOf(reader)
  const standing = states.filter((state) => state.at <= at - book.rules.freshMs).at(-1)
  const read = states.filter((state) => state.at > at - book.rules.freshMs && state.at <= at)
  if (isReturning(book, reader, at)) return
  if (standing && [standing, ...read].every(({ status }) => status === 'moved'))
    report(at, `${reader} is mailed ${send} at an address that they have left`)
}

/** @param from when the send began, Unix ms */
export const isPassedBy = ({ pausedUntil = 0 }: ReaderIs, from: number): boolean => pausedUntil > from
