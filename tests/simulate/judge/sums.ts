import type { SumsAre } from '../history.ts'
import { type Book, blank } from './book.ts'
import { isLetter, meaning } from './letters.ts'
import type { Rule } from './rule.ts'

/**
 * `candidates = accepted + excluded + failed + uncertain + waiting`, always: each batch accounts for its readers and
 * for those whom its step left out, each with one outcome code, and no reader is in a send twice.
 */
export const sums: Rule = {
  name: 'sums',
  watch: (book, report) => {
    const seen = new Map<string, Map<string, string>>()
    const place = (at: number, send: string, batch: string, readers: readonly string[]) => {
      const places = seen.get(send) ?? new Map<string, string>()
      seen.set(send, places)
      for (const reader of readers) {
        if (reader === blank) continue
        const other = places.get(reader)
        if (other !== undefined && other !== batch)
          report(at, `${reader} is in ${other} and in ${batch} of ${send}`)
        places.set(reader, batch)
      }
    }
    return {
      after: (event) => {
        if (event.is === 'step') {
          for (const [batch, readers] of Object.entries(event.batches))
            place(event.at, event.send, batch, readers)
          for (const some of Object.values(event.leftOut)) place(event.at, event.send, 'those left out', some)
        }
        if (event.is === 'sums') {
          const { candidates, accepted, excluded, failed, uncertain, waiting } = event
          if (candidates !== accepted + excluded + failed + uncertain + waiting)
            report(
              event.at,
              `the sums of ${event.send}, ${event.part}, do not add up: ${JSON.stringify(event)}`,
            )
        }
        if (event.is !== 'batch') return
        const { at, send, batch, letters, candidates, leftOut } = event
        if (event.readers) place(at, send, batch, event.readers)
        const { readers } = book.batches.get(`${send} ${batch}`)!
        if (readers.length !== letters.length)
          report(at, `${batch} of ${send} has ${readers.length} readers and ${letters.length} letters`)
        if (candidates !== letters.length + leftOut)
          report(
            at,
            `${batch} of ${send}: ${candidates} candidates are not ${letters.length} and ${leftOut} left out`,
          )
        for (const letter of letters)
          if (!isLetter(letter)) report(at, `${batch} of ${send} has the letter "${letter}"`)
      },
      end: (at) => {
        if (!book.rules.isOver) return
        for (const shown of book.sums.values()) {
          // Someone who was told that a decision failed asks again, and the sums are derived then.
          const isUndecided = book
            .deeds({ what: ['write-off'], send: shown.send })
            .some(({ how }) => how !== 'done' && how !== 'refused')
          if (isUndecided) continue
          const now = sumsOf(book, shown)
          for (const outcome of ['accepted', 'uncertain', 'failed'] as const)
            if (now[outcome] !== shown[outcome])
              report(
                at,
                `${shown.send}, ${shown.part}, is shown with ${shown[outcome]} ${outcome}, and has ${now[outcome]}`,
              )
        }
      },
    }
  },
}

/** The sums of a part's batches now. */
const sumsOf = (book: Book, { send, part }: SumsAre): Record<string, number> => {
  const sums: Record<string, number> = { accepted: 0, uncertain: 0, failed: 0 }
  for (const { batch, letter } of book.lettersOf(send)) {
    if (part !== 'all' && Number(batch.batch.split('-')[0]) !== part) continue
    const outcome = isLetter(letter) ? meaning[letter] : 'nothing'
    sums[outcome] = (sums[outcome] ?? 0) + 1
  }
  return sums
}
