import * as z from 'zod'
import type { AudienceAnswer } from '../../../api/answers/sends.ts'
import type { Reply } from '../../calls.ts'
import { addUp } from '../../frame/counts.ts'

const sums = z.record(z.string(), z.number().int().nonnegative())

/** What is counted so far, as a form carries it. It tells a person how many, and decides nothing. */
export const Counted = z.object({ next: z.number().int().min(1), languages: sums, excluded: sums })
export type Counted = z.infer<typeof Counted>

/**
 * Calls in one visit. Each counts for about 3 s and then answers with how far it came (functions/api/count-audience.ts);
 * API Gateway waits for 30 s.
 */
const mostCalls = 4

type ReadersCounted =
  | { outcome: 'counted'; answer: AudienceAnswer }
  /** `segment`: as it was found, to go on by. */
  | { outcome: 'more'; counted: Counted; segment: AudienceAnswer['segment'] }
  | Extract<Reply<never>, { outcome: 'refused' }>

/**
 * Adds up what the API counts of an audience, call by call, all by the segment as the first call found it: somebody may save
 * another under its name meanwhile.
 * @param ask for one count, from where the one before it ended
 */
export const countReaders = async (
  ask: (from: { from: number; segment?: AudienceAnswer['segment'] }) => Promise<Reply<AudienceAnswer>>,
  before?: Counted,
): Promise<ReadersCounted> => {
  let { languages, excluded, next } = before ?? { languages: {}, excluded: {}, next: 0 }
  let segment: AudienceAnswer['segment']
  for (let calls = 0; calls < mostCalls; calls += 1) {
    const reply = await ask({ ...(segment && { segment }), from: next })
    if (reply.outcome === 'refused') return reply
    const { value } = reply
    languages = addUp(languages, value.languages)
    excluded = addUp(excluded, value.excluded)
    segment = value.segment
    if (value.next === undefined) return { outcome: 'counted', answer: { ...value, languages, excluded } }
    next = value.next
  }
  return { outcome: 'more', counted: { next, languages, excluded }, segment }
}
