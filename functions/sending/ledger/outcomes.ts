import type { Counts } from './plan-step.ts'

/**
 * What became of each recipient of a batch, one code (a letter) each, so that a batch's whole state stays in one small item.
 * `waiting` and `under way` are the only ones that sending changes; `uncertain` is settled by SES's own events or by a person.
 */
const outcomesOfCodes = {
  '.': { is: 'waiting' },
  // Under way: a call may have begun, and what became of it is not written yet.
  '>': { is: 'waiting' },
  a: { is: 'accepted' },
  u: { is: 'uncertain' },
  r: { is: 'failed', reason: 'rejected' },
  m: { is: 'failed', reason: 'not-a-message' },
  x: { is: 'failed', reason: 'refused' },
  U: { is: 'excluded', reason: 'unsubscribed' },
  S: { is: 'excluded', reason: 'suppressed' },
  P: { is: 'excluded', reason: 'pending' },
  G: { is: 'excluded', reason: 'erased' },
  C: { is: 'excluded', reason: 'cancelled' },
  W: { is: 'excluded', reason: 'written-off' },
  H: { is: 'excluded', reason: 'has-it' },
  V: { is: 'excluded', reason: 'superseded' },
} as const

/** Why recipients failed or were left out, as far as codes say. */
export const reasonsOfCodes: readonly string[] = Object.values(outcomesOfCodes).flatMap((one) =>
  'reason' in one ? one.reason : [],
)

export type OutcomeCode = keyof typeof outcomesOfCodes

export type Tally = { accepted: number; uncertain: number; waiting: number; failed: Counts; excluded: Counts }

/** Counts the codes of a batch. @throws for a code that is none of ours */
export const tally = (codes: string): Tally => {
  const counted: Tally = { accepted: 0, uncertain: 0, waiting: 0, failed: {}, excluded: {} }
  for (const code of codes) {
    const meaning = outcomesOfCodes[code as OutcomeCode]
    if (!meaning) throw new Error(`The ledger holds an unknown outcome "${code}"`)
    if ('reason' in meaning) add(counted[meaning.is], { [meaning.reason]: 1 })
    else counted[meaning.is] += 1
  }
  return counted
}

/** Adds counts to others, in place. */
export const add = (to: Counts, more: Counts): Counts => {
  for (const [reason, count] of Object.entries(more)) to[reason] = (to[reason] ?? 0) + count
  return to
}

/** Writes outcomes into a batch's codes, each at its index. */
export const overwrite = (codes: string, outcomes: ReadonlyMap<number, OutcomeCode>): string => {
  const all = [...codes]
  for (const [index, code] of outcomes) all[index] = code
  return all.join('')
}

/** Nobody waits any more and no call is under way. */
export const isSettled = (codes: string): boolean => !codes.includes('.') && !codes.includes('>')

/** Replaces some codes by another. */
export const turn = (codes: string, from: readonly OutcomeCode[], to: OutcomeCode): string =>
  [...codes].map((code) => (from.includes(code as OutcomeCode) ? to : code)).join('')
