import * as z from 'zod'
import type { MailOutcome } from '../../mail/mailer.ts'
import { Hold } from './send.ts'

/** A notice that the publication's administrator gets by mail, once. */
export const Notice = z.discriminatedUnion('about', [
  /** The cadence found no issue that is published, due and not yet sent. `at`: ISO 8601. */
  z.object({ about: z.literal('none-ready'), at: z.string() }),
  /** A send is on hold until a person lets it continue or, for the daily quota, until SES accepts more. */
  z.object({
    about: z.literal('held'),
    send: z.string(),
    cause: Hold,
    since: z.string(),
    /** SES's words, if its answer caused the hold. */
    because: z.string().optional(),
  }),
  /** A send is finished, but some recipients need a person's decision. */
  z.object({
    about: z.literal('left-over'),
    send: z.string(),
    failed: z.number(),
    uncertain: z.number(),
  }),
  /** A webhook was switched off, since nothing got through from then on (ISO 8601), or its target is gone. */
  z.object({ about: z.literal('webhook-off'), webhook: z.string(), host: z.string(), since: z.string() }),
])
export type Notice = z.infer<typeof Notice>

export type NotifyAdminDeps = {
  /** Remembers notices already given, by name. */
  notified: { has(what: string): Promise<boolean>; add(what: string): Promise<void> }
  mail: (notice: Notice) => Promise<MailOutcome>
}

/**
 * Notifies the administrator once. Recorded after the mail, so that a crash in between notifies twice rather than
 * never.
 * @throws when SES certainly did not accept the mail, so that the queue redelivers the message
 */
export const createNotifyAdmin =
  ({ notified, mail }: NotifyAdminDeps) =>
  async (notice: Notice): Promise<'notified' | 'notified-before' | 'not-now'> => {
    const what = nameOf(notice)
    if (await notified.has(what)) return 'notified-before'
    const { outcome } = await mail(notice)
    // The sweeper repeats the notice when SES accepts mail again, so this message can end.
    if (outcome === 'quota' && isOfQuota(notice)) return 'not-now'
    // A mail without a seen answer may have been accepted; a permanent refusal would only be repeated.
    if (!['accepted', 'uncertain', 'rejected'].includes(outcome))
      throw new Error(`The administrator could not be notified of ${what}: ${outcome}`)
    await notified.add(what)
    return 'notified'
  }

const isOfQuota = (notice: Notice): boolean => notice.about === 'held' && notice.cause === 'quota'

/**
 * The same name for repeated causes: two schedules on one day, two sweepers, or a quota that frees up bit by bit and is
 * used up again all day.
 */
const nameOf = (notice: Notice): string => {
  if (notice.about === 'none-ready') return `none-ready ${notice.at.slice(0, 10)}`
  if (notice.about === 'held')
    return `held ${notice.send} ${notice.cause} ${isOfQuota(notice) ? notice.since.slice(0, 10) : notice.since}`
  if (notice.about === 'webhook-off') return `webhook-off ${notice.webhook} ${notice.since}`
  return `left-over ${notice.send} ${notice.failed} ${notice.uncertain}`
}
