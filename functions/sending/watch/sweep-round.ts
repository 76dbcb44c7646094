import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import type { QueueOwed } from '../../events/queue-owed-events.ts'
import type { SendingQuota } from '../../mail/mailer.ts'
import type { Deadline } from '../../runtime/clocks.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import type { Notice } from '../ledger/admin-notice.ts'
import type { BatchesTable } from '../ledger/batch.table.ts'
import type { DueBatchesTable } from '../ledger/due-batch.table.ts'
import type { OpenSendsTable } from '../ledger/open-send.table.ts'
import type { BatchMessage, PlanMessage, SchedulingMessage } from '../ledger/queue-messages.ts'
import type { RangeSums } from '../ledger/range-sums.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { SweepCursorTable } from '../ledger/sweep-cursor.table.ts'
import type { QuotaOnce } from './ask-quota-once.ts'
import type { SweepErasures } from './sweep-erasures.ts'
import type { SweepForgetting } from './sweep-forgetting.ts'
import type { SweepMoves } from './sweep-moves.ts'

export type SweepDeps = {
  sends: Pick<
    SendsTable,
    'get' | 'hold' | 'lift' | 'approve' | 'putOff' | 'cancel' | 'takeCancelBack' | 'reopened'
  >
  openSends: Pick<OpenSendsTable, 'list' | 'hinted' | 'touch'>
  dueBatches: Pick<DueBatchesTable, 'list' | 'isEmpty'>
  cursor: SweepCursorTable
  batches: Pick<BatchesTable, 'get' | 'hinted'>
  rangeSums: Pick<RangeSums, 'get' | 'list' | 'survey'>
  /** What may be sent: nothing that is, or is to be, taken down. */
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  planQueue: { send(messages: PlanMessage[]): Promise<void> }
  batchQueue: { send(messages: BatchMessage[]): Promise<void> }
  schedulingQueue: { send(messages: SchedulingMessage[]): Promise<void> }
  /** Asks SES; undefined when SES throttles the question. */
  quota: () => Promise<SendingQuota | undefined>
  /** Queues a notice to the administrator. */
  notify: (notice: Notice) => Promise<void>
  /** Finishes moves of readers to another address, see `createSweepMoves`. */
  sweepMoves: SweepMoves
  /** Takes erased readers out of the ledger, see `createSweepErasures`. */
  sweepErasures: SweepErasures
  /** Forgets recipients who are kept no longer, see `createSweepForgetting`. */
  sweepForgetting: SweepForgetting
  /** Queues what webhooks are still to be told of, see `createQueueOwed`. */
  queueOwed: QueueOwed
  /** Logs that something could not be handled, while the rest continues. */
  warn: (what: string, error: Error) => void
  /** Milliseconds that a hint may go unheeded before it is repeated. */
  hintAgainMs: number
  time: Pick<DatabaseClock, 'earliest' | 'likely'>
}

/** What one round of the sweeper shares. */
export type Round = Omit<
  SweepDeps,
  'quota' | 'warn' | 'sweepMoves' | 'sweepErasures' | 'sweepForgetting' | 'queueOwed'
> & {
  quota: QuotaOnce
  /** Records something that could not be handled: the round continues, and fails at its end. */
  failed: (what: string, error: unknown) => void
  deadline: Deadline
}

/** `over`: nothing is left to do. `range`: where to continue. */
export type Swept = { outcome: 'over' | 'goes-on' | 'out-of-time'; range?: number }
