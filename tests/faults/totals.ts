import type { Outcome } from './run.ts'

export type Totals = Record<
  'seeds' | 'kills' | 'lost' | 'repeated' | 'afterUnsubscribe' | 'uncertain',
  number
> & {
  /** Seeds in which any promise was broken. */
  failed: number[]
}

export const isFine = ({ lost, repeated, afterUnsubscribe, wrong }: Outcome): boolean =>
  lost + repeated + afterUnsubscribe + wrong.length === 0

/** All runs together. */
export const totalsOf = (outcomes: readonly Outcome[]): Totals => {
  const sum = (of: (outcome: Outcome) => number) => outcomes.reduce((all, outcome) => all + of(outcome), 0)
  return {
    seeds: outcomes.length,
    kills: sum(({ kills }) => kills),
    lost: sum(({ lost }) => lost),
    repeated: sum(({ repeated }) => repeated),
    afterUnsubscribe: sum(({ afterUnsubscribe }) => afterUnsubscribe),
    uncertain: sum(({ uncertain }) => uncertain),
    failed: outcomes.filter((outcome) => !isFine(outcome)).map(({ seed }) => seed),
  }
}
