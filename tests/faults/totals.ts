import type { Outcome } from './outcome.ts'

export type Totals = Record<
  'seeds' | 'kills' | 'lost' | 'repeated' | 'afterUnsubscribe' | 'afterCancel' | 'uncertain' | 'open',
  number
> & {
  /** Seeds in which any promise was broken. */
  failed: number[]
  /** How often each fault was met, and in how many seeds. */
  met: Record<string, { times: number; seeds: number }>
}

export const isFine = ({ lost, repeated, afterUnsubscribe, afterCancel, wrong }: Outcome): boolean =>
  lost + repeated + afterUnsubscribe + afterCancel + wrong.length === 0

/** All runs together. */
export const totalsOf = (outcomes: readonly Outcome[]): Totals => {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0)
  return {
    seeds: outcomes.length,
    kills: sum(({ kills }) => kills),
    lost: sum(({ lost }) => lost),
    repeated: sum(({ repeated }) => repeated),
    afterUnsubscribe: sum(({ afterUnsubscribe }) => afterUnsubscribe),
    afterCancel: sum(({ afterCancel }) => afterCancel),
    open: sum(({ open }) => open),
    met: metIn(outcomes),
    uncertain: sum(({ uncertain }) => uncertain),
    failed: outcomes.filter((outcome) => !isFine(outcome)).map(({ seed }) => seed),
  }
}

const metIn = (outcomes: readonly Outcome[]): Totals['met'] => {
  const met: Totals['met'] = {}
  for (const outcome of outcomes)
    for (const [what, times] of Object.entries(outcome.met)) {
      const before = met[what] ?? { times: 0, seeds: 0 }
      met[what] = { times: before.times + times, seeds: before.seeds + 1 }
    }
  return Object.fromEntries(Object.entries(met).sort(([a], [b]) => (a < b ? -1 : 1)))
}
