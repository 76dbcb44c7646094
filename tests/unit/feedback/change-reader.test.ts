import type { SQSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { createChangeReader } from '../../../functions/feedback/change-reader.ts'
import { SesEventMessage } from '../../../functions/feedback/ses-event.ts'
import { queueHandler } from '../../../functions/runtime/queue-handler.ts'
import { createStanding } from '../../../functions/subscription/states/readers-by-any-id.ts'
import type { ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon, someSubscribers } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const ada = aSubscriber('active')

type EventParts = {
  tags?: Record<string, string[]>
  destination?: string[]
  recipients?: string[]
  timestamp?: string
}

const mail = ({ tags = {}, destination = ['ada@example.org'], timestamp }: EventParts) => ({
  timestamp: timestamp ?? '2026-11-30T12:00:00.000Z',
  messageId: '0100',
  source: 'matrix@news.example.org',
  destination,
  headers: [{ name: 'Subject', value: 'Matrix' }],
  commonHeaders: {},
  tags: { 'ses:configuration-set': ['matrix'], ...tags },
})
/** The tags of a send's mail to Ada. */
const sent = { send: ['matrix-64--digest'], subscriber: [ada.id] }
const addressed = (recipients: string[]) =>
  recipients.map((emailAddress) => ({ emailAddress, status: '5.1.1' }))

const aBounce = (bounceType = 'Permanent', bounceSubType = 'General', parts: EventParts = {}) => ({
  eventType: 'Bounce',
  mail: mail(parts),
  bounce: {
    bounceType,
    bounceSubType,
    bouncedRecipients: addressed(parts.recipients ?? ['ada@example.org']),
    feedbackId: 'f-1',
  },
})
const aComplaint = (parts: EventParts = {}, complaintFeedbackType?: string | null) => ({
  eventType: 'Complaint',
  mail: mail(parts),
  complaint: {
    complainedRecipients: addressed(parts.recipients ?? ['ada@example.org']),
    feedbackId: 'f-2',
    complaintFeedbackType,
  },
})

const wrap = (event: unknown) => ({
  Type: 'Notification',
  MessageId: 'n-1',
  Message: typeof event === 'string' ? event : JSON.stringify(event),
})

const aDesk = (...rows: ReaderRow[]) => {
  const subscribers = someSubscribers(...rows)
  const standing = createStanding({ subscribers, latest: () => noon })
  const change = createChangeReader({ subscribers, standing, idOf, now: () => noon })
  return { subscribers, change, hear: (event: unknown) => change(SesEventMessage.parse(wrap(event))) }
}

test.each(['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList'])(
  'a permanent bounce (%s) suppresses the reader',
  async (subType) => {
    const { hear, subscribers } = aDesk(ada)
    expect(await hear(aBounce('Permanent', subType))).toBe('suppressed')
    const { confirmedAt, ...person } = ada
    expect(subscribers.only()).toEqual({
      ...person,
      status: 'suppressed',
      cause: 'bounce',
      since: '2026-11-30T12:00:00.000Z',
      revision: 2,
    })
  },
)

test.each([
  // Of a form's mail, which a stranger may have caused.
  aBounce('Transient', 'MailboxFull'),
  aBounce('Undetermined', 'Undetermined'),
  { eventType: 'DeliveryDelay', mail: mail({}), deliveryDelay: { delayType: 'MailboxFull' } },
  { eventType: 'Reject', mail: mail({ tags: sent }), reject: { reason: 'Bad content' } },
  { eventType: 'Open', mail: mail({ tags: sent }), open: { userAgent: 'Mozilla/5.0' } },
  { eventType: 'Click', mail: mail({ tags: sent }), click: { link: 'https://example.org' } },
  { eventType: 'Delivery', mail: mail({ tags: sent }), delivery: {} },
  { eventType: 'Subscription', mail: mail({ tags: sent }), subscription: { newTopicPreferences: null } },
  { eventType: 'Delivery', mail: mail({}), delivery: { recipients: ['ada@example.org'] } },
  { eventType: 'Rendering Failure', mail: mail({}), failure: {} },
  { eventType: 'Something New', mail: mail({}) },
  { eventType: 'Send', mail: mail({}), send: {} },
  'Successfully validated SNS topic for Amazon SES event publishing.',
])('an event that says nothing about the reader changes nothing: %j', async (event) => {
  const { hear, subscribers } = aDesk(ada)
  expect(await hear(event)).toBe('ignored')
  expect(subscribers.only()).toEqual(ada)
})

test.each(['pending', 'active', 'unsubscribed'] as const)(
  'a complaint of somebody %s suppresses',
  async (status) => {
    const { hear, subscribers } = aDesk(aSubscriber(status))
    expect(await hear(aComplaint())).toBe('suppressed')
    expect(subscribers.only()).toMatchObject({ status: 'suppressed', cause: 'complaint' })
    expect(subscribers.only()).not.toHaveProperty('expires')
  },
)

test.each(['abuse', 'fraud', 'virus', 'other', 'something-new', null, undefined])(
  'a complaint of the kind %s suppresses',
  async (kind) => {
    const { hear, subscribers } = aDesk(ada)
    expect(await hear(aComplaint({}, kind))).toBe('suppressed')
    expect(subscribers.only()?.status).toBe('suppressed')
  },
)

test.each(['not-spam', 'Not-Spam', 'auth-failure', 'Auth-Failure'])(
  'feedback of the kind %s is nobody’s complaint',
  async (kind) => {
    for (const row of [ada, aSubscriber('pending'), aSubscriber('suppressed', { cause: 'bounce' })]) {
      const { hear, subscribers } = aDesk(row)
      expect(await hear(aComplaint({ tags: { subscriber: [ada.id] } }, kind))).toBe('ignored')
      expect(subscribers.only()).toEqual(row)
    }
  },
)

test('a complaint outranks a bounce, in whichever order and however often they come', async () => {
  const orders = [
    [aBounce(), aComplaint()],
    [aComplaint(), aBounce()],
    [aBounce(), aBounce(), aComplaint(), aComplaint(), aBounce()],
  ]
  for (const events of orders) {
    const { hear, subscribers } = aDesk(ada)
    for (const event of events) await hear(event)
    expect(subscribers.only()).toMatchObject({ status: 'suppressed', cause: 'complaint' })
    const before = subscribers.only()
    expect(await hear(aBounce())).toBe('already')
    expect(subscribers.only()).toEqual(before)
  }
})

test('both at once leave the complaint', async () => {
  const { hear, subscribers } = aDesk(ada)
  await Promise.all([hear(aBounce()), hear(aComplaint())])
  expect(subscribers.only()).toMatchObject({ cause: 'complaint' })
})

test.each<[string, EventParts]>([
  [
    'our own tag',
    { tags: { subscriber: [ada.id] }, recipients: ['redacted'], destination: ['new@example.org'] },
  ],
  ['the recipient, however it is written', { recipients: ['ADA@Example.ORG'] }],
  ['the one destination, when the recipient is hidden', { recipients: ['<redacted>'] }],
  ['the one destination, when no recipient is named', { recipients: [] }],
])('the reader is found by %s', async (_, parts) => {
  const { hear, subscribers } = aDesk(ada)
  expect(await hear(aComplaint(parts))).toBe('suppressed')
  expect(subscribers.only()?.status).toBe('suppressed')
})

test('a tag that names another reader than the one to whom the mail went suppresses that one alone', async () => {
  const bob = { ...ada, id: idOf('bob@example.org'), email: 'bob@example.org' }
  const { hear, subscribers } = aDesk(ada, bob)
  await hear(
    aBounce('Permanent', 'General', { tags: { subscriber: [ada.id] }, destination: ['bob@example.org'] }),
  )
  expect(subscribers.kept.get(bob.id)?.status).toBe('suppressed')
  expect(subscribers.kept.get(ada.id)).toEqual(ada)
})

test.each(['nobody at all', '', 'f'.repeat(32)])('a tag that names nobody changes nobody: %j', async (id) => {
  const { hear, subscribers } = aDesk(ada)
  const tags = { subscriber: [id] }
  expect(await hear(aComplaint({ tags, destination: ['nobody@example.org'], recipients: ['-'] }))).toBe(
    'nobody',
  )
  expect(subscribers.only()).toEqual(ada)
})

test('soft bounces of sends add up until nothing is reached for a month; an autoresponder is none', async () => {
  const { hear, subscribers } = aDesk(ada)
  const on = (day: string) =>
    aBounce('Transient', 'MailboxFull', { tags: sent, timestamp: `${day}T09:00:00.000Z` })
  expect(await hear(on('2026-10-30'))).toBe('noted')
  expect(await hear(on('2026-10-30'))).toBe('already')
  expect(await hear(on('2026-11-15'))).toBe('noted')
  expect(subscribers.only()).toMatchObject({ softBounces: { days: ['2026-10-30', '2026-11-15'] } })
  const { bounce, ...absent } = on('2026-11-29')
  const bouncedRecipients = [{ emailAddress: 'ada@example.org' }]
  expect(await hear({ ...absent, bounce: { ...bounce, bouncedRecipients } })).toBe('ignored')
  expect(await hear(on('2026-11-29'))).toBe('suppressed')
  expect(subscribers.only()).toMatchObject({ status: 'suppressed', cause: 'soft-bounces' })
})

test.each(['MessageTooLarge', 'ContentRejected', 'AttachmentRejected'])(
  'a mail that a server did not take for what it is (%s) says nothing of its reader',
  async (subType) => {
    const { hear, subscribers } = aDesk(ada)
    for (const day of ['2026-10-30', '2026-11-15', '2026-11-29'])
      expect(await hear(aBounce('Transient', subType, { tags: sent, timestamp: `${day}T09:00:00Z` }))).toBe(
        'ignored',
      )
    expect(subscribers.only()).toEqual(ada)
  },
)

test('a time that cannot be read keeps no event from its reader', async () => {
  const parts = { tags: sent, timestamp: 'x' }
  const { hear, subscribers } = aDesk(ada)
  expect(await hear(aBounce('Transient', 'MailboxFull', parts))).toBe('noted')
  expect(subscribers.only()).toMatchObject({ softBounces: { days: ['2026-11-30'] } })
  expect(await hear(aComplaint(parts))).toBe('suppressed')
})

test('a mail that arrives after soft bounces clears them, and costs nothing where there were none', async () => {
  const softBounces = { days: ['2026-10-30', '2026-11-15'] }
  const { hear, subscribers } = aDesk({ ...ada, softBounces })
  const delivery = (tags: Record<string, string[]>) => ({
    eventType: 'Delivery',
    mail: mail({ tags, timestamp: '2026-11-20T09:00:00.000Z' }),
  })
  expect(await hear(delivery(sent))).toBe('ignored')
  expect(await hear(delivery({ ...sent, bounced: ['softly'] }))).toBe('noted')
  expect(subscribers.only()).toMatchObject({ softBounces: { days: [], reached: '2026-11-20' } })
})

test('who leaves by SES’s own link has left, by the mail of that send', async () => {
  const { hear, subscribers } = aDesk(ada)
  const subscription = { newTopicPreferences: { unsubscribeAll: true, topicSubscriptionStatus: [] } }
  const event = { eventType: 'Subscription', mail: mail({ tags: sent }), subscription }
  expect(await hear(event)).toBe('left')
  expect(subscribers.only()).toMatchObject({
    status: 'unsubscribed',
    leaving: { send: 'matrix-64--digest' },
  })
  expect(await hear(event)).toBe('already')
})

test('an identity’s own feedback, which has no tags, counts too', async () => {
  const { eventType, mail: reported, ...rest } = aBounce()
  const { tags, ...untagged } = reported
  expect(await aDesk(ada).hear({ notificationType: eventType, mail: untagged, ...rest })).toBe('suppressed')
})

test('feedback on somebody we do not know is no surprise', async () => {
  const { hear, subscribers } = aDesk()
  expect(await hear(aComplaint())).toBe('nobody')
  expect(subscribers.kept.size).toBe(0)
})

test('an event that cannot be read is handed back alone', async () => {
  const { change, subscribers } = aDesk(ada)
  const bodies = [
    wrap('not JSON'),
    wrap({ eventType: 'Bounce', mail: mail({}) }),
    wrap(aBounce()),
    { no: 'envelope' },
  ]
  const Records = bodies.map((body, index) => ({
    messageId: `m-${index}`,
    body: JSON.stringify(body),
    eventSource: 'aws:sqs',
  }))
  const handler = queueHandler(SesEventMessage, change)
  const answer = await handler({ Records } as unknown as SQSEvent, {} as never)
  expect(answer).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-0' }, { itemIdentifier: 'm-1' }, { itemIdentifier: 'm-3' }],
  })
  expect(subscribers.only()?.status).toBe('suppressed')
})
