import type { OutcomeCode } from '../../functions/sending/ledger/outcomes.ts'
import type { Account } from './admin.ts'

export type Evidence = {
  /** Ids of all who should get the issue. */
  audience: string[]
  candidates: number
  /** How many messages SES accepted for each. */
  mails: Map<string, number>
  /** Letters of the ledger, one for each time that a reader was planned. */
  letters: Map<string, string>
  account: Account
  /** Readers who asked to leave, or whose address bounced or complained. */
  leaving: (id: string) => boolean
  refused: (id: string) => boolean
  cancelled: boolean
}

export type Verdict = { lost: number; repeated: number; uncertain: number; wrong: string[] }

const sum = (counts: Record<string, number>) => Object.values(counts).reduce((all, count) => all + count, 0)

/** What may have come of a reader who got no mail, by their letter. */
const mayGoWithout: Partial<Record<OutcomeCode, (evidence: Evidence, id: string) => boolean>> = {
  u: () => true,
  W: () => true,
  U: ({ leaving }, id) => leaving(id),
  S: ({ leaving }, id) => leaving(id),
  P: ({ leaving }, id) => leaving(id),
  r: ({ refused }, id) => refused(id),
  x: ({ refused }, id) => refused(id),
  C: ({ cancelled }) => cancelled,
}

/** Compares what SES accepted with what the ledger says, reader by reader, and the sums with the identity. */
export const judgeEachReader = (evidence: Evidence): Verdict => {
  const { audience, mails, letters } = evidence
  const verdict: Verdict = { lost: 0, repeated: 0, uncertain: 0, wrong: [] }
  for (const id of new Set([...audience, ...mails.keys(), ...letters.keys()])) {
    const count = mails.get(id) ?? 0
    const letter = letters.get(id) ?? ''
    if (letter === 'u') verdict.uncertain += 1
    if (letter.length > 1) verdict.wrong.push(`${id} was planned ${letter.length} times`)
    if (count > 1) {
      verdict.repeated += count - 1
      verdict.wrong.push(`${id} got ${count} mails (${letter})`)
    }
    if (count === 0 && !isAccountedFor(evidence, id, letter)) {
      verdict.lost += 1
      verdict.wrong.push(`${id} got no mail (${letter || 'never planned'})`)
    }
    if (count > 0 && !['a', 'u', 'W'].includes(letter))
      verdict.wrong.push(`${id} got a mail, and the ledger says "${letter}"`)
  }
  verdict.wrong.push(...wrongSums(evidence))
  return verdict
}

const isAccountedFor = (evidence: Evidence, id: string, letter: string): boolean =>
  letter === '' ? evidence.leaving(id) : (mayGoWithout[letter as OutcomeCode]?.(evidence, id) ?? false)

const wrongSums = ({ account, candidates, letters }: Evidence): string[] => {
  const { audience: it, state } = account
  const all = it.accepted + sum(it.excluded) + sum(it.failed) + it.uncertain + it.waiting
  const listed = [...letters.values()].filter((letter) => letter === 'u').length
  return [
    ...(it.candidates === all ? [] : [`${it.candidates} candidates, but ${all} accounted for`]),
    ...(it.candidates === candidates ? [] : [`${it.candidates} candidates of ${candidates} subscribers`]),
    ...(it.waiting === 0 ? [] : [`${it.waiting} still wait`]),
    ...(it.uncertain === listed ? [] : [`${it.uncertain} uncertain, but ${listed} listed`]),
    ...(['finished', 'cancelled'].includes(state) ? [] : [`the send is ${state}`]),
  ]
}
