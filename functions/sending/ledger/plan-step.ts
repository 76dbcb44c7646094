import * as z from 'zod'
import { fromBase64Url, toBase64Url } from '../../runtime/base64.ts'

/** One person of a frozen audience, as planned. The address is read when the mail is made, not kept here. */
export type Recipient = { id: string; language: string; topics: string[] }

export const Counts = z.record(z.string(), z.number())
export type Counts = z.infer<typeof Counts>

/** Recipients of one step who are due together: a batch. */
const Group = z.object({
  /** The batch's key inside its send, see {@link batchKey}. */
  key: z.string(),
  /** When these may be mailed, Unix ms; absent = at once. */
  due: z.number().optional(),
  /** See {@link packRecipients}. */
  recipients: z.string(),
  size: z.number(),
})
export type Group = z.infer<typeof Group>

/** What a run of steps comes to: how many batches there are, and whom those steps left out that have no batch to say so. */
export const Totals = z.object({ batches: z.number(), candidates: z.number(), excluded: Counts })
export type Totals = z.infer<typeof Totals>

/** A step of a range's plan: what became of the next run of subscribers. Each number is taken once, by a conditional write. */
export const PlanStep = z.object({
  number: z.number(),
  /** What this step and those before it come to; steps of before this field lack it. */
  soFar: Totals.optional(),
  /** The last subscriber that this step looked at: the next step goes on after it. Empty when there was none. */
  upTo: z.string(),
  groups: z.array(Group),
  /** Who was looked at and left out, by reason: ids as {@link packIds} has them. */
  leftOut: z.record(z.string(), z.string()),
  /** The range is over with this step. */
  last: z.boolean(),
})
export type PlanStep = z.infer<typeof PlanStep>

/** How many of a step's subscribers were left out, by reason. */
export const countLeftOut = ({ leftOut }: Pick<PlanStep, 'leftOut'>): Counts =>
  Object.fromEntries(Object.entries(leftOut).map(([reason, ids]) => [reason, countIds(ids)]))

/** Adds a step to what those before it come to. */
export const totalsWith = (
  before: Totals,
  { groups, leftOut }: Pick<PlanStep, 'groups' | 'leftOut'>,
): Totals => {
  const batches = before.batches + groups.length
  if (groups.length > 0) return { ...before, batches }
  const excluded = { ...before.excluded }
  let { candidates } = before
  for (const [reason, count] of Object.entries(countLeftOut({ leftOut }))) {
    excluded[reason] = (excluded[reason] ?? 0) + count
    candidates += count
  }
  return { batches, candidates, excluded }
}

export const noTotals: Totals = { batches: 0, candidates: 0, excluded: {} }

/**
 * A batch's key inside its send: `<range>-<step>`, and where readers are mailed by their own clocks `-<slot>`, so many
 * quarters of an hour after the first zone. Padded so that keys sort.
 */
export const batchKey = (range: number, step: number, slot?: number): string =>
  [padded(range, 3), padded(step, 4), ...(slot === undefined ? [] : [padded(slot, 3)])].join('-')

/** What the keys of a range's batches begin with. */
export const rangePrefix = (range: number): string => `${padded(range, 3)}-`

const padded = (number: number, width: number) => String(number).padStart(width, '0')

/** Which step of which range a batch's key belongs to. */
export const placeOf = (key: string): { range: number; step: number } => {
  const [range = 0, step = 0] = key.split('-').map(Number)
  return { range, step }
}

/** 128 bits in base64url: a third less than in hex, and a step's size is what planning costs. */
export const idLength = 22

/** @param ids 32 hex digits each */
export const packIds = (ids: readonly string[]): string =>
  ids.map((id) => toBase64Url(Buffer.from(id, 'hex'))).join('')

export const unpackIds = (packed: string): string[] =>
  Array.from({ length: packed.length / idLength }, (_, index) =>
    fromBase64Url(packed.slice(index * idLength, (index + 1) * idLength)).toString('hex'),
  )

const countIds = (packed: string): number => packed.length / idLength

/** What recipients of one line have in common. */
export const recipientLine = ({ language, topics }: Pick<Recipient, 'language' | 'topics'>): string =>
  `${language} ${topics.join(',')}`

/** Recipients as one string: a line for each language and choice of topics, `language topic,topic ids`. */
export const packRecipients = (recipients: readonly Recipient[]): string => {
  const lines = new Map<string, string[]>()
  for (const recipient of recipients) {
    const name = recipientLine(recipient)
    const line = lines.get(name)
    if (line) line.push(recipient.id)
    else lines.set(name, [recipient.id])
  }
  return [...lines].map(([name, ids]) => `${name} ${packIds(ids)}`).join('\n')
}

/** In the order in which a batch's codes stand. */
export const unpackRecipients = (packed: string): Recipient[] =>
  packed.split('\n').flatMap((line) => {
    const [language = '', topics = '', ids = ''] = line.split(' ')
    return unpackIds(ids).map((id) => ({ id, language, topics: topics ? topics.split(',') : [] }))
  })
