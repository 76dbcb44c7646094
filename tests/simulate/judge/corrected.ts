import type { Happened, SendIs } from '../history.ts'
import { type Book, blank, type Call } from './book.ts'
import { wasReader } from './nobody-lost.ts'
import type { Report, Rule } from './rule.ts'

type Correction = SendIs & { corrects: NonNullable<SendIs['corrects']> }

/**
 * A correction goes to nobody to whom SES did not take a faulty edition, and to everybody to whom it did, as far as that was
 * known when it was planned and they are readers still. Each faulty edition has one correction, whoever asks for which languages; one
 * that was published again as that began has none yet. It begins when its source is closed, and from then on nobody of that
 * waits again.
 */
export const corrected: Rule = {
  name: 'corrected',
  watch: (book, report) => {
    /** Who is to be in a correction, and when that was known: by its id. */
    const due = new Map<string, string[]>()
    const begun: Begun = new Map()
    /** All editions that a send ever had. */
    const had = new Map<string, Set<string>>()
    return {
      after: (event) => {
        if (event.is === 'batch' || event.is === 'call-began') judgeSource(book, event, report)
        if (event.is === 'act' && event.what === 'correct' && event.how === 'done')
          judgeAsked(book, event, { begun, had }, report)
        if (event.is !== 'send') return
        had.set(event.send, new Set([...(had.get(event.send) ?? []), ...(event.editions ?? [])]))
        if (!isCorrection(event)) return
        judgeOthers(book, event, begun, report)
        if (event.frozenAt === undefined) return
        if (!due.has(event.send)) {
          begun.set(event.send, { at: event.at, editions: event.editions ?? [] })
          const open = book.batchesOf(event.corrects.send).find(({ closed }) => !closed)
          if (open)
            report(event.at, `${event.send} begins while ${open.batch} of ${event.corrects.send} is open`)
          due.set(event.send, gotFault(book, event, begun))
        }
      },
      end: (at) => {
        // Only now it is known who moved where.
        for (const call of book.calls.values()) judgeCall(book, call, begun, report)
        if (!book.rules.isOver) return
        for (const send of book.sends.values()) if (isCorrection(send)) judgeEnd(book, send, due, at, report)
      },
    }
  },
}

const isCorrection = (send: SendIs): send is Correction => send.corrects !== undefined

/** What each correction began with, and when: for good it corrects nothing of that. */
type Begun = Map<string, { at: number; editions: readonly string[] }>

const correctedBy = ({ send, corrects }: Correction, begun: Begun): string[] =>
  corrects.editions.filter((edition) => !begun.get(send)?.editions.includes(edition))

const isFaulty = (correction: Correction, { takenAt, edition }: Call, begun: Begun): boolean =>
  takenAt !== undefined && edition !== undefined && correctedBy(correction, begun).includes(edition)

/** Each faulty edition has one correction, whatever each began with. */
const judgeOthers = (book: Book, correction: Correction, begun: Begun, report: Report) => {
  for (const other of book.sends.values()) {
    if (!isCorrection(other) || other.send === correction.send) continue
    if (other.corrects.send !== correction.corrects.send) continue
    const both = correctedBy(other, begun)
    for (const edition of correctedBy(correction, begun))
      if (both.includes(edition))
        report(correction.at, `${edition} is corrected by ${correction.send} and by ${other.send}`)
  }
}

/**
 * Who was told that a send is corrected finds a correction for each of its editions, in the languages asked for, that was not
 * what was published while they asked.
 */
const judgeAsked = (
  book: Book,
  { act, send = '', at }: Happened & { is: 'act' },
  { begun, had }: { begun: Begun; had: ReadonlyMap<string, ReadonlySet<string>> },
  report: Report,
) => {
  const { askedAt, languages } = book.deeds({ what: ['correct'], send }).find((deed) => deed.act === act)!
  for (const edition of had.get(send) ?? []) {
    const language = book.publishings.find((one) => one.edition === edition)?.language
    if (language === undefined || (languages && !languages.includes(language))) continue
    const own = book.publishings.filter((one) => one.language === language)
    const meanwhile = [
      ...own.filter((one) => one.at <= askedAt).slice(-1),
      ...own.filter((one) => one.at > askedAt),
    ]
    if (meanwhile.some((one) => one.edition === edition)) continue
    const isCorrected = [...book.sends.values()].some((one) => {
      if (!isCorrection(one) || one.corrects.send !== send || !one.corrects.editions.includes(edition))
        return false
      const { at: since, editions } = begun.get(one.send) ?? { at: at, editions: [] }
      // It may have begun, with what it was to correct, just before this was answered.
      return since >= askedAt || !editions.includes(edition)
    })
    if (!isCorrected) report(at, `${send} is said to be corrected, and nothing corrects ${edition}`)
  }
}

const judgeCall = (
  book: Book,
  { at, send, reader }: Happened & { is: 'call-began' },
  begun: Begun,
  report: Report,
) => {
  const correction = book.sends.get(send)
  if (!correction || !isCorrection(correction) || book.people.isMixed(reader)) return
  if (!book.callsTo(correction.corrects.send, reader).some((call) => isFaulty(correction, call, begun)))
    report(at, `${reader} is mailed ${send}, and never got what it corrects`)
}

/** Nobody of what is corrected waits again, but for a moment in which its cancel still holds, nor is called. */
const judgeSource = (book: Book, event: Happened & { is: 'batch' | 'call-began' }, report: Report) => {
  const waits = event.is === 'call-began' || /[.>]/.test(event.letters)
  if (!waits || (event.is === 'batch' && book.sends.get(event.send)?.cancelled)) return
  for (const one of book.sends.values())
    if (isCorrection(one) && one.corrects.send === event.send && one.frozenAt !== undefined)
      report(
        event.at,
        `somebody in ${event.batch} of ${event.send} ${event.is === 'batch' ? 'waits again' : 'is called'}, and ${one.send} has begun`,
      )
}

/** Whose place says that SES took their mail, and whose last mail was a faulty one. */
const gotFault = (book: Book, correction: Correction, begun: Begun): string[] => {
  const readers: string[] = []
  for (const { reader, letter, batch, index } of book.lettersOf(correction.corrects.send)) {
    if (letter !== 'a' || reader === blank) continue
    const calls = book.callsAt(correction.corrects.send, batch.batch, index)
    if (calls.length > 0 && calls.every((call) => isFaulty(correction, call, begun))) readers.push(reader)
  }
  return readers
}

const judgeEnd = (
  book: Book,
  { send, corrects, frozenAt, holds, cancelled, topics }: Correction,
  due: ReadonlyMap<string, readonly string[]>,
  at: number,
  report: Report,
) => {
  const source = book.sends.get(corrects.send)
  if (holds.length > 0 || cancelled || source?.forgotten) return
  if (frozenAt === undefined) {
    const isOpen =
      !source || source.holds.length > 0 || book.batchesOf(corrects.send).some(({ closed }) => !closed)
    if (!isOpen) report(at, `${send} never began`)
    return
  }
  const letters = new Map([...book.lettersOf(send)].map(({ reader, letter }) => [reader, letter]))
  const since = book.frozenSince(send)!
  for (const reader of due.get(send) ?? []) {
    if (book.people.isMixed(reader) || book.people.idsOf(reader).some(book.people.isJoined)) continue
    if (wasReader(book.people.statesOf(reader), { frozenAt, since, topics }) !== 'always') continue
    const letter = letters.get(reader)
    if (letter === undefined || /[USPGZMTC]/.test(letter))
      report(at, `${reader} got what ${send} corrects, and is left out of it (${letter ?? 'not planned'})`)
  }
}
