import { defined } from '../runtime/defined.ts'
import { slotOf } from '../sending/ledger/delivery-times.ts'
import { countedAddress } from '../sending/ledger/pressed-links.ts'
import type { Act, Report, ReportCode } from '../sending/ledger/ses-report.ts'
import { bounceOf } from './hard-or-soft-bounce.ts'
import { isMachine } from './is-machine.ts'
import { isPraise, type SesEvent } from './ses-event.ts'

const codes: Record<string, ReportCode> = {
  Send: 's',
  Reject: 'r',
  'Rendering Failure': 'r',
  DeliveryDelay: 't',
  Delivery: 'd',
}

/** A send's batch has fewer recipients. */
const mostRecipients = 10_000

/**
 * What an event says about a recipient of a send, found by the tags that the message was sent with.
 * @returns `none` for mail outside sends, and for events that say nothing about delivery; `unknown` for tags that lead
 * nowhere
 */
export const reportOf = (event: SesEvent): Report | 'none' | 'unknown' => {
  const said = meaningOf(event)
  const { send, batch, recipient, attempt } = event.mail?.tags ?? {}
  if (!said || !send?.[0]) return 'none'
  const index = recipient?.[0] ? Number(recipient[0]) : -1
  if (!batch?.[0] || !Number.isInteger(index) || index < 0 || index >= mostRecipients) return 'unknown'
  return { send: send[0], batch: batch[0], index, attempt: Number(attempt?.[0]) || 0, ...said }
}

type Meaning = { code: ReportCode; act?: Act; link?: string; slot?: number }

const meaningOf = (event: SesEvent): Meaning | undefined => {
  switch (event.type) {
    case 'Bounce':
      return { code: bounceOf(event) === 'hard' ? 'b' : 'f' }
    case 'Complaint':
      // A reader who marks a mail as not spam has received it.
      return { code: isPraise(event) ? 'd' : 'c' }
    case 'Open':
      return { code: 'd', act: isMachine(event.mail, event.seen) ? 'openedByMachine' : 'opened' }
    case 'Click':
      return isMachine(event.mail, event.seen)
        ? { code: 'd', act: 'clickedByMachine' }
        : { code: 'd', act: 'clicked', ...defined({ link: countedAddress(event.seen.link ?? undefined) }) }
    case 'Subscription':
      return { code: 'd' }
    case 'other': {
      const code = codes[event.kind]
      return code && { code, ...(code === 'd' && defined({ slot: slotOf(event.delivery?.timestamp) })) }
    }
  }
}
