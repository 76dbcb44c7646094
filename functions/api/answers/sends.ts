import * as z from 'zod'
import { outcomes } from '../../sending/ledger/recipient-outcome.ts'
import { Send } from '../../sending/ledger/send.ts'
import { Segment } from '../../subscription/segments/rule.ts'
import { counts, instant, next, timeZone } from './shared.ts'

/** When a send should go. */
const SendTime = z.object({
  at: instant('When; absent: now, or see “ownZones”.').exactOptional(),
  ownZones: z
    .string()
    .meta({
      description: 'Local time, at which each reader gets it by their own clock.',
      examples: ['2031-05-06T09:00:00'],
    })
    .exactOptional(),
})
export type SendTime = z.infer<typeof SendTime>

export const SendAnswer = z
  .object({
    send: Send,
    segment: Segment.meta({
      description: 'The segment that was asked for now, with its rule.',
    }).exactOptional(),
    timeZone,
  })
  .meta({ id: 'RequestedSend' })
export type SendAnswer = z.infer<typeof SendAnswer>

/** Part of the readers: who is in, and who is not. */
export const audienceCounts = {
  languages: counts.meta({ description: 'Who is in, by language.' }),
  excluded: counts.meta({ description: 'Who is not, by reason.' }),
  next: z
    .number()
    .meta({ description: 'Not all are counted: call again with it as “from”, and add up.' })
    .exactOptional(),
}

export const AudienceAnswer = z
  .object({
    ...audienceCounts,
    when: SendTime.meta({ description: 'The time that was asked for, as it was understood; empty: now.' }),
    lately: z
      .number()
      .meta({
        description:
          'With the last of the counts, the most readers whom one send lately reached, by which warm-up slices are cut; absent where the publication is not warmed up.',
      })
      .exactOptional(),
    segment: Segment.meta({
      description: 'As it was counted, to ask for the next count and for the send by.',
    }).exactOptional(),
    timeZone,
  })
  .meta({ id: 'Audience' })
export type AudienceAnswer = z.infer<typeof AudienceAnswer>

export const ActionAnswer = z
  .object({
    outcome: z.enum(['done', 'already', 'waits-for-quota', 'waits-for-approval']).meta({
      description:
        'already: nothing had to be done. waits-for-quota: it goes on by itself when SES accepts more mail. waits-for-approval: a second person is to approve it.',
    }),
    changed: z.number().meta({ description: 'The number of recipients.' }).exactOptional(),
  })
  .meta({ id: 'Controlled' })
export type ActionAnswer = z.infer<typeof ActionAnswer>

const reported = z.enum(['sent', 'rejected', 'delayed', 'soft-bounced', 'delivered', 'bounced', 'complained'])

/** What became of a send for one reader. */
const delivery = {
  reason: z.string().meta({ description: 'Why it failed, or why they were left out.' }).exactOptional(),
  reported: reported.meta({ description: 'What SES reported of an accepted message.' }).exactOptional(),
  batch: z.string().exactOptional(),
}

export const RecipientsAnswer = z
  .object({
    recipients: z.array(
      z.object({
        id: z.string(),
        address: z.string().meta({ description: 'An erased reader has none.' }).exactOptional(),
        outcome: z.enum(outcomes),
        ...delivery,
      }),
    ),
    next: next.exactOptional(),
  })
  .meta({ id: 'Recipients' })
export type RecipientsAnswer = z.infer<typeof RecipientsAnswer>

export const HistoryAnswer = z
  .object({
    id: z.string(),
    address: z.string(),
    sends: z
      .array(
        z.object({
          send: z.string(),
          at: instant('When it is or was due for this reader.'),
          outcome: z.enum([...outcomes, 'absent', 'not-planned', 'forgotten']),
          ...delivery,
          deliveredAt: instant('When it was delivered, within five minutes from then.').exactOptional(),
        }),
      )
      .meta({ description: 'The latest first.' }),
    timeZone,
  })
  .meta({ id: 'SendsToReader' })
export type HistoryAnswer = z.infer<typeof HistoryAnswer>
