import * as z from 'zod'
import { Notice } from './admin-notice.ts'

/** A message to the schedule function, from publishing, an admin, a schedule that fired, or a form. */
export const SchedulingMessage = z.discriminatedUnion('kind', [
  /** An issue was published; `release` is local time in the publication's time zone. */
  z.object({ kind: z.literal('published'), issue: z.string(), release: z.string() }),
  /** An admin scheduled or moved a send; the ledger holds the time. */
  z.object({ kind: z.literal('schedule'), send: z.string() }),
  /** A send was requested for now, or its time has come. */
  z.object({ kind: z.literal('start'), send: z.string() }),
  /** The issue's release time has come. */
  z.object({ kind: z.literal('release'), issue: z.string(), release: z.string() }),
  /** The publication's recurring cadence. `at` names the occasion, and is the same when a message is repeated. */
  z.object({ kind: z.literal('cadence'), at: z.string().optional() }),
  /** A reader is about to be confirmed at this time (Unix ms), so the welcome series may begin. */
  z.object({ kind: z.literal('confirmed'), subscriber: z.string(), at: z.number() }),
  /** A notice for the publication's administrator. */
  z.object({ kind: z.literal('tell'), notice: Notice }),
])
export type SchedulingMessage = z.infer<typeof SchedulingMessage>

/** Plan one range of a send's audience. */
export const PlanMessage = z.object({ send: z.string(), range: z.number().int().nonnegative() })
export type PlanMessage = z.infer<typeof PlanMessage>

/** Deliver one batch of a send. Only a hint: the ledger knows whether there is anything to do. */
export const BatchMessage = z.object({ send: z.string(), batch: z.string() })
export type BatchMessage = z.infer<typeof BatchMessage>
