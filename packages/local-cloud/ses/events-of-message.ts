import { randomUUID } from 'node:crypto'
import type { StoredMessage } from '../types.ts'
import { addressOf, type Header, headerValue, mailboxesOf } from './headers.ts'
import { type Fate, fateOf, feedbackTypeOf } from './mailbox-simulator.ts'

/** An event as SES publishes it to SNS; `type` is its name in an event destination. */
export type SesEvent = { type: string; body: Record<string, unknown> }

/** What a message's events report besides the message itself. */
export type Sending = {
  message: StoredMessage
  headers: Header[]
  region: string
  account: string
  identity: string
  action: string
  caller: string
}

const commonHeaders = ({ headers, message }: Sending): Record<string, unknown> => {
  const lists: [string, string][] = [
    ['from', 'From'],
    ['replyTo', 'Reply-To'],
    ['to', 'To'],
    ['cc', 'Cc'],
    ['sender', 'Sender'],
  ]
  const found = lists.map(([key, name]) => [key, mailboxesOf(headerValue(headers, name))] as const)
  return {
    ...Object.fromEntries(found.filter(([, list]) => list.length > 0)),
    date: headerValue(headers, 'Date'),
    messageId: message.id,
    subject: headerValue(headers, 'Subject'),
  }
}

// https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html#event-publishing-retrieving-sns-contents-mail-object
const mail = (sending: Sending): Record<string, unknown> => {
  const { message, headers, region, account, identity } = sending
  const ses: Record<string, string[]> = {
    'ses:operation': [sending.action],
    ...(message.configurationSet ? { 'ses:configuration-set': [message.configurationSet] } : {}),
    'ses:source-ip': ['127.0.0.1'],
    'ses:from-domain': [
      addressOf(headerValue(headers, 'From') ?? message.source)
        .split('@')
        .at(-1) ?? '',
    ],
    'ses:caller-identity': [sending.caller],
  }
  return {
    timestamp: new Date(message.at).toISOString(),
    source: message.source,
    sourceArn: `arn:aws:ses:${region}:${account}:identity/${identity}`,
    sendingAccountId: account,
    messageId: message.id,
    destination: message.destinations,
    headersTruncated: false,
    headers: headers.map(({ name, value }) => ({ name, value })),
    commonHeaders: commonHeaders(sending),
    tags: {
      ...ses,
      ...Object.fromEntries(Object.entries(message.tags).map(([key, value]) => [key, [value]])),
    },
  }
}

const feedbackId = (at: number): string => `0100${at.toString(16).padStart(12, '0')}-${randomUUID()}-000000`

const delivery = (recipients: string[], sentAt: number, at: number) => ({
  timestamp: new Date(at).toISOString(),
  processingTimeMillis: at - sentAt,
  recipients,
  smtpResponse: '250 2.0.0 OK',
  remoteMtaIp: '127.0.0.1',
  reportingMTA: 'a8-1.smtp-out.amazonses.com',
})

const bounce = (recipients: string[], fate: Fate, at: number) => {
  const diagnosticCode =
    fate === 'suppressed'
      ? 'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.'
      : 'smtp; 550 5.1.1 user unknown'
  return {
    feedbackId: feedbackId(at),
    bounceType: 'Permanent',
    bounceSubType: fate === 'suppressed' ? 'Suppressed' : 'General',
    bouncedRecipients: recipients.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status: '5.1.1',
      diagnosticCode,
    })),
    timestamp: new Date(at).toISOString(),
    reportingMTA: 'dns; amazonses.com',
  }
}

const complaint = (recipients: string[], complaintFeedbackType: string, at: number) => ({
  feedbackId: feedbackId(at),
  complaintSubType: null,
  complainedRecipients: recipients.map((emailAddress) => ({ emailAddress })),
  timestamp: new Date(at).toISOString(),
  userAgent: 'Amazon SES Mailbox Simulator',
  complaintFeedbackType,
  arrivalDate: new Date(at).toISOString(),
})

/** How long after SES's answer its events are published, in ms: what became of a delivery, and a person's complaint. */
const sendMs = 5
const deliveryMs = 15
const complaintMs = 30

/**
 * A message's events in order, each with its delay in ms after the answer.
 * Shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export const eventsOf = (sending: Sending): { afterMs: number; event: SesEvent }[] => {
  const { message } = sending
  const told = mail(sending)
  const make = (afterMs: number, type: string, object: unknown, key = type.toLowerCase()) => ({
    afterMs,
    event: { type: key, body: { eventType: type, [key]: object, mail: told } },
  })
  const sent = make(sendMs, 'Send', {})
  if (message.outcome === 'rejected') return [sent, make(deliveryMs, 'Reject', { reason: 'Bad content' })]
  const those = (...fates: Fate[]) =>
    message.destinations.map(addressOf).filter((one) => fates.includes(fateOf(one)))
  const events = [sent]
  const when = message.at + deliveryMs
  const got = those('delivered', 'complained')
  if (got.length) events.push(make(deliveryMs, 'Delivery', delivery(got, message.at, when)))
  for (const fate of ['bounced', 'suppressed'] as const)
    if (those(fate).length) events.push(make(deliveryMs, 'Bounce', bounce(those(fate), fate, when)))
  for (const [type, list] of Map.groupBy(those('complained'), feedbackTypeOf))
    events.push(make(complaintMs, 'Complaint', complaint(list, type, message.at + complaintMs)))
  return events
}
