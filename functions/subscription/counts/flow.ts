import * as z from 'zod'
import { type Consent, isImported } from '../states/consent.ts'
import type { ReaderRow, Subscriber } from '../states/subscriber.ts'
import type { SuppressionCause } from '../states/suppression-cause.ts'

/**
 * What happened on one day. Who stops being a reader is counted once, on the day on which they did; `suppressed`: by an
 * admin. `erased` are addresses, whether a reader had them or not.
 */
export const Flow = z.object({
  joined: z.number(),
  left: z.number(),
  bounced: z.number(),
  complained: z.number(),
  suppressed: z.number(),
  erased: z.number(),
})
export type Flow = z.infer<typeof Flow>
const flowKinds = Flow.keyof().options

/** @param at ISO 8601 */
type Happening = { kind: keyof Flow; at: string }

export const noFlow = (): Flow => ({
  joined: 0,
  left: 0,
  bounced: 0,
  complained: 0,
  suppressed: 0,
  erased: 0,
})

const endedBy: Record<SuppressionCause, keyof Flow> = {
  'soft-bounces': 'bounced',
  bounce: 'bounced',
  complaint: 'complained',
  admin: 'suppressed',
}

/** Adds what a row says happened within a day. @param begin, end of the day, Unix ms; `end` is the next day's */
export const addFlow = (flow: Flow, row: ReaderRow, { begin, end }: { begin: number; end: number }): void => {
  for (const { kind, at } of happenedTo(row)) {
    const ms = Date.parse(at)
    if (begin <= ms && ms < end) flow[kind] += 1
  }
}

export const sumOfFlows = (parts: readonly Flow[]): Flow => {
  const sum = noFlow()
  for (const part of parts) for (const kind of flowKinds) sum[kind] += part[kind]
  return sum
}

/**
 * All that a row still knows of coming and going. Who moved to another address has neither come nor gone; who was forgotten
 * left long ago.
 */
const happenedTo = (row: ReaderRow): Happening[] => {
  if (row.status === 'moved') return []
  if (row.status === 'erased') return row.left || row.unknown ? [] : [{ kind: 'erased', at: row.at }]
  const { createdAt, former = [] } = row
  // Two who have become one neither came nor went by that.
  const before = former.flatMap(({ consent, left, joined: isAnothers }): Happening[] =>
    isAnothers ? [] : [...joined(joinedBy(consent, createdAt)), { kind: 'left', at: left }],
  )
  return [...before, ...latest(row)]
}

const latest = (row: Subscriber): Happening[] => {
  if (row.status === 'pending') return []
  if (row.status === 'active') return joined(row.confirmedAt)
  const at = endOf(row)
  if (!at) return []
  const kind = row.status === 'suppressed' ? endedBy[row.cause] : 'left'
  return [...joined(joinedBy(row.consent, row.createdAt)), { kind, at }]
}

const joined = (at: string | undefined): Happening[] => (at ? [{ kind: 'joined', at }] : [])

/** An imported reader joined when the import came, whenever they had confirmed elsewhere. */
const joinedBy = (consent: Consent, createdAt: string): string | undefined =>
  isImported(consent) ? createdAt : consent.confirmedAt

/** When somebody stopped being a reader here; undefined of who never was one, or had left elsewhere before they came. */
const endOf = (row: Subscriber & { status: 'unsubscribed' | 'suppressed' }): string | undefined => {
  const { unconfirmed, keptOutBy = [], createdAt, since } = row
  if (unconfirmed || keptOutBy.some(({ from }) => from === 'pending')) return undefined
  const byImport = keptOutBy.find(({ from }) => from === 'active')
  // An import says when they left elsewhere; here they did when it came.
  if (byImport?.at) return byImport.at
  const at = (row.status === 'suppressed' && row.left) || since
  return at > createdAt ? at : undefined
}
