import * as z from 'zod'
import { AuditEntry } from '../../access/audit-entry.ts'
import { KeptKey } from '../../access/kept-key.ts'
import { DnsRecord } from '../settings.ts'
import { instant, next, timeZone } from './shared.ts'

export const KeyShown = KeptKey.omit({ hash: true, person: true, email: true, expires: true })
  .extend({ expiresAt: instant('When it ends.').exactOptional() })
  .meta({
    id: 'ApiKey',
    description: 'An API key without what it opens with. “usedOn” is the last day of use (UTC).',
  })
export type KeyShown = z.infer<typeof KeyShown>

export const KeyAnswer = z.object({ key: KeyShown, timeZone }).meta({ id: 'OneApiKey' })
export type KeyAnswer = z.infer<typeof KeyAnswer>

export const NewKeyAnswer = z
  .object({
    key: KeyShown,
    apiKey: z.string().meta({ description: 'The key itself, which no other call shows.' }),
    timeZone,
  })
  .meta({ id: 'NewApiKey' })
export type NewKeyAnswer = z.infer<typeof NewKeyAnswer>

export const KeysAnswer = z
  .object({ keys: z.array(KeyShown).meta({ description: 'By name.' }), timeZone })
  .meta({ id: 'ApiKeys' })
export type KeysAnswer = z.infer<typeof KeysAnswer>

export const AuditAnswer = z
  .object({
    entries: z
      .array(AuditEntry)
      .meta({ description: 'The newest first. May be empty on a page that is not the last.' }),
    next: next.exactOptional(),
    timeZone,
  })
  .meta({ id: 'AuditLog' })
export type AuditAnswer = z.infer<typeof AuditAnswer>

export const QuotaAnswer = z
  .object({
    rate: z.number().meta({ description: 'Messages a second.' }),
    max: z.number().meta({ description: 'Messages in 24 hours; -1: no limit.' }),
    sent: z.number().meta({ description: 'How many of them are used.' }),
    asksADay: z.number().meta({ description: 'Readers of imports who are asked in a day of that.' }),
  })
  .meta({ id: 'Quota', description: 'The account’s quota at SES.' })
export type QuotaAnswer = z.infer<typeof QuotaAnswer>

export const SenderAnswer = z
  .object({
    address: z.string().meta({ description: 'Mail is sent from it.' }),
    account: z
      .enum(['sandbox', 'production'])
      .meta({
        description:
          'Inferred from the quota: SES gives a new account, in its sandbox, 200 messages in 24 hours and 1 a second. Absent when SES did not say.',
      })
      .exactOptional(),
    records: z.array(
      z.object({
        ...DnsRecord.shape,
        found: z
          .array(z.string())
          .meta({ description: 'What DNS says now; absent when it did not answer in time.' })
          .exactOptional(),
        state: z
          .enum(['right', 'other', 'missing', 'unknown'])
          .meta({ description: 'Whether that does what is wanted.' }),
      }),
    ),
  })
  .meta({ id: 'Sender', description: 'What DNS is to say of the sender’s domain, and what it says.' })
export type SenderAnswer = z.infer<typeof SenderAnswer>

export const DeadLettersAnswer = z
  .object({
    queues: z.array(
      z.object({
        name: z.string(),
        depth: z.number(),
        readers: z.string().meta({ description: 'What the failure means for them.' }),
        instead: z
          .string()
          .meta({ description: 'What to do where messages cannot be moved back.' })
          .exactOptional(),
      }),
    ),
  })
  .meta({ id: 'DeadLetters', description: 'Work that failed for good.' })
export type DeadLettersAnswer = z.infer<typeof DeadLettersAnswer>

export const RedriveAnswer = z
  .object({
    moved: z.number(),
    stayed: z
      .number()
      .meta({ description: 'Messages that could not be moved: the next call tries them again.' }),
    more: z.boolean(),
  })
  .meta({ id: 'Redriven' })
export type RedriveAnswer = z.infer<typeof RedriveAnswer>
