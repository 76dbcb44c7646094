import * as z from 'zod'
import { fromBase64Url, toBase64Url } from '../../runtime/base64.ts'

/** One person of a frozen audience. The address is not stored here but read when the mail is built. */
export type Recipient = { id: string; language: string; topics: string[] }

export const Counts = z.record(z.string(), z.number())
export type Counts = z.infer<typeof Counts>

/** Recipients of one step who are due together: a batch. */
const Group = z.object({
  /** The batch's key within its send, see {@link batchKey}. */
  key: z.string(),
  /** When they may be mailed, Unix ms; absent = at once. */
  due: z.number().optional(),
  /** See {@link packRecipients}. */
  recipients: z.string(),
  size: z.number(),
})
export type Group = z.infer<typeof Group>

/** Totals over several steps: their batches, and the people excluded by steps that have no batch to count them. */
export const Totals = z.object({ batches: z.number(), candidates: z.number(), excluded: Counts })
export type Totals = z.infer<typeof Totals>

/** A step of a range's plan: the next run of subscribers. Each number is taken once, by a conditional write. */
export const PlanStep = z.object({
  number: z.number(),
  /** Totals up to and including this step. Steps older than this field lack it. */
  soFar: Totals.optional(),
  /**
   * Id of the last subscriber that this step considered, after which the next step continues. Empty when there was
   * none.
   */
  upTo: z.string(),
  groups: z.array(Group),
  /** Excluded people by reason: ids packed by {@link packIds}. */
  leftOut: z.record(z.string(), z.string()),
  /** Whether this is the range's last step. */
  last: z.boolean(),
  /** How often somebody was blanked in it; absent = never. */
  blanks: z.number().optional(),
})
export type PlanStep = z.infer<typeof PlanStep>

/** Stands where somebody was who is erased. It is nobody's id, so whoever looks for their row finds none. */
export const blankId = 'f'.repeat(32)

/**
 * A step in which a reader is blanked: everybody keeps their place, since the codes of batches go by it.
 * @param before where the step before it ended; it says where this one ended if nobody else is left in it
 * @returns undefined when they are not named in it
 */
export const withoutReader = (step: PlanStep, reader: string, before: string): PlanStep | undefined => {
  if (!idsIn(step).includes(reader)) return undefined
  const blank = (id: string) => (id === reader ? blankId : id)
  const groups = step.groups.map((group) => ({
    ...group,
    recipients: packRecipients(
      unpackRecipients(group.recipients).map((one) => ({ ...one, id: blank(one.id) })),
    ),
  }))
  const leftOut = Object.fromEntries(
    Object.entries(step.leftOut).map(([reason, ids]) => [reason, packIds(unpackIds(ids).map(blank))]),
  )
  const blanked = { ...step, groups, leftOut, blanks: (step.blanks ?? 0) + 1 }
  if (step.upTo !== reader) return blanked
  const others = idsIn(blanked).filter((id) => id !== blankId)
  return { ...blanked, upTo: others.sort().at(-1) ?? before }
}

/** Everybody whom a step names, in no order. */
export const idsIn = ({ groups, leftOut }: PlanStep): string[] => [
  ...groups.flatMap(({ recipients }) => unpackRecipients(recipients).map(({ id }) => id)),
  ...Object.values(leftOut).flatMap(unpackIds),
]

/** Number of people that a step excluded, by reason. */
export const countLeftOut = ({ leftOut }: Pick<PlanStep, 'leftOut'>): Counts =>
  Object.fromEntries(Object.entries(leftOut).map(([reason, ids]) => [reason, countIds(ids)]))

/** Adds a step to the totals of the steps before it. */
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

/** What parts the batches of a step: see {@link batchKey}. */
export type BatchPlace = { slice?: number; slot?: number }

/**
 * A batch's key within its send: `<range>-<step>`, followed by `-<slice>` when it is warmed up, and by `-<slot>` when
 * readers are mailed by their own clocks. The slot is the number of quarter hours after the first zone. Padded so that
 * keys sort. All keys of a send are of one shape.
 */
export const batchKey = (range: number, step: number, { slice, slot }: BatchPlace = {}): string =>
  [
    padded(range, 3),
    padded(step, 4),
    ...(slice === undefined ? [] : [padded(slice, 2)]),
    ...(slot === undefined ? [] : [padded(slot, 3)]),
  ].join('-')

/** The prefix of the keys of a range's batches. */
export const rangePrefix = (range: number): string => `${padded(range, 3)}-`

const padded = (number: number, width: number) => String(number).padStart(width, '0')

/** The range and step that a batch's key belongs to. */
export const placeOf = (key: string): { range: number; step: number } => {
  const [range = 0, step = 0] = key.split('-').map(Number)
  return { range, step }
}

/** Characters of 128 bits in base64url: a third fewer than in hex, and the size of steps is what planning costs. */
export const idLength = 22

/** @param ids 32 hex digits each */
export const packIds = (ids: readonly string[]): string =>
  ids.map((id) => toBase64Url(Buffer.from(id, 'hex'))).join('')

export const unpackIds = (packed: string): string[] =>
  Array.from({ length: packed.length / idLength }, (_, index) =>
    fromBase64Url(packed.slice(index * idLength, (index + 1) * idLength)).toString('hex'),
  )

const countIds = (packed: string): number => packed.length / idLength

/** The common start of a line of packed recipients. */
export const recipientLine = ({ language, topics }: Pick<Recipient, 'language' | 'topics'>): string =>
  `${language} ${topics.join(',')}`

/** Packs recipients into a string: a line `language topic,topic ids` for each language and choice of topics. */
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

/** In the order of the batch's codes. */
export const unpackRecipients = (packed: string): Recipient[] =>
  packed.split('\n').flatMap((line) => {
    const [language = '', topics = '', ids = ''] = line.split(' ')
    return unpackIds(ids).map((id) => ({ id, language, topics: topics ? topics.split(',') : [] }))
  })
