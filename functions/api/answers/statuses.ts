import * as z from 'zod'
import { Send } from '../../sending/ledger/send.ts'
import { ReportCounts } from '../../sending/ledger/ses-report.ts'
import { counts, instant, timeZone } from './shared.ts'

export const SendState = z
  .enum(['scheduled', 'starting', 'planning', 'delivering', 'held', 'cancelled', 'finished'])
  .meta({ id: 'SendState' })

/** How a send stands. */
const status = {
  send: Send,
  state: SendState,
  audience: z
    .object({
      candidates: z.number(),
      accepted: z.number(),
      excluded: counts,
      failed: counts,
      uncertain: z.number(),
      waiting: z.number(),
    })
    .meta({
      description:
        '“candidates” is always the sum of the others, of which “excluded” and “failed” are by reason.',
    }),
  batches: z.object({ closed: z.number(), planned: z.number() }),
  reports: ReportCounts.meta({ description: 'What SES has reported of accepted messages so far.' }),
  warmUp: z
    .object({ slice: z.number(), of: z.number(), next: z.string().exactOptional() })
    .meta({
      description: 'Where it goes out over days: how many slices have begun, and when the next begins.',
    })
    .exactOptional(),
  unreadable: z
    .array(z.union([z.number(), z.literal('all')]))
    .meta({ description: 'Parts whose figures cannot be read; the figures do not include them.' })
    .exactOptional(),
  rate: z
    .number()
    .meta({ description: 'Messages a second; absent when nobody works, or it is not known yet.' })
    .exactOptional(),
  estimateSeconds: z
    .number()
    .meta({ description: 'Until everybody who is due now has been called, at this rate.' })
    .exactOptional(),
  nextDue: instant('When the next recipients become due.').exactOptional(),
}

const SendStatus = z.object(status).meta({ id: 'SendStatus' })

const PressedLink = z
  .object({ address: z.string(), people: z.number() })
  .meta({ id: 'PressedLink', description: 'How many people pressed a link of the mail.' })
export type PressedLink = z.infer<typeof PressedLink>

export const StatusAnswer = z
  .object({
    ...status,
    links: z
      .array(PressedLink)
      .meta({
        description:
          'Links that people pressed, the most pressed first, each person once a link; machines are not counted. Absent where nobody pressed any, where clicks are not tracked, and for a series.',
      })
      .exactOptional(),
    deliveries: z
      .object({
        stepSeconds: z.number().meta({ description: 'Five minutes, or more of what took long.' }),
        steps: z.array(
          z.object({
            from: instant('When the step begins.'),
            delivered: z.number().meta({ description: 'How many were delivered from then on, for a step.' }),
          }),
        ),
      })
      .meta({
        description:
          'When mails were delivered: the steps in which any was, in order. Their sum is less than what is delivered where SES did not say when. Absent where nothing is known, and for a series.',
      })
      .exactOptional(),
    editions: z
      .record(z.string(), z.string())
      .meta({
        description:
          'Of one that has not begun, what it would send now: content hash of the edition, by language. The ETag covers it: who approves with If-Match approves these.',
      })
      .exactOptional(),
    timeZone,
  })
  .meta({ id: 'StatusOfSend' })
export type StatusAnswer = z.infer<typeof StatusAnswer>

const UnreadableSend = z
  .object({ id: z.string(), row: z.string().meta({ description: 'partition/sort key' }) })
  .meta({ description: 'A row that another version wrote, or somebody edited by hand.' })
export type UnreadableSend = z.infer<typeof UnreadableSend>

export const StatusesAnswer = z
  .object({
    sends: z.array(SendStatus).meta({ description: 'The latest request first.' }),
    unreadable: z.array(UnreadableSend).exactOptional(),
    timeZone,
  })
  .meta({ id: 'StatusOfSends' })
export type StatusesAnswer = z.infer<typeof StatusesAnswer>
