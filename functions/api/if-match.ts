import { createHash } from 'node:crypto'
import type { Send } from '../sending/ledger/send.ts'
import { versionOf } from '../sending/ledger/send-version.ts'
import type { SavedSegment } from '../subscription/segments/segments.table.ts'
import type { Webhook } from '../webhooks/webhook.ts'
import type { Answer } from './answer.ts'
import { problemDocument } from './problems.ts'

/**
 * Whether a change may be made as its `If-Match` says (RFC 9110 §13.1.1). Without one it may.
 * @param etag of what stands; undefined when nothing does
 */
export const isAsSeen = (ifMatch: string | undefined, etag: string | undefined): boolean => {
  if (ifMatch === undefined) return true
  if (ifMatch.trim() === '*') return etag !== undefined
  return etag !== undefined && ifMatch.split(',').some((one) => one.trim() === etag)
}

/** A name that is saved anew after it was removed begins with another time. */
export const segmentTag = ({ revision, at }: Pick<SavedSegment, 'revision' | 'at'>): string =>
  `"${revision}.${Date.parse(at)}"`

/** What workers note of failures changes no revision, and ids are never used again. */
export const webhookTag = ({ revision }: Pick<Webhook, 'revision'>): string => `"${revision}"`

/**
 * Of what people change of a send, and not of its figures, which change by themselves while it goes out.
 * @param editions what it would send if it began now, by language: who publishes that anew changes it, too
 */
export const sendTag = (send: Send, editions?: Readonly<Record<string, string>>): string => {
  const { facts, holds } = versionOf(send)
  const all = [
    ...Object.values(facts),
    Object.entries(holds).sort(),
    ...(editions ? [Object.entries(editions).sort()] : []),
  ]
  return `"${createHash('sha256').update(JSON.stringify(all)).digest('base64url').slice(0, 22)}"`
}

/** Refuses a change of what somebody else has changed: with how it stands now, and the tag of that. */
export const changedSince = (message: string, current: unknown, etag?: string): Answer => ({
  status: 412,
  value: { ...problemDocument('changed', [{ field: 'If-Match', message }]), current, ...(etag && { etag }) },
})
