import { tally } from './outcomes.ts'
import type { BatchReports, ReportCode } from './ses-report.ts'

export const outcomes = ['accepted', 'excluded', 'failed', 'uncertain', 'waiting'] as const
export type Outcome = (typeof outcomes)[number]

/** SES's report about an accepted message. */
export type Reported =
  | 'sent'
  | 'rejected'
  | 'delayed'
  | 'soft-bounced'
  | 'delivered'
  | 'bounced'
  | 'complained'

/** The outcome of one recipient of a send. */
export type Delivery = { outcome: Outcome; reason?: string; reported?: Reported; batch?: string }

/** @param code of a batch, see outcomes.ts. @throws for an unknown code */
export const deliveryOf = (code: string): Pick<Delivery, 'outcome' | 'reason'> => {
  const { excluded, failed, ...counts } = tally(code)
  const [outcome] = (['accepted', 'uncertain', 'waiting'] as const).filter((one) => counts[one] > 0)
  if (outcome) return { outcome }
  const [reason] = Object.keys(failed)
  return reason ? { outcome: 'failed', reason } : { outcome: 'excluded', reason: Object.keys(excluded)[0]! }
}

const meanings: Readonly<Record<ReportCode, Reported>> = {
  s: 'sent',
  r: 'rejected',
  t: 'delayed',
  f: 'soft-bounced',
  d: 'delivered',
  b: 'bounced',
  c: 'complained',
}

/** @returns undefined without a report */
export const reportedOf = ({ codes }: BatchReports, index: number): Reported | undefined =>
  meanings[codes[index] as ReportCode]
