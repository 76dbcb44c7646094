import * as z from 'zod'
import type { MailOutcome } from '../../mail/mailer.ts'
import { Hold } from './send.ts'

/** What the publication's administrator is notified of by mail, once. */
export const Notice = z.discriminatedUnion('about', [
  /** The cadence came and found no issue that is published, due and not sent. `at`: ISO 8601. */
  z.object({ about: z.literal('none-ready'), at: z.string() }),
  /** A send stands still until a person lets it go on; for its daily quota, until SES takes more. */
  z.object({
    about: z.literal('held'),
    send: z.string(),
    cause: Hold,
    since: z.string(),
    /** What SES said, where its answer held the send. */
    because: z.string().optional(),
  }),
  /** A send came to its end, and some readers are left to a person. */
  z.object({
    about: z.literal('left-over'),
    send: z.string(),
    failed: z.number(),
    uncertain: z.number(),
  }),
])
export type Notice = z.infer<typeof Notice>

export type NotifyAdminDeps = {
  /** Remembers of what. */
  notified: { has(what: string): Promise<boolean>; add(what: string): Promise<void> }
  mail: (notice: Notice) => Promise<MailOutcome>
}

/**
 * Notifies the administrator once: noted after the mail, so that a crash between the two notifies twice rather than never.
 * @throws when SES surely did not take the mail, so that the message comes again
 */
export const createNotifyAdmin =
  ({ notified, mail }: NotifyAdminDeps) =>
  async (notice: Notice): Promise<'notified' | 'notified-before' | 'not-now'> => {
    const what = nameOf(notice)
    if (await notified.has(what)) return 'notified-before'
    const { outcome } = await mail(notice)
    // The sweeper gives the notice again when SES takes mail: nobody need see to this message.
    if (outcome === 'quota' && isOfQuota(notice)) return 'not-now'
    // An answer that was never seen may mean that it was taken; a refusal for good would be given again.
    if (!['accepted', 'uncertain', 'rejected'].includes(outcome))
      throw new Error(`The administrator could not be notified of ${what}: ${outcome}`)
    await notified.add(what)
    return 'notified'
  }

const isOfQuota = (notice: Notice): boolean => notice.about === 'held' && notice.cause === 'quota'

/**
 * The same for what comes twice: two schedules of one day, two sweepers; and a quota that frees bit by bit and is used up
 * again all day long.
 */
const nameOf = (notice: Notice): string => {
  if (notice.about === 'none-ready') return `none-ready ${notice.at.slice(0, 10)}`
  if (notice.about === 'held')
    return `held ${notice.send} ${notice.cause} ${isOfQuota(notice) ? notice.since.slice(0, 10) : notice.since}`
  return `left-over ${notice.send} ${notice.failed} ${notice.uncertain}`
}
