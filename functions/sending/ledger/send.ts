import * as z from 'zod'
import { Segment } from '../../subscription/segments/rule.ts'

export { longestSendId, type SendId, sendIdOf } from './send-id.ts'

/**
 * What a send froze when it began. Strict, as {@link Filter} is: a part that only a newer version knows, such as slices, stops
 * an older planner, which would send to everybody at once.
 */
export const Frozen = z.strictObject({
  /** ISO 8601. Readers who confirmed later are not in the audience. */
  at: z.string(),
  /** Content hash of the edition, by language. */
  editions: z.record(z.string(), z.string()),
  /** Topics that the issue has articles on. */
  topics: z.array(z.string()),
  /** It has articles without a topic, so readers of every topic get it. */
  forEverybody: z.literal(true).optional(),
  /** 0 for a series, which is not planned. */
  ranges: z.number().int(),
  /** When sent by each reader's own clock: the local time, and the zone of readers who named none. */
  ownZones: z.object({ local: z.string(), fallback: z.string() }).optional(),
  /** It goes out in warm-up slices, one a day: about how many readers are in each. A reader's is by their id. */
  warmUp: z.object({ slices: z.array(z.number().int().nonnegative()).min(2) }).optional(),
  /** What was tracked when it began; absent = nothing, or nobody knows. */
  tracked: z.object({ opens: z.boolean(), clicks: z.boolean() }).optional(),
})
export type Frozen = z.infer<typeof Frozen>

/** Which deliveries of another send a correction is for. */
export const Corrects = z.strictObject({
  send: z.string(),
  /** When the mails were sent that it corrects in the first place: who had which id is asked of then. ISO 8601 */
  at: z.string(),
  /** Hashes of the faulty editions: whoever got another one gets no correction. */
  editions: z.array(z.string()).min(1),
})
export type Corrects = z.infer<typeof Corrects>

/**
 * Which readers a send is for. Every part that is present must match. Strict: a part that only a newer version knows
 * stops an older planner, which would send to everybody else.
 */
export const Filter = z.strictObject({
  languages: z.array(z.string()).min(1).optional(),
  /** Readers of at least one of these topics, or of all topics. */
  topics: z.array(z.string()).min(1).optional(),
  /** Accepted answers of a reader, by field id. */
  fields: z.record(z.string(), z.array(z.string()).min(1)).optional(),
  /** Copied when the send is asked for: a saved segment may change afterwards. */
  segment: Segment.optional(),
  /** Only whom another send reached with a faulty edition, whatever they are readers of now. */
  corrects: Corrects.optional(),
})
export type Filter = z.infer<typeof Filter>

/**
 * Why a send is on hold: a person paused it; its time was missed by too much; too many mails bounce or draw complaints;
 * SES accepts no more today; SES refuses the account rather than a message; it may be for so many readers that a second
 * person is to approve it. Each is lifted by its own name: `quota` by the sweeper, by SES's live quota; `approval` by somebody
 * other than who asked for the send, or by the sweeper, when it goes to few; all others by a person.
 */
export const Hold = z.enum(['person', 'overdue', 'reputation', 'quota', 'account', 'approval'])
export type Hold = z.infer<typeof Hold>

/** One distribution of one issue to one frozen audience. */
export const Send = z.object({
  id: z.string(),
  issue: z.string(),
  /**
   * An admin's test goes to one address in one language, whether or not that address is a reader's. Empty: it was a reader's
   * who is erased.
   */
  test: z.object({ address: z.string(), language: z.string() }).optional(),
  requestedAt: z.string(),
  /** Who or what requested it: an admin, `release`, `cadence`, `welcome`. */
  by: z.string(),
  /** The person behind `by`, as the user pool knows them: who made the key, if that is a program's. */
  person: z.string().optional(),
  /** That person's verified address, in small letters. */
  email: z.string().optional(),
  /** When it is due, ISO 8601 in UTC; absent = at once. */
  at: z.string().optional(),
  /** Local time at which each reader gets it by their own clock. `at` is then the time in the first zone. */
  ownZones: z.string().optional(),
  filter: Filter.optional(),
  /** Who said that its domain is known to mailbox providers, so that it is not warmed up. */
  allAtOnce: z.string().optional(),
  /**
   * For more readers than `above` it waits for a second person; `by`: who approved it, for these `editions` and, where it had
   * not begun, when there were about so many `readers` in all. `lapsed`: whose approval was for others than it began with.
   */
  approval: z
    .object({
      above: z.number(),
      by: z.string().optional(),
      editions: z.record(z.string(), z.string()).optional(),
      readers: z.number().optional(),
      lapsed: z.object({ by: z.string(), why: z.enum(['editions', 'readers']) }).optional(),
    })
    .optional(),
  /** New readers join it one by one, each with a batch of their own. */
  series: z.literal(true).optional(),
  frozen: Frozen.optional(),
  /** Of a correction: what it says above the issue, by language, in place of the catalogue's words. */
  note: z.record(z.string(), z.string()).optional(),
  /** The editions that `frozen.editions` replaced each time it was asked for anew, the first ones first. */
  formerEditions: z.array(z.record(z.string(), z.string())).optional(),
  /** By how many ms its warm-up slices are put off, since it stood still when they were to begin; 0 if absent. */
  laterMs: z.number().optional(),
  /** Holds: cause (a `Hold`, or one that only a newer version knows) → since when (ISO 8601). */
  holds: z.record(z.string(), z.string()).default({}),
  /** Counts how often holds were lifted, so that a late pause after its own resume is detected. */
  lifts: z.number().optional(),
  /** The name of what a person did last by having seen it, or to its batches: two who saw the same do not both do something. */
  act: z.string().optional(),
  /** How many readers in a row were refused for no known reason, each in a batch where nobody got through. */
  refusedInARow: z.number().optional(),
  /** SES's own words when it refused the account. */
  heldBecause: z.string().optional(),
  /** A person reviewed its bounces and complaints and let it continue. */
  trusted: z.boolean().optional(),
  /** When it was cancelled. Recipients who were still waiting are excluded. */
  cancelledAt: z.string().optional(),
  /** How many cancels were taken back: what means an earlier one finds another number. */
  anew: z.number().optional(),
  /**
   * When it was asked for anew (ISO 8601); gone when all whom the cancel left out are reopened. While `cancelledAt` is
   * there, too, the cancel still holds.
   */
  reopening: z.string().optional(),
  /**
   * Its recipients are forgotten, or are just being: nobody waits again. `since`: ISO 8601; `name`: names what is left of
   * batches of a series, until it is done.
   */
  forgotten: z
    .object({ since: z.string(), name: z.string().optional(), done: z.literal(true).optional() })
    .optional(),
})
export type Send = z.infer<typeof Send>

/** When a batch of a send may be delivered, Unix ms; 0 = at once. */
export const dueIn = (
  { laterMs = 0 }: Pick<Send, 'laterMs'>,
  { due }: { due?: number | undefined },
): number => (due === undefined ? 0 : due + laterMs)

export const isHeld = ({ holds }: Send): boolean => Object.keys(holds).length > 0

/** Whether it is held for nothing but its approval. It begins then, and is planned, so that its readers are counted; nobody is mailed. */
export const waitsForApprovalAlone = ({ holds }: Send): boolean =>
  Object.keys(holds).join() === ('approval' satisfies Hold)

/** Whether a hold keeps a send from beginning. */
export const mayNotBegin = (send: Send): boolean => isHeld(send) && !waitsForApprovalAlone(send)

/** How a send that is asked for waits for its approval, where the publication wants one of sends to more readers than `above`. */
export const toBeApproved = (
  above: number | undefined,
  requestedAt: string,
): Pick<Send, 'holds' | 'approval'> =>
  above === undefined ? { holds: {} } : { holds: { approval: requestedAt }, approval: { above } }
