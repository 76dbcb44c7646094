import type { Counts } from './plan-step.ts'

/**
 * Each recipient's outcome as a one-letter code, so that a batch's whole state fits in one small item. Sending changes
 * only `waiting` and `under way`; SES's events or a person settle `uncertain`.
 */
const outcomesOfCodes = {
  '.': { is: 'waiting' },
  // Under way: a call may have begun, and its outcome is not written yet.
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
  Z: { is: 'excluded', reason: 'paused' },
  M: { is: 'excluded', reason: 'moved' },
  T: { is: 'excluded', reason: 'no-topic' },
} as const

/** The reasons why recipients failed or were excluded, as far as codes express them. */
export const reasonsOfCodes: readonly string[] = Object.values(outcomesOfCodes).flatMap((one) =>
  'reason' in one ? one.reason : [],
)

/** Codes of a batch, and no others. */
export const codesOnly = new RegExp(`^[${Object.keys(outcomesOfCodes).join('')}]*$`)

export type OutcomeCode = keyof typeof outcomesOfCodes

export type Tally = { accepted: number; uncertain: number; waiting: number; failed: Counts; excluded: Counts }

/** Counts a batch's codes. @throws for an unknown code */
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

/** Adds counts to `to`, in place. */
export const add = (to: Counts, more: Counts): Counts => {
  for (const [reason, count] of Object.entries(more)) to[reason] = (to[reason] ?? 0) + count
  return to
}

/** Replaces codes of a batch by outcomes, each at its index. */
export const overwrite = (codes: string, outcomes: ReadonlyMap<number, OutcomeCode>): string => {
  const all = [...codes]
  for (const [index, code] of outcomes) all[index] = code
  return all.join('')
}

/** Whether nobody is waiting and no call is under way. */
export const isSettled = (codes: string): boolean => !codes.includes('.') && !codes.includes('>')

/** Replaces all codes in `from` by `to`. */
export const turn = (codes: string, from: readonly OutcomeCode[], to: OutcomeCode): string =>
  [...codes].map((code) => (from.includes(code as OutcomeCode) ? to : code)).join('')
