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
  const isBack = book
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
  const states = book.statesOf(reader).filter((state) => state.at <= at)
  const standing = states.filter((state) => state.at <= at - book.rules.freshMs).at(-1)
  const read = states.filter((state) => state.at > at - book.rules.freshMs)
  if (standing && [standing, ...read].every((state) => isPassedBy(state, from)))
    report(at, `${reader} is mailed ${send}, and pauses beyond its beginning`)
}

/** @param from when the send began, Unix ms */
export const isPassedBy = ({ pausedUntil = 0 }: ReaderIs, from: number): boolean => pausedUntil > from
