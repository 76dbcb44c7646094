import type { SQSEvent } from 'aws-lambda'
import { expect, test } from 'vitest'
import { SesEventMessage } from '../../../functions/feedback/ses-event.ts'
import { createSuppress } from '../../../functions/feedback/suppress.ts'
import { queueHandler } from '../../../functions/runtime/queue-handler.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon, someSubscribers } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const ada = aSubscriber('active')

type EventParts = { tags?: Record<string, string[]>; destination?: string[]; recipients?: string[] }

const mail = ({ tags = {}, destination = ['ada@example.org'] }: EventParts) => ({
  timestamp: '2026-11-30T12:00:00.000Z',
  messageId: '0100',
  source: 'matrix@news.example.org',
  destination,
  headers: [{ name: 'Subject', value: 'Matrix' }],
  commonHeaders: {},
  tags: { 'ses:configuration-set': ['matrix'], ...tags },
})
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

const aDesk = (...rows: Subscriber[]) => {
  const subscribers = someSubscribers(...rows)
  const suppress = createSuppress({ subscribers, idOf, now: () => noon })
  return { subscribers, suppress, hear: (event: unknown) => suppress(SesEventMessage.parse(wrap(event))) }
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
  aBounce('Transient', 'MailboxFull'),
  aBounce('Undetermined', 'Undetermined'),
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

test.each(['not-spam', 'Not-Spam'])('who says of a mail that it is %s is still mailed', async (kind) => {
  for (const row of [ada, aSubscriber('pending'), aSubscriber('suppressed', { cause: 'bounce' })]) {
    const { hear, subscribers } = aDesk(row)
    expect(await hear(aComplaint({ tags: { subscriber: [ada.id] } }, kind))).toBe('ignored')
    expect(subscribers.only()).toEqual(row)
  }
})

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
  const { suppress, subscribers } = aDesk(ada)
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
  const handler = queueHandler(SesEventMessage, suppress)
  const answer = await handler({ Records } as unknown as SQSEvent, {} as never)
  expect(answer).toEqual({
    batchItemFailures: [{ itemIdentifier: 'm-0' }, { itemIdentifier: 'm-1' }, { itemIdentifier: 'm-3' }],
  })
  expect(subscribers.only()?.status).toBe('suppressed')
})
