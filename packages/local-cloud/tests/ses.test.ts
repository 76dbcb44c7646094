import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  ListIdentitiesCommand,
  SESClient,
  SendEmailCommand,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses'
import { simpleParser } from 'mailparser'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Gateway } from '../gateway/gateway.ts'
import { type SesFault, sesFaults } from '../ses/faults.ts'
import { createSes, type Ses, type SesOptions } from '../ses/ses.ts'
import type { Principal, Problem, Statement } from '../types.ts'
import { aClient, aGateway } from './a-gateway.ts'

const topic = 'arn:aws:sns:us-east-1:000000000000:mail'
const identity = 'arn:aws:ses:us-east-1:000000000000:identity/example.com'
const all = [
  ...['send', 'reject', 'bounce', 'complaint', 'delivery'],
  ...['deliveryDelay', 'open', 'click', 'subscription'],
]

type Event = { eventType: string; mail: Record<string, unknown> } & Record<string, Record<string, unknown>>

let dir: string
let ses: Ses
let gateway: Gateway
let published: { topicArn: string; event: Event; principal: Principal }[]
let problems: Problem[]
let statements: Statement[]
let clock: number
/** Nothing is published before it resolves. */
let released: Promise<void>

const begin = async (more: Partial<SesOptions> = {}) => {
  ses = createSes({
    dir,
    identities: () => ['example.com', 'editor@other.org'],
    configurationSets: () => [
      { name: 'mail', destinations: [{ topicArn: topic, eventTypes: all }] },
      { name: 'quiet', destinations: [] },
    ],
    quota: () => ({ max24HourSend: 50_000, maxSendRate: Number.POSITIVE_INFINITY }),
    publish: async (topicArn, message, principal) => {
      await released
      published.push({ topicArn, event: JSON.parse(message), principal })
    },
    now: () => clock,
    onProblem: (problem) => problems.push(problem),
    ...more,
  })
  gateway = await aGateway({
    statements: () => statements,
    emulators: { ses: ses.emulator },
    known: { identities: () => ['example.com', 'editor@other.org'], secretArn: () => undefined },
    onProblem: (problem) => problems.push(problem),
  })
}

const end = async () => {
  await ses.end()
  await gateway.end()
}

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'ses-'))
  published = []
  problems = []
  statements = [{ Effect: 'Allow', Action: 'ses:*', Resource: '*' }]
  released = Promise.resolve()
  clock = Date.parse('2026-11-23T12:00:00Z')
  await begin()
})

afterEach(async () => {
  await end()
  rmSync(dir, { recursive: true })
})

const client = () => aClient(SESClient, gateway)

const text = (headers: Record<string, string> = {}, body = 'Guten Tag ä\r\n') => {
  const fields = { From: 'News <news@example.com>', To: 'reader@there.org', Subject: 'Issue 1', ...headers }
  return Buffer.from(
    `${Object.entries(fields)
      .map(([name, value]) => `${name}: ${value}\r\n`)
      .join('')}\r\n${body}`,
  )
}

const send = (raw = text(), more: Partial<SendRawEmailCommand['input']> = {}) =>
  client().send(
    new SendRawEmailCommand({
      Source: 'news@example.com',
      Destinations: ['reader@there.org'],
      RawMessage: { Data: raw },
      ...more,
    }),
  )

const eventsOf = async (...destinations: string[]) => {
  await send(text(), { Destinations: destinations, ConfigurationSetName: 'mail' })
  await ses.end()
  return published.map(({ event }) => event)
}

test('an accepted message is on disk, as a mailbox provider would get it', async () => {
  const raw = text({
    'Message-ID': '<mine@example.com>',
    Date: 'yesterday',
    Bcc: 'hidden@there.org',
    'X-SES-MESSAGE-TAGS': 'a=b',
    'List-Unsubscribe': '<https://example.com/u?a=1>,\r\n <mailto:u@example.com>',
  })
  const { MessageId } = await send(raw)
  expect(MessageId).toMatch(/^0100[0-9a-f]{12}-[0-9a-f-]{36}-000000$/)
  expect(readdirSync(join(dir, 'mail')).sort()).toEqual(['messages.jsonl', 'messages.raw'])
  expect(readFileSync(join(dir, 'mail', 'messages.jsonl'), 'utf8')).toContain(`"id":"${MessageId}"`)
  const [message] = await ses.messages()
  expect(message).toMatchObject({
    id: MessageId,
    at: clock,
    source: 'news@example.com',
    destinations: ['reader@there.org'],
    tags: { a: 'b' },
    outcome: 'delivered',
  })
  const parsed = await simpleParser(message!.raw)
  expect(parsed.messageId).toBe(`<${MessageId}@email.amazonses.com>`)
  expect(parsed.date).toEqual(new Date(clock))
  expect(parsed.text).toContain('Guten Tag ä')
  expect(parsed.headers.has('bcc') || parsed.headers.has('x-ses-message-tags')).toBe(false)
  expect(message!.raw.toString()).toContain(
    'List-Unsubscribe: <https://example.com/u?a=1>,\r\n <mailto:u@example.com>\r\n',
  )
})

test('messages outlive a restart, and one that was cut off is not among them', async () => {
  await send(text({ Subject: 'the first' }))
  await end()
  appendFileSync(join(dir, 'mail', 'messages.raw'), 'Subject: half a mes')
  appendFileSync(join(dir, 'mail', 'messages.jsonl'), '\n{"id":')
  await begin()
  expect(await ses.messages()).toHaveLength(1)
  clock += 1
  await send(text({ Subject: 'the second' }))
  const parsed = await Promise.all((await ses.messages()).map(({ raw }) => simpleParser(raw)))
  expect(parsed.map(({ subject }) => subject)).toEqual(['the first', 'the second'])
  expect(parsed.every(({ text }) => text?.includes('Guten Tag'))).toBe(true)
  expect((await client().send(new GetSendQuotaCommand())).SentLast24Hours).toBe(2)
})

test('recipients come from the parameter, else from the headers', async () => {
  await send(text({ To: '"Reader, A" <a@there.org>, b@there.org', Cc: 'c@there.org' }), {
    Destinations: undefined,
  })
  await send(text({ To: 'a@there.org' }), { Destinations: ['other@there.org'] })
  const found = (await ses.messages())
    .map(({ destinations }) => destinations)
    .sort((one, other) => other.length - one.length)
  expect(found).toEqual([['"Reader, A" <a@there.org>', 'b@there.org', 'c@there.org'], ['other@there.org']])
})

test('tags by parameter win over tags by header', async () => {
  await send(text({ 'X-SES-MESSAGE-TAGS': 'send=header, only=header' }), {
    Tags: [{ Name: 'send', Value: 'parameter' }],
  })
  expect((await ses.messages())[0]!.tags).toEqual({ send: 'parameter' })
})

test('a delivered message tells its Send and its Delivery, with its tags', async () => {
  const { promise, resolve } = Promise.withResolvers<void>()
  released = promise
  const raw = text({ 'X-SES-CONFIGURATION-SET': 'mail' })
  const { MessageId } = await send(raw, { Tags: [{ Name: 'delivery', Value: 'd1' }] })
  expect(ses.pendingEvents()).toBe(2)
  resolve()
  await ses.end()
  expect(ses.pendingEvents()).toBe(0)
  expect(published.map(({ event }) => event.eventType)).toEqual(['Send', 'Delivery'])
  const { topicArn, principal, event } = published[1]!
  expect(topicArn).toBe(topic)
  expect(principal).toMatchObject({
    arn: 'service:ses.amazonaws.com',
    sourceArn: 'arn:aws:ses:us-east-1:000000000000:configuration-set/mail',
  })
  expect(event.mail).toMatchObject({
    timestamp: '2026-11-23T12:00:00.000Z',
    messageId: MessageId,
    source: 'news@example.com',
    sourceArn: identity,
    sendingAccountId: '000000000000',
    destination: ['reader@there.org'],
    commonHeaders: {
      from: ['News <news@example.com>'],
      to: ['reader@there.org'],
      subject: 'Issue 1',
      messageId: MessageId,
    },
    tags: {
      delivery: ['d1'],
      'ses:configuration-set': ['mail'],
      'ses:from-domain': ['example.com'],
      'ses:caller-identity': ['worker'],
    },
  })
  expect(event.delivery).toMatchObject({
    recipients: ['reader@there.org'],
    smtpResponse: expect.stringMatching(/^250 /),
  })
})

test('the mailbox simulator bounces', async () => {
  const events = await eventsOf('bounce+label@simulator.amazonses.com')
  expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Bounce'])
  expect(events[1]!.bounce).toMatchObject({
    bounceType: 'Permanent',
    bounceSubType: 'General',
    bouncedRecipients: [
      { emailAddress: 'bounce+label@simulator.amazonses.com', status: '5.1.1', action: 'failed' },
    ],
    feedbackId: expect.any(String),
  })
  expect((await ses.messages())[0]!.outcome).toBe('bounced')
})

test('the mailbox simulator complains, after it was delivered', async () => {
  const events = await eventsOf('complaint@simulator.amazonses.com')
  expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery', 'Complaint'])
  expect(events[2]!.complaint).toMatchObject({
    complaintFeedbackType: 'abuse',
    complainedRecipients: [{ emailAddress: 'complaint@simulator.amazonses.com' }],
  })
})

test('the simulator’s suppressed, absent and successful readers', async () => {
  const events = await eventsOf(
    'suppressionlist@simulator.amazonses.com',
    'ooto@simulator.amazonses.com',
    'success@simulator.amazonses.com',
  )
  expect(events.map(({ eventType }) => eventType)).toEqual(['Send', 'Delivery', 'Bounce'])
  expect(events[1]!.delivery!.recipients).toHaveLength(2)
  expect(events[2]!.bounce).toMatchObject({ bounceType: 'Permanent', bounceSubType: 'Suppressed' })
})

test.each([
  ['success+delayed.1', ['Send', 'DeliveryDelay', 'Delivery']],
  ['bounce+full.1', ['Send', 'DeliveryDelay', 'Bounce']],
  ['success+opened', ['Send', 'Delivery', 'Open']],
  ['success+clicked', ['Send', 'Delivery', 'Open', 'Click']],
  ['success+unsubscribed', ['Send', 'Delivery', 'Subscription']],
])('a label has the simulator do what AWS’s cannot: %s', async (name, types) => {
  const events = await eventsOf(`${name}@simulator.amazonses.com`)
  expect(events.map(({ eventType }) => eventType)).toEqual(types)
  const last = events.at(-1)!
  const parts: Record<string, object> = {
    Delivery: { delivery: { recipients: [`${name}@simulator.amazonses.com`] } },
    Bounce: { bounce: { bounceType: 'Transient', bounceSubType: 'MailboxFull' } },
    Open: { open: { isBotEvent: 'Unlikely' } },
    Click: { click: { link: 'https://example.org/' } },
    Subscription: { subscription: { newTopicPreferences: { unsubscribeAll: true } } },
  }
  expect(last).toMatchObject(parts[last.eventType]!)
})

test('a virus is accepted and then rejected', async () => {
  await send(text({}, 'X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'), {
    ConfigurationSetName: 'mail',
  })
  await ses.end()
  expect(published.map(({ event }) => event.eventType)).toEqual(['Send', 'Reject'])
})

test('an event that nobody can take is tried again, then told as a problem', async () => {
  await end()
  let attempts = 0
  const failing = async () => {
    attempts++
    throw new Error('closed')
  }
  await begin({
    publish: failing,
    configurationSets: () => [{ name: 'mail', destinations: [{ topicArn: topic, eventTypes: ['SEND'] }] }],
  })
  await send(text(), { ConfigurationSetName: 'mail' })
  await ses.end()
  expect(attempts).toBe(3)
  expect(problems).toMatchObject([{ kind: 'undeliverable' }])
})

test.each<[string, () => Promise<unknown>, string, RegExp]>([
  [
    'a sender who is not verified',
    () => send(text({ From: 'a@bad.net' }), { Source: 'a@bad.net' }),
    'MessageRejected',
    /failed the check in region US-EAST-1: a@bad.net$/,
  ],
  ['a From that is not verified', () => send(text({ From: 'a@bad.net' })), 'MessageRejected', /a@bad.net/],
  [
    'another address of a verified address’s domain',
    () => send(text({ From: 'b@other.org' })),
    'MessageRejected',
    /b@other.org/,
  ],
  [
    'a configuration set that is not there',
    () => send(text(), { ConfigurationSetName: 'no' }),
    'ConfigurationSetDoesNotExistException',
    /no/,
  ],
  [
    '51 recipients',
    () => send(text(), { Destinations: Array.from({ length: 51 }, (_, n) => `r${n}@there.org`) }),
    'InvalidParameterValue',
    /50/,
  ],
  [
    'no recipient',
    () => send(Buffer.from('From: a@example.com\r\n\r\n'), { Destinations: [] }),
    'InvalidParameterValue',
    /'To'/,
  ],
  ['no From', () => send(Buffer.from('Subject: x\r\n\r\nbody')), 'InvalidParameterValue', /'From'/],
  [
    'a header twice',
    () => send(Buffer.concat([Buffer.from('List-Unsubscribe: <a>\r\nlist-unsubscribe: <b>\r\n'), text()])),
    'InvalidParameterValue',
    /Duplicate/,
  ],
  ['a line over 1,000 characters', () => send(text({}, 'x'.repeat(999))), 'InvalidParameterValue', /1000/],
  [
    'a message over 10 MB',
    () => send(text({}, 'x'.repeat(99).concat('\r\n').repeat(105_000))),
    'InvalidParameterValue',
    /10485760/,
  ],
  [
    'a tag with a space',
    () => send(text(), { Tags: [{ Name: 'a b', Value: 'c' }] }),
    'InvalidParameterValue',
    /tag name/,
  ],
  [
    'a domain that is not Punycode',
    () => send(text(), { Destinations: ['a@ü.de'] }),
    'InvalidParameterValue',
    /Domain/,
  ],
  [
    'a local part that is not ASCII',
    () => send(text(), { Destinations: ['ü@there.org'] }),
    'InvalidParameterValue',
    /Local/,
  ],
  [
    'an action that is not here',
    () => client().send(new ListIdentitiesCommand()),
    'InvalidAction',
    /ListIdentities/,
  ],
])('%s is refused', async (_, call, name, message) => {
  await expect(call()).rejects.toMatchObject({ name, message: expect.stringMatching(message) })
  expect(await ses.messages()).toEqual([])
})

test('a line of 998 characters and its CRLF is let through', async () => {
  // A large issue has 10,000 lines; checking them is cheap.
  await send(text({}, `${'x'.repeat(998)}\r\n`.repeat(9_000)))
  expect(await ses.messages()).toHaveLength(1)
})

const overRate = { name: 'Throttling', message: 'Maximum sending rate exceeded.' }

test('over the rate SES throttles at once: there is no burst', async () => {
  await end()
  await begin({ quota: () => ({ max24HourSend: 1000, maxSendRate: 2 }) })
  await send()
  await expect(send()).rejects.toMatchObject(overRate)
  clock += 494
  await expect(send()).rejects.toMatchObject(overRate)
  clock += 6
  await send()
  // Unused time is not saved up.
  clock += 60_000
  await send()
  await expect(send()).rejects.toMatchObject(overRate)
})

test('a call a few milliseconds early gets through, and the next waits as much longer', async () => {
  await end()
  await begin({ quota: () => ({ max24HourSend: 1000, maxSendRate: 10 }) })
  await send()
  clock += 95
  await send()
  clock += 99
  await expect(send()).rejects.toMatchObject(overRate)
  clock += 1
  await send()
})

test('a message to several readers counts as several', async () => {
  await end()
  await begin({ quota: () => ({ max24HourSend: 1000, maxSendRate: 10 }) })
  await send(text(), { Destinations: ['a@there.org', 'b@there.org', 'c@there.org'] })
  clock += 200
  await expect(send()).rejects.toMatchObject(overRate)
  clock += 100
  await send()
})

test('a new account sends 14 a second and 50,000 a day', async () => {
  await end()
  await begin({ quota: undefined })
  await send()
  clock += 60
  await expect(send()).rejects.toMatchObject(overRate)
  clock += 12
  await send()
  expect(await client().send(new GetSendQuotaCommand())).toMatchObject({
    Max24HourSend: 50_000,
    MaxSendRate: 14,
  })
})

test('in the sandbox SES sends one a second and 200 a day, to who is verified and to the simulator', async () => {
  await end()
  await begin({ quota: undefined, sandbox: () => ({ verified: ['reader@there.org', 'friends.org'] }) })
  const to = (...Destinations: string[]) => send(text(), { Destinations })
  await to('reader@there.org')
  clock += 900
  await expect(to('reader@there.org')).rejects.toMatchObject(overRate)
  clock += 100
  await to('any@friends.org')
  clock += 1000
  await to('success@simulator.amazonses.com')
  clock += 1000
  await to('colleague@example.com')
  await expect(to('reader@there.org', 'stranger@there.org')).rejects.toMatchObject({
    name: 'MessageRejected',
    message:
      'Email address is not verified. The following identities failed the check in region US-EAST-1: stranger@there.org',
  })
  expect(await client().send(new GetSendQuotaCommand())).toMatchObject({ Max24HourSend: 200, MaxSendRate: 1 })
})

test.each<[SesFault, number, string, RegExp]>([
  ['sending paused', 400, 'MessageRejected', /^Sending paused for this account/],
  ['account paused', 400, 'AccountSendingPausedException', /disabled/],
  ['unverified identity', 400, 'MessageRejected', /failed the check in region US-EAST-1: news@example.com$/],
  ['no configuration set', 400, 'ConfigurationSetDoesNotExistException', /<mail> does not exist/],
  ['configuration set paused', 400, 'ConfigurationSetSendingPausedException', /<mail>/],
  ['invalid token', 403, 'InvalidClientTokenId', /invalid/],
  ['expired token', 403, 'ExpiredToken', /expired/],
  ['wrong signature', 403, 'SignatureDoesNotMatch', /does not match/],
  ['wrong clock', 403, 'SignatureDoesNotMatch', /^Signature expired/],
  ['request expired', 400, 'RequestExpired', /expired/],
  ['opt-in required', 403, 'OptInRequired', /subscription/],
  ['request timeout', 408, 'RequestTimeout', /./],
  ['too many requests', 429, 'TooManyRequestsException', /./],
  ['unknown', 400, 'PolicyNotSatisfiedException', /./],
])('SES answers “%s” where it is asked to', async (fault, httpStatusCode, name, message) => {
  await end()
  await begin({
    fault: ({ destinations }) => (destinations.includes('reader@there.org') ? fault : undefined),
  })
  await expect(send(text(), { ConfigurationSetName: 'mail' })).rejects.toMatchObject({
    name,
    message: expect.stringMatching(message),
    $metadata: { httpStatusCode },
  })
  // The refused call did not count towards the rate.
  await send(text(), { Destinations: ['other@there.org'] })
  expect((await ses.messages()).map(({ destinations }) => destinations)).toEqual([['other@there.org']])
})

test('every fault is tried above', () => {
  expect(sesFaults).toHaveLength(14)
})

test('a fault may be one sandbox’s own, and of any call', async () => {
  await end()
  await begin({ fault: ({ sandbox }) => (sandbox === 'sandbox-2' ? 'expired token' : undefined) })
  const ask = (sessionToken: string) =>
    new SESClient({
      endpoint: gateway.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'WORKER', secretAccessKey: 'none', sessionToken },
      maxAttempts: 1,
    }).send(new GetSendQuotaCommand())
  await expect(ask('sandbox-2')).rejects.toMatchObject({ name: 'ExpiredToken' })
  await ask('sandbox-1')
})

test('a complaint may say that the mail is no spam', async () => {
  const events = await eventsOf(
    'complaint+not-spam@simulator.amazonses.com',
    'complaint+any@simulator.amazonses.com',
    'complaint@simulator.amazonses.com',
  )
  const complaints = events.flatMap(({ complaint }) => (complaint ? [complaint] : []))
  expect(complaints.map((one) => [one.complaintFeedbackType, one.complainedRecipients])).toEqual([
    ['not-spam', [{ emailAddress: 'complaint+not-spam@simulator.amazonses.com' }]],
    ['abuse', [expect.anything(), { emailAddress: 'complaint@simulator.amazonses.com' }]],
  ])
})

test('the day’s quota counts readers over a rolling day, and not the simulator', async () => {
  await end()
  await begin({ quota: () => ({ max24HourSend: 3, maxSendRate: 1e6 }) })
  await send(text(), { Destinations: ['success@simulator.amazonses.com'] })
  await send(text(), { Destinations: ['a@there.org', 'b@there.org'] })
  await send()
  await expect(send()).rejects.toMatchObject({ name: 'Throttling', message: 'Daily message quota exceeded' })
  await send(text(), { Destinations: ['success@simulator.amazonses.com'] })
  expect(await client().send(new GetSendQuotaCommand())).toMatchObject({
    Max24HourSend: 3,
    MaxSendRate: 1e6,
    SentLast24Hours: 3,
  })
  clock += 24 * 60 * 60 * 1000
  await send()
})

test('the quota itself may be asked about once a second', async () => {
  const ask = () => client().send(new GetSendQuotaCommand())
  await ask()
  clock += 900
  await expect(ask()).rejects.toMatchObject({ name: 'Throttling', message: 'Rate exceeded' })
  clock += 100
  await ask()
})

test('SendEmail makes the message itself', async () => {
  await client().send(
    new SendEmailCommand({
      Source: 'Redaktion <editor@other.org>',
      Destination: { ToAddresses: ['a@there.org'], BccAddresses: ['b@there.org'] },
      Message: {
        Subject: { Data: '第一期' },
        Body: { Text: { Data: '你好' }, Html: { Data: '<p>你好</p>' } },
      },
    }),
  )
  const [message] = await ses.messages()
  expect(message!.destinations).toEqual(['a@there.org', 'b@there.org'])
  const parsed = await simpleParser(message!.raw)
  expect([parsed.subject, parsed.text, parsed.html]).toEqual(['第一期', '你好', '<p>你好</p>'])
})

test('verified identities are known', async () => {
  const ask = new GetIdentityVerificationAttributesCommand({ Identities: ['example.com', 'nobody.net'] })
  const { VerificationAttributes } = await client().send(ask)
  expect(VerificationAttributes).toEqual({ 'example.com': { VerificationStatus: 'Success' } })
})

test('a sender needs its identity and its configuration set, and may be held to an address', async () => {
  const allow = (Resource: string, Condition?: Statement['Condition']) => ({
    Effect: 'Allow' as const,
    Action: 'ses:SendRawEmail',
    Resource,
    Condition,
  })
  statements = [allow(identity)]
  await send()
  await expect(send(text(), { ConfigurationSetName: 'quiet' })).rejects.toMatchObject({
    name: 'AccessDenied',
  })
  expect(problems[0]!.what).toContain('configuration-set/quiet')
  statements.push(allow('arn:aws:ses:us-east-1:000000000000:configuration-set/quiet'))
  await send(text(), { ConfigurationSetName: 'quiet' })
  statements = [allow(identity, { StringLike: { 'ses:FromAddress': 'news@*' } })]
  await send()
  await expect(send(text({ From: 'x@example.com' }))).rejects.toMatchObject({ name: 'AccessDenied' })
})
