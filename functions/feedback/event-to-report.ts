import type { Report, ReportCode } from '../sending/ledger/ses-report.ts'
import { isPermanentBounce } from './permanent-bounce.ts'
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
 * What an event says about a recipient of a send, found by the tags that the message was sent with.
 * @returns undefined for mail outside sends, and for events that say nothing about delivery (opens, clicks)
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
  // A reader who marks a mail as not spam has received it.
  if (isPraise(event)) return 'd'
  if (event.type === 'Bounce') return isPermanentBounce(event) ? 'b' : 't'
  return codes[event.type === 'other' ? event.kind : event.type]
}
