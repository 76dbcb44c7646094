import type { ActResult, AuditEntry } from '../access/audit-entry.ts'
import type { KeptKey } from '../access/keys.table.ts'
import type { Attempt, PublishedIssue } from '../edition/model/edition.table.ts'
import type { Sent } from '../sending/ledger/reader-history.ts'
import type { Send, SendId } from '../sending/ledger/send.ts'
import type { Listed } from '../sending/status/recipients.ts'
import type { SendState, SendStatus } from '../sending/status/status.ts'
import type { GrowthDay } from '../subscription/counts/growth.ts'
import type { ReaderCounts } from '../subscription/counts/reader-counts.ts'
import type { Import } from '../subscription/import/import-record.ts'
import type { Rule, Segment } from '../subscription/segments/rule.ts'
import type { FormConsent, ImportConsent } from '../subscription/states/consent.ts'
import type { Leaving } from '../subscription/states/leaving.ts'
import type { Pause } from '../subscription/states/pause.ts'
import type { ReaderState } from '../subscription/states/state-machine.ts'
import type { Subscriber } from '../subscription/states/subscriber.ts'
import type { SuppressionCause } from '../subscription/states/suppression-cause.ts'
import type { AudienceCounts } from './count-audience.ts'
import { type ApiProblem, type ProblemType, problemDocument } from './problems.ts'

/** What a use case answers: a status, a value to be written as JSON, and what the audit log notes of the act. */
export type Answer = { status: number; value: unknown; noted?: Noted }

/** Of how an act ended: nothing by which anybody could call or upload, and no reader's address. */
export type Noted = Pick<ActResult, 'outcome' | 'about' | 'before' | 'after'>

export const noting = (answer: Answer, noted: Noted): Answer => ({ ...answer, noted })

export const answer = (status: number, value: unknown): Answer => ({ status, value })

export const refuse = (name: ProblemType, ...problems: ApiProblem[]): Answer => {
  const value = problemDocument(name, problems)
  return { status: value.status, value }
}

/** @param digest the issue's digest, when `id` is an issue's and the caller probably meant that send */
export const noSuchSend = (id: SendId, digest?: Send): Answer => {
  const hint = digest ? `did you mean ${digest.id}?` : 'see all with: masthead status'
  return refuse('not-found', { field: 'send', message: `There is no send ${id}; ${hint}` })
}

/** Why a send that had begun takes no time and no readers, when it is asked for anew. */
export const hadBegun = (id: SendId): ApiProblem => ({
  message: `${id} had begun when it was cancelled: it goes on at once, for those who were left out. Leave the time and the readers out`,
})

/** Why a send that was for some readers is not asked for anew without a word of them. */
export const forWhom = (id: SendId): ApiProblem => ({
  message: `${id} was for some readers only when it was cancelled: say again for whom, or send to everybody for another purpose`,
})

/** Where to PUT each file and, after all of them, the manifest: its arrival starts publishing. */
export type Uploads = {
  uploads: { key: string; url: string }[]
  /** `sha256`: hash of the canonical manifest (`manifestJson`). The attempt of this upload names the same hash. */
  manifest: { url: string; sha256: string }
}
/**
 * An issue as the list shows it. `takenDownAt`: when it was taken down. `sent`: the state of its digest's send, if
 * there is one.
 */
export type ListedIssue = Pick<
  PublishedIssue,
  'id' | 'number' | 'title' | 'period' | 'date' | 'release' | 'publishedAt'
> & { languages: string[]; takenDownAt?: string; sent?: { send: SendId; state: SendState; at: string } }
/** A page of issues, newest first. `next` starts the next page. */
export type IssuesAnswer = { issues: ListedIssue[]; next?: string; timeZone: string }
/** When a send should go. */
export type SendTime = {
  /** ISO 8601 in UTC; absent = now, or see `ownZones`. */
  at?: string
  /** Local time, `2026-12-10T09:00:00`, at which each reader gets it by their own clock. */
  ownZones?: string
}
/**
 * How many readers a send would go to, by language, and how many it would leave out, by reason. `next`: the first shard
 * not counted yet. `when`: the requested time as the service understood it; empty = now. `lately`: with the last of the
 * counts, the most readers whom one send lately reached, by which warm-up slices are cut; absent where the publication
 * is not warmed up. `segment`: as it was counted, to ask for the next count and for the send by.
 */
export type AudienceAnswer = AudienceCounts & {
  when: SendTime
  lately?: number
  segment?: Segment
  timeZone: string
}
/** A saved segment: its rule as data, who saved it last, and when. */
export type SegmentShown = { name: string; rule: Rule; at: string; by?: string }
export type SegmentAnswer = { segment: SegmentShown; timeZone: string }
/** By name. */
export type SegmentsAnswer = { segments: SegmentShown[]; timeZone: string }
/** Counts part of the readers. Continue from `next`, by the `segment` as it was counted, and add up. */
export type SegmentCountAnswer = AudienceCounts & { segment: Segment }
/** `sha256` identifies the attempt: wait for the one whose manifest has this hash. */
export type UnpublishAnswer = { manifest: { sha256: string } }
/** `takenDown`: when an issue that was published before was taken down, and by whom if that is known. */
export type IssueAnswer = {
  published?: PublishedIssue
  takenDown?: { at: string; by?: string }
  attempt?: Attempt
}
/** Times are in UTC. Show them in `timeZone`, the publication's. */
export type SendAnswer = {
  send: Send
  /** The segment that was asked for now, with its rule. */
  segment?: Segment
  timeZone: string
}
export type StatusAnswer = SendStatus & { timeZone: string }
/**
 * A send whose row cannot be read: another version wrote it, or somebody edited it by hand. `row`: `partition/sort
 * key`.
 */
export type UnreadableSend = { id: SendId; row: string }
export type StatusesAnswer = { sends: SendStatus[]; unreadable?: UnreadableSend[]; timeZone: string }
/**
 * `already`: nothing had to be done. `waits-for-quota`: the send continues by itself when SES accepts more mail.
 * `changed`: the number of recipients.
 */
export type ActionAnswer = { outcome: 'done' | 'already' | 'waits-for-quota'; changed?: number }
/** A page of a send's recipients. An erased reader has no address. `next` starts the next page. */
export type RecipientsAnswer = { recipients: (Listed & { address?: string })[]; next?: string }
/** Latest send first. */
export type HistoryAnswer = { id: string; address: string; sends: Sent[]; timeZone: string }
/** The evidence of an opt-in. `statement`: what was stated of where consent came from; `left`: when it was withdrawn. */
export type ConsentShown = (FormConsent | (ImportConsent & { statement?: string })) & {
  left?: string
  leaving?: Leaving | undefined
}
/**
 * A reader as an admin sees them. `topics`: none = all; `paused`: from when until when, while it lasts; `since`: when they
 * left or were suppressed; `leaving`: by the mail of which send they left, and why; `movedFrom`: their addresses of before, and when they left each;
 * `consents`: the evidence of each opt-in,
 * the oldest first, `left` being when one was withdrawn.
 */
export type ReaderShown = Pick<
  Subscriber,
  'id' | 'language' | 'topics' | 'timeZone' | 'fields' | 'createdAt'
> & {
  address: string
  status: ReaderState
  confirmedAt?: string
  paused?: Pause
  since?: string
  leaving?: Leaving
  cause?: SuppressionCause
  movedFrom?: { address: string; at: string }[]
  consents: ConsentShown[]
}
/**
 * `next` begins the next page; a page may be empty and yet not the last. `fieldIds`: of the questions that the publication
 * asks.
 */
export type ReadersAnswer = {
  readers: ReaderShown[]
  next?: string
  fieldIds: readonly string[]
  timeZone: string
}
export type ReaderAnswer = { reader: ReaderShown; timeZone: string }
/** Counts part of the readers: as many as one call has time for. Continue from `next`, and add up. */
export type ReaderCountsAnswer = { counts: ReaderCounts; next?: string }
/** In order, from the first day that was counted to the last; `missing`: one whose night failed. */
export type GrowthAnswer = { days: GrowthDay[]; timeZone: string }
/** What is left of an erased reader; `suppressed`: why no mail goes to them even if they sign up. */
export type ErasedShown = { id: string; at: string; suppressed?: SuppressionCause }
/** `already`: nothing had to be done. One of `reader` and `erased` is there. */
export type ReaderActionAnswer = {
  outcome: 'done' | 'already'
  reader?: ReaderShown
  erased?: ErasedShown
  /** Nobody had the address that is erased now. */
  unknown?: true
  timeZone: string
}
/** An import as an admin sees it. `bytesDone`: of `file.size`; `by`: who asked for it; `asked`: readers who were mailed so far. */
export type ImportShown = Pick<
  Import,
  | 'id'
  | 'file'
  | 'consent'
  | 'mapping'
  | 'language'
  | 'at'
  | 'by'
  | 'state'
  | 'problem'
  | 'counts'
  | 'endedAt'
  | 'ask'
> & { service?: string; encoding?: string; bytesDone: number; asked?: number }
/** `upload`: where to PUT the file, with `uploadHeaders`, as long as it is waited for. */
export type ImportAnswer = {
  import: ImportShown
  upload?: string
  uploadHeaders?: Record<string, string>
  timeZone: string
}
/** The latest first. */
export type ImportsAnswer = { imports: ImportShown[]; timeZone: string }
/** Rows that were not imported, in order. `next` begins the next page. */
export type ImportRowsAnswer = { rows: { row: number; reason: string }[]; next?: number }
/** An API key without what it opens with. `usedOn`: the last day of use (UTC), absent before the first. */
export type KeyShown = Omit<KeptKey, 'hash' | 'expires'> & { expiresAt?: string }
export type KeyAnswer = { key: KeyShown; timeZone: string }
/** `apiKey`: the key itself, which no other call shows. */
export type NewKeyAnswer = KeyAnswer & { apiKey: string }
/** By name. */
export type KeysAnswer = { keys: KeyShown[]; timeZone: string }
/** The newest first. `next` begins the next page; a page may be empty and yet not the last. */
export type AuditAnswer = { entries: AuditEntry[]; next?: string; timeZone: string }
/**
 * The account's quota at SES: `rate` in messages a second, `max` in 24 hours (-1 = no limit), `sent` of them used. `asksADay`:
 * readers of imports who are asked in a day of that.
 */
export type QuotaAnswer = { rate: number; max: number; sent: number; asksADay: number }
/** Work that failed for good. `instead`: what to do where messages cannot be moved back. */
export type DeadLettersAnswer = {
  queues: { name: string; depth: number; readers: string; instead?: string }[]
}
/** `stayed`: messages that could not be moved. The next call tries them again. */
export type RedriveAnswer = { moved: number; stayed: number; more: boolean }
