import * as z from 'zod'
import { anyType } from '../events/event-types.ts'

/** Why a webhook is off: a person switched it off, nothing got through for days, or its target said that it is gone for good. */
export const OffReason = z.enum(['person', 'failures', 'gone'])

/** One address of somebody else's program, and what it is told of. */
export const Webhook = z.object({
  id: z.string(),
  url: z.string(),
  /** What it is for, in the words of whoever made it. */
  description: z.string().optional(),
  /** Those chosen, or `*` alone: all, also those of later versions. Types that a newer version knows are kept. */
  types: z.array(z.string()),
  /** Whether readers' addresses and answers are told, too. */
  withAddresses: z.boolean(),
  /** What signs, the newest first; each that another took over from signs along until then, Unix ms. */
  secrets: z.array(z.object({ secret: z.string(), until: z.number().optional() })).min(1),
  at: z.string(),
  by: z.string(),
  off: z.object({ at: z.string(), why: OffReason }).optional(),
  /** Since when nothing got through (ISO 8601), and how often it was tried. */
  failingSince: z.string().optional(),
  failures: z.number().optional(),
  /** Until when nothing more is tried, Unix ms: a target that hangs takes no time from the others. */
  restUntil: z.number().optional(),
  revision: z.number(),
})
export type Webhook = z.infer<typeof Webhook>

/** More than anybody needs, and few enough that each event may look through them. */
export const mostWebhooks = 20

/** How long the secret of before signs along, so that a receiver can change over in its own time. */
export const oldSecretMs = 24 * 3_600_000

/** How many secrets may sign at once: each is a signature in the header of every message. */
export const mostSecrets = 5

/** Whether a webhook is to be told of events of a type. */
export const wants = ({ types }: Pick<Webhook, 'types'>, type: string): boolean =>
  types.includes(anyType) || types.includes(type)

/** @param now Unix ms */
export const secretsNow = ({ secrets }: Pick<Webhook, 'secrets'>, now: number): string[] =>
  secrets.filter(({ until }) => until === undefined || until > now).map(({ secret }) => secret)
