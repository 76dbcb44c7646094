import type { Report, ReportCode } from '../sending/ledger/ses-report.ts'
import { isPraise, type SesEvent } from './ses-event.ts'

const codes: Record<string, ReportCode> = {
  Send: 's',
  Reject: 'r',
  'Rendering Failure': 'r',
  DeliveryDelay: 't',
  Delivery: 'd',
  Complaint: 'c',
}

/**
 * What an event says of a recipient of a send, by the tags that the message went out with.
 * @returns undefined for mail that is no send's, and for events that say nothing (opens, clicks)
 */
export const reportOf = (event: SesEvent): Report | undefined => {
  const code = codeOf(event)
  const { send, batch, recipient } = event.mail?.tags ?? {}
  const index = Number(recipient?.[0])
  if (!code || !send?.[0] || !batch?.[0] || !Number.isInteger(index) || index < 0 || index >= 10_000)
    return undefined
  return { send: send[0], batch: batch[0], index, code }
}

const codeOf = (event: SesEvent): ReportCode | undefined => {
  // Whoever praises a mail has got it.
  if (isPraise(event)) return 'd'
  if (event.type === 'Bounce') return event.bounce.bounceType === 'Permanent' ? 'b' : 't'
  return codes[event.type === 'other' ? event.kind : event.type]
}
