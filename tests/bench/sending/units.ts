import type { Figure } from '../figures.ts'
import { deliver, plan, type Sent } from './send-once.ts'

const unit = 'units/message'

/**
 * DynamoDB's units a message, of planning and delivering. Freshness is what deliver reads of the subscribers, just
 * before it calls SES: nothing may be sent without. All that is read beside it is held to the budget: the plan's pass
 * over the subscribers, and the ledger, by both.
 */
export const unitsFigures = ({ readers, usage, reads, subscribersArn }: Sent): Figure[] => {
  const what = `sending: ${readers.toLocaleString('en')} readers, DynamoDB,`
  const readBy = (callers: string[], isOfSubscribers: boolean) =>
    sum(
      reads
        .filter(({ caller }) => callers.includes(caller))
        .filter(({ tableArn }) => (tableArn === subscribersArn) === isOfSubscribers)
        .map(({ units }) => units),
    ) / readers
  const writes = sum([plan, deliver].map((name) => usage[name]?.billed['dynamodb.writes'] ?? 0))
  const planning = readBy([plan], true)
  const ledger = readBy([plan, deliver], false)
  return [
    { what: `${what} writes`, value: writes / readers, unit, budget: 0.1 },
    { what: `${what} reads for freshness`, value: readBy([deliver], true), unit },
    { what: `${what} reads of subscribers to plan`, value: planning, unit },
    { what: `${what} reads of the ledger`, value: ledger, unit },
    { what: `${what} reads beyond freshness`, value: planning + ledger, unit, budget: 0.1 },
  ]
}

/** What it takes to hear what became of the messages. */
export const feedbackUnits = ({ readers, usage }: Sent): Figure[] => {
  const { billed } = usage.FeedbackRecordFunction!
  const what = `sending: ${readers.toLocaleString('en')} readers, DynamoDB, feedback's`
  return [
    { what: `${what} writes`, value: (billed['dynamodb.writes'] ?? 0) / readers, unit },
    { what: `${what} reads`, value: (billed['dynamodb.reads'] ?? 0) / readers, unit },
  ]
}

const sum = (values: number[]): number => values.reduce((all, value) => all + value, 0)
