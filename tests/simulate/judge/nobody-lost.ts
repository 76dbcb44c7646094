import type { ReaderIs } from '../history.ts'
import { type Book, blank } from './book.ts'
import { isPassedBy } from './fresh.ts'
import { isLetter, meaning } from './letters.ts'
import { wants } from './pinned.ts'
import type { Rule } from './rule.ts'

/**
 * Nobody is left out: those who were readers before the freeze and stayed readers are in the plan, and nobody is still
 * waiting at the end.
 */
export const nobodyLost: Rule = {
  name: 'nobody lost',
  watch: (book, report) => ({
    end: (at) => {
      if (!book.rules.isOver) return
      for (const {
        send,
        frozenAt,
        topics,
        series,
        test,
        holds,
        cancelled,
        reopening,
        only,
        corrects,
      } of book.sends.values()) {
        if (reopening && holds.length === 0 && !cancelled) report(at, `${send} is being reopened for ever`)
        if (frozenAt === undefined) {
          const asked = book.deeds({ what: ['request'], send }).length > 0
          if (asked && holds.length === 0 && !cancelled) report(at, `${send} never began`)
          continue
        }
        const letters = new Map<string, string>()
        for (const { reader, letter } of book.lettersOf(send))
          if (reader !== blank) letters.set(reader, letter)
        const isHeld = holds.length > 0 && !cancelled
        for (const [reader, letter] of letters) {
          const is = isLetter(letter) ? meaning[letter] : 'nothing'
          const mayWait = isHeld || (series && waitsForDigest(book, send, reader))
          // Nobody claims the batches of a held send, not even those that a dead worker had under way.
          if ((is === 'under-way' || is === 'waiting') && !mayWait)
            report(at, `${reader} waits for ever for ${send}`)
        }
        if (test && letters.size !== 1 && !isHeld && !cancelled)
          report(at, `the test ${send} has ${letters.size} readers`)
        if (series || test || corrects || isHeld) continue
        if (!cancelled)
          for (const [reader, letter] of letters)
            if (letter === 'C') report(at, `${reader} is left out by a cancel of ${send} that was taken back`)
        const since = book.frozenSince(send)!
        for (const reader of book.readers()) {
          const ids = book.people.idsOf(reader)
          if (ids[0] !== reader || book.people.isMixed(reader)) continue
          const was = wasReader(book.people.statesOf(reader), { frozenAt, since, topics })
          if (was === 'no') continue
          const own = ids.flatMap((id) => letters.get(id) ?? [])
          // Who has moved has an outcome by one of their ids; by another they are elsewhere.
          const letter = own.find((one) => one !== 'M') ?? own[0]
          if (/[USPGZMT]/.test(letter ?? 'M') && ids.some(book.people.isJoined)) continue
          const isLeftOut = ids.some((id) => book.isLeftOut(send, id))
          // An erasure that died half-way may have taken the id by which they were to be planned.
          if (letter === undefined && isErased(book, reader)) continue
          if (letter === undefined && !isLeftOut) report(at, `${reader} was left out of ${send}`)
          else if (was === 'always' && (letter === undefined ? !only : /[USPGZMT]/.test(letter)))
            report(at, `${reader} is excluded from ${send}, and was a reader all the time`)
        }
      }
    },
    after: (event) => {
      if (event.is !== 'step') return
      const send = book.sends.get(event.send)
      const since = book.frozenSince(event.send) ?? event.at
      for (const readers of Object.values(event.batches))
        for (const reader of readers) {
          const confirmed = confirmedBy(book, reader)
          if (
            send?.frozenAt !== undefined &&
            !send.test &&
            confirmed !== undefined &&
            confirmed > send.frozenAt &&
            // Someone who came back during planning may have been read before they left.
            wasReader(book.people.statesOf(reader), {
              frozenAt: send.frozenAt,
              since,
              topics: send.topics,
            }) === 'no'
          )
            report(event.at, `${reader} confirmed after ${event.send} was frozen, and is planned`)
        }
    },
  }),
}

/**
 * A welcome mail that repeats a digest waits until that send may continue, its outcome is known, or a person has
 * decided.
 */
const waitsForDigest = (book: Book, send: string, reader: string): boolean => {
  const digest = `${send.split('--')[0]}--digest`
  const { holds = [], cancelled = false } = book.sends.get(digest) ?? {}
  if (holds.length > 0 && !cancelled) return true
  const ids = book.people.idsOf(reader)
  return [...book.lettersOf(digest)].some((one) => ids.includes(one.reader) && /[.urmx]/.test(one.letter))
}

/** Nobody who was erased is planned any more. */
const isErased = (book: Book, reader: string): boolean =>
  book.people.statesOf(reader).some(({ status }) => status === 'erased')

/** When someone last became a reader. */
const confirmedBy = (book: Book, reader: string): number | undefined =>
  book
    .statesOf(reader)
    .filter(({ status }) => status === 'active')
    .at(-1)?.confirmedAt

/**
 * Whether someone was a reader of a send's topics when it was frozen, and ever since.
 * @param frozenAt the time recorded for the freeze
 * @param since the true time of the freeze
 */
export const wasReader = (
  states: readonly ReaderIs[],
  { frozenAt, since, topics }: { frozenAt: number; since: number; topics: readonly string[] | undefined },
): 'always' | 'then' | 'no' => {
  const then = states.filter(({ at }) => at < since).at(-1)
  if (then?.status !== 'active' || (then.confirmedAt ?? 0) > frozenAt) return 'no'
  // New choices count as they were when the reader was planned, whenever that was.
  const ever = [then, ...states.filter(({ at }) => at >= since)]
  const stays = (state: ReaderIs) =>
    state.status === 'active' && wants(state, topics) && !isPassedBy(state, frozenAt)
  return ever.every(stays) ? 'always' : 'then'
}
