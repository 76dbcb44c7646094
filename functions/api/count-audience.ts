import { inParallel } from '../runtime/in-parallel.ts'
import { createWhoGot, type WhoGotDeps } from '../sending/ledger/who-got.ts'
import { candidatesIn, idsOf } from '../sending/schedule/candidates.ts'
import type { Exclusion } from '../sending/schedule/in-audience.ts'
import type { Got } from '../subscription/segments/judge-reader.ts'
import type { Rule } from '../subscription/segments/rule.ts'
import type { ReaderRow, Subscriber } from '../subscription/states/subscriber.ts'

export type CountAudienceDeps = {
  subscribers: {
    page(shard: string, after?: string): Promise<{ subscribers: ReaderRow[]; next?: string }>
    get(id: string): Promise<ReaderRow | undefined>
  }
  /** Where it is looked up who got an issue. */
  ledger: WhoGotDeps
  /** Unix ms. */
  now: () => number
}

/** Who is in, by language, and who is not, by reason. `next`: the first shard not counted yet. */
export type AudienceCounts = {
  languages: Record<string, number>
  excluded: Record<string, number>
  next?: number
}

export type CountAudience = ReturnType<typeof createCountAudience>

/** Shards counted in parallel, and how long one call may count: a third of the function's timeout. */
const atOnce = 16
const mostMs = 3_000

/**
 * Counts an audience by reading every reader; nobody is mailed. One call counts as many of the 256 shards as it has time
 * for, at least some. Who is considered is whom a send that begins at the given time would plan.
 * @returns a function of the first shard to count, that time (ISO 8601), the rule that is judged by, and the judge
 */
export const createCountAudience =
  ({ subscribers, ledger, now }: CountAudienceDeps) =>
  async (
    from: number,
    at: string,
    rule: Rule | undefined,
    judge: (reader: Subscriber, got: Got) => Exclusion | undefined,
  ): Promise<AudienceCounts> => {
    const languages: Record<string, number> = {}
    const excluded: Record<string, number> = {}
    const count = (reader: Subscriber, got: Got) => {
      const why = judge(reader, got)
      const [counts, name] = why ? [excluded, why] : [languages, reader.language]
      counts[name] = (counts[name] ?? 0) + 1
    }
    const countShard = async (number: number) => {
      const shard = number.toString(16).padStart(2, '0')
      const whoGot = createWhoGot(ledger, rule)
      for (let after: string | undefined; ; ) {
        const page = await subscribers.page(shard, after)
        const readers = await candidatesIn(page.subscribers, at, subscribers)
        const gotBy = await whoGot(readers.map(idsOf))
        for (const reader of readers) count(reader, gotBy(reader.id))
        after = page.next
        if (!after) return
      }
    }
    const until = now() + mostMs
    let next = from
    while (next < 256 && (next === from || now() < until)) {
      const some = Array.from({ length: Math.min(atOnce, 256 - next) }, (_, index) => next + index)
      await inParallel(some, atOnce, countShard)
      next += some.length
    }
    return { languages, excluded, ...(next < 256 && { next }) }
  }
