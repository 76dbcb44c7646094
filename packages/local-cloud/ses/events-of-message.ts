import { randomUUID } from 'node:crypto'
import type { StoredMessage } from '../types.ts'
import { addressOf, type Header, headerValue, mailboxesOf } from './headers.ts'
import { type Fate, fateOf, feedbackTypeOf, labelOf } from './mailbox-simulator.ts'

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

const bounces = {
  bounced: ['Permanent', 'General', '5.1.1', 'smtp; 550 5.1.1 user unknown'],
  suppressed: [
    'Permanent',
    'Suppressed',
    '5.1.1',
    'Amazon SES has suppressed sending to this address because it has a recent history of bouncing as an invalid address.',
  ],
  'bounced-for-now': ['Transient', 'MailboxFull', '4.2.2', 'smtp; 452 4.2.2 mailbox full'],
} as const satisfies Partial<Record<Fate, readonly string[]>>

const bounce = (recipients: string[], fate: keyof typeof bounces, at: number) => {
  const [bounceType, bounceSubType, status, diagnosticCode] = bounces[fate]
  return {
    feedbackId: feedbackId(at),
    bounceType,
    bounceSubType,
    bouncedRecipients: recipients.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status,
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

/** SES tries for up to 14 hours. */
const triesForMs = 14 * 3_600_000

const delay = (recipients: string[], sentAt: number, at: number) => ({
  timestamp: new Date(at).toISOString(),
  delayType: 'MailboxFull',
  expirationTime: new Date(sentAt + triesForMs).toISOString(),
  delayedRecipients: recipients.map((emailAddress) => ({
    emailAddress,
    status: '4.2.2',
    diagnosticCode: 'smtp; 452 4.2.2 mailbox full',
  })),
})

/** What a reader with an ordinary browser did, a minute after the mail was sent. */
const seen = (sentAt: number) => ({
  ipAddress: '192.0.2.1',
  timestamp: new Date(sentAt + 60_000).toISOString(),
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
  isBotEvent: 'Unlikely',
})

const topics = (isOut: boolean) => ({
  unsubscribeAll: isOut,
  topicSubscriptionStatus: [],
})

/** How long after SES's answer its events are published, in ms: what became of a delivery, and what a person did. */
const sendMs = 5
const delayMs = 10
const deliveryMs = 15
const personMs = 30

/**
 * A message's events in order, each with its delay in ms after the answer.
 * Shapes: https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-examples.html
 */
export const eventsOf = (sending: Sending): { afterMs: number; event: SesEvent }[] => {
  const { message } = sending
  const told = mail(sending)
  const make = (afterMs: number, type: string, object: unknown, key = type.toLowerCase()) => ({
    afterMs,
    event: { type: key.toLowerCase(), body: { eventType: type, [key]: object, mail: told } },
  })
  const sent = make(sendMs, 'Send', {})
  if (message.outcome === 'rejected') return [sent, make(deliveryMs, 'Reject', { reason: 'Bad content' })]
  const addresses = message.destinations.map(addressOf)
  const those = (...fates: Fate[]) => addresses.filter((one) => fates.includes(fateOf(one)))
  const labelled = (...labels: string[]) => addresses.filter((one) => labels.includes(labelOf(one)))
  const events = [sent]
  const late = [...labelled('delayed'), ...those('bounced-for-now')]
  if (late.length)
    events.push(
      make(delayMs, 'DeliveryDelay', delay(late, message.at, message.at + delayMs), 'deliveryDelay'),
    )
  const when = message.at + deliveryMs
  const got = those('delivered', 'complained')
  if (got.length) events.push(make(deliveryMs, 'Delivery', delivery(got, message.at, when)))
  for (const fate of Object.keys(bounces) as (keyof typeof bounces)[])
    if (those(fate).length) events.push(make(deliveryMs, 'Bounce', bounce(those(fate), fate, when)))
  for (const [type, list] of Map.groupBy(those('complained'), feedbackTypeOf))
    events.push(make(personMs, 'Complaint', complaint(list, type, message.at + personMs)))
  if (labelled('opened', 'clicked').length) events.push(make(personMs, 'Open', seen(message.at)))
  if (labelled('clicked').length) {
    const click = { ...seen(message.at), link: 'https://example.org/', linkTags: null }
    events.push(make(personMs, 'Click', click))
  }
  if (labelled('unsubscribed').length) {
    const subscription = {
      contactList: 'readers',
      timestamp: seen(message.at).timestamp,
      source: 'UnsubscribeHeader',
      newTopicPreferences: topics(true),
      oldTopicPreferences: topics(false),
    }
    events.push(make(personMs, 'Subscription', subscription))
  }
  return events
}
