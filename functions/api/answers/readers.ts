import * as z from 'zod'
import { DayCounts } from '../../subscription/counts/day-counts.ts'
import { ReaderCounts } from '../../subscription/counts/reader-counts.ts'
import { FormConsent, ImportConsent } from '../../subscription/states/consent.ts'
import { Leaving } from '../../subscription/states/leaving.ts'
import { Pause } from '../../subscription/states/pause.ts'
import { causes } from '../../subscription/states/suppression-cause.ts'
import { instant, next, timeZone } from './shared.ts'

const withdrawn = {
  left: instant('When it was withdrawn.').exactOptional(),
  leaving: Leaving.optional(),
}
const ConsentShown = z
  .union([
    z.object({ ...FormConsent.shape, ...withdrawn }),
    z.object({
      ...ImportConsent.shape,
      statement: z.string().meta({ description: 'Where it came from, as was stated.' }).exactOptional(),
      ...withdrawn,
    }),
  ])
  .meta({ id: 'Consent', description: 'The evidence of an opt-in, by a form or by an import.' })
export type ConsentShown = z.infer<typeof ConsentShown>

export const ReaderShown = z
  .object({
    id: z.string(),
    address: z.string(),
    status: z.enum([
      'nobody',
      'pending',
      'active',
      'paused',
      'unsubscribed',
      'suppressed',
      'erased',
      'moved',
    ]),
    language: z.string(),
    topics: z.array(z.string()).meta({ description: 'None: all.' }),
    timeZone: z.string().exactOptional(),
    fields: z
      .record(z.string(), z.string())
      .meta({ description: 'Answers to the publication’s questions.' })
      .exactOptional(),
    createdAt: z.string(),
    confirmedAt: z.string().exactOptional(),
    paused: Pause.meta({ description: 'From when until when, while it lasts.' }).exactOptional(),
    since: instant('When they left or were suppressed.').exactOptional(),
    leaving: Leaving.meta({ description: 'By the mail of which send they left, and why.' }).exactOptional(),
    cause: z.enum(causes).exactOptional(),
    movedFrom: z
      .array(z.object({ address: z.string(), at: z.string() }))
      .meta({ description: 'Their addresses of before, and when they left each.' })
      .exactOptional(),
    consents: z.array(ConsentShown).meta({ description: 'The evidence of each opt-in, the oldest first.' }),
  })
  .meta({ id: 'Reader' })
export type ReaderShown = z.infer<typeof ReaderShown>

export const ReadersAnswer = z
  .object({
    readers: z.array(ReaderShown).meta({ description: 'May be empty on a page that is not the last.' }),
    next: next.exactOptional(),
    fieldIds: z
      .array(z.string())
      .readonly()
      .meta({ description: 'Of the questions that the publication asks.' }),
    timeZone,
  })
  .meta({ id: 'Readers' })
export type ReadersAnswer = z.infer<typeof ReadersAnswer>

const Erased = z
  .object({
    id: z.string(),
    at: instant('When.'),
    suppressed: z
      .enum(causes)
      .meta({ description: 'Why no mail goes to them even if they sign up.' })
      .exactOptional(),
    left: instant(
      'Of who was not erased, but left so long ago that nothing else is kept: when.',
    ).exactOptional(),
    unknown: z
      .literal(true)
      .meta({ description: 'Nobody had the address when an admin suppressed it.' })
      .exactOptional(),
  })
  .meta({ description: 'What is left of an erased reader: no import brings them in.' })

export const ReaderAnswer = z
  .object({ reader: ReaderShown.exactOptional(), erased: Erased.exactOptional(), timeZone })
  .meta({ id: 'FoundReader', description: 'One of “reader” and “erased” is there.' })
export type ReaderAnswer = z.infer<typeof ReaderAnswer>

export const ReaderCountsAnswer = z
  .object({
    counts: ReaderCounts,
    next: next
      .meta({ description: 'Not all are counted: call again with it as “after”, and add up.' })
      .exactOptional(),
  })
  .meta({ id: 'ReaderCounts' })
export type ReaderCountsAnswer = z.infer<typeof ReaderCountsAnswer>

export const GrowthAnswer = z
  .object({
    days: z.array(z.union([DayCounts, z.object({ day: z.string(), missing: z.literal(true) })])).meta({
      description: 'In order, from the first day that was counted to the last; “missing”: its night failed.',
    }),
    timeZone,
  })
  .meta({ id: 'Growth' })
export type GrowthAnswer = z.infer<typeof GrowthAnswer>

export const ReaderActionAnswer = z
  .object({
    outcome: z.enum(['done', 'already']).meta({ description: 'already: nothing had to be done.' }),
    reader: ReaderShown.exactOptional(),
    erased: Erased.exactOptional(),
    unknown: z
      .literal(true)
      .meta({ description: 'Nobody had the address that is erased or suppressed now.' })
      .exactOptional(),
    timeZone,
  })
  .meta({ id: 'ReaderAction', description: 'One of “reader” and “erased” is there, unless they have moved.' })
export type ReaderActionAnswer = z.infer<typeof ReaderActionAnswer>
