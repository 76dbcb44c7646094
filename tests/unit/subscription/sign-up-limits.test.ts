import { expect, test } from 'vitest'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createSubscribeHttp } from '../../../functions/subscription/forms/subscribe.http.ts'
import { createAdmitMail } from '../../../functions/subscription/limits/inbox-limit.ts'
import { createAdmit } from '../../../functions/subscription/limits/network-limit.ts'
import type { SignUpCounters } from '../../../functions/subscription/limits/sign-up-counters.table.ts'
import { perDomain, perInbox, perNetwork } from '../../../functions/subscription/limits/sign-up-limits.ts'
import { networkName, networkOf, visitorOf } from '../../../functions/subscription/limits/visitor-network.ts'
import { inboxName, inboxOf } from '../../../functions/subscription/states/canonical-inbox.ts'
import { domainName, privateDomainOf } from '../../../functions/subscription/states/private-domain.ts'
import { createSubscribe } from '../../../functions/subscription/states/subscribe.ts'
import { personIn } from '../../../functions/subscription/states/subscriber.ts'
import {
  aRequest,
  aServer,
  aSignUpPost,
  aSite,
  noon,
  someSubscribers,
  theFormTokens,
} from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

/** Counters in memory, by the same rule as the table's: all of a window's names or none. */
const someCounters = () => {
  const numbers = new Map<string, number>()
  let writes = 0
  const counters: Pick<SignUpCounters, 'count' | 'forget'> = {
    count: async (network, { name: window }, names) => {
      writes += 1
      const keyOf = (name: string) => `${network} ${window} ${name}`
      const full = names.find(({ name, atMost }) => (numbers.get(keyOf(name)) ?? 0) >= atMost)
      if (full) return { outcome: 'full', name: full.name }
      for (const { name } of names) numbers.set(keyOf(name), (numbers.get(keyOf(name)) ?? 0) + 1)
      return { outcome: 'counted' }
    },
    forget: async (counted) => {
      for (const key of numbers.keys()) if (key.startsWith(`${counted} `)) numbers.delete(key)
    },
  }
  return { ...counters, writes: () => writes, keys: () => [...numbers.keys()] }
}

/** The form's function, whole but for its database and its mail. */
const aForm = () => {
  const form = { at: noon, mailed: [] as string[], subscribers: someSubscribers(), counters: someCounters() }
  const now = () => form.at
  const admit = createAdmit({ counters: form.counters, now })
  const admitMail = createAdmitMail({ counters: form.counters, now })
  const answer = createSubscribeHttp({
    networkOf: () => undefined,
    site: aSite,
    subscribe: createSubscribe({
      subscribers: form.subscribers,
      idOf,
      now,
      admitMail: async (address) => {
        const domain = privateDomainOf(address)
        return admitMail({
          inbox: await inboxName(inboxOf(address), idOf),
          domain: domain && domainName(domain, 'a secret'),
        })
      },
      mail: async (_, { email }) => {
        form.mailed.push(email)
        return { outcome: 'accepted', id: 'm-1' }
      },
    }),
    tokens: theFormTokens,
    admit: (request) => admit(networkName(networkOf(visitorOf(request, 'the-key')), 'a secret')),
    onOutcome: () => {},
    now,
    wait: async () => {},
  })
  const serve = aServer(answer, failures(aSite))
  const signUpAs = (email: string, from: string, headers = {}) =>
    serve({
      ...aSignUpPost('/subscribe', { email, language: 'en' }, headers),
      requestContext: { http: { method: 'POST', sourceIp: from } },
    } as never)
  const signUp = (number: number, from: string, headers = {}) =>
    signUpAs(`reader-${number}@example.org`, from, headers)
  return Object.assign(form, { signUp, signUpAs })
}

test('of a thousand sign-ups in a second from one network as many are taken as a minute has; nothing is kept of the others', async () => {
  const form = aForm()
  const answers = await Promise.all(
    Array.from({ length: 1_000 }, (_, number) => form.signUp(number, `203.0.113.${number % 256}`)),
  )
  const statuses = Object.groupBy(answers, ({ status }) => status)
  expect(Object.keys(statuses)).toEqual(['202', '429'])
  expect(statuses['202']).toHaveLength(perNetwork.minute)
  expect(form.subscribers.kept.size).toBe(perNetwork.minute)
  expect(form.mailed).toHaveLength(perNetwork.minute)
  const refused = statuses['429']![0]!
  expect(refused.headers['retry-after']).toBe('60')
  expect(refused.body).toContain('Please try again in 1 minute.')
  expect(refused.body).toContain('<html lang="en"')
  expect((await form.signUp(2_000, '203.0.114.1')).status).toBe(202)
})

test('a network has its minute, its hour and its day, and then has to wait for the next', async () => {
  const form = aForm()
  const taken: string[] = []
  let number = 0
  for (let minute = 0; minute < 60 * 10; minute += 1) {
    form.at = noon + minute * 60_000
    for (let second = 0; second < 2; second += 1) {
      const { status, headers } = await form.signUp(number, '203.0.113.9')
      number += 1
      if (status === 202) taken.push(new Date(form.at).toISOString().slice(11, 13))
      else expect(headers['retry-after']).toMatch(/^\d+$/)
    }
  }
  const byHour = Object.values(Object.groupBy(taken, (hour) => hour)).map((all) => all!.length)
  expect(Math.max(...byHour)).toBeLessThanOrEqual(perNetwork.hour)
  expect(taken).toHaveLength(perNetwork.day)
  const { headers } = await form.signUp(0, '203.0.113.9')
  expect(Number(headers['retry-after'])).toBe((Date.parse('2026-12-01T00:00:00Z') - form.at) / 1000)
})

test('a sign-up costs two writes of counters and its mail one, or two at a private domain; a refused one costs one', async () => {
  const form = aForm()
  await form.signUpAs('reader-1@gmail.com', '203.0.113.9')
  expect(form.counters.writes()).toBe(3)
  await form.signUp(1, '203.0.113.9')
  expect(form.counters.writes()).toBe(7)
  await form.signUp(1, '203.0.113.9')
  expect(form.counters.writes()).toBe(9)
  for (let number = 0; number < perNetwork.minute; number += 1) await form.signUp(number, '203.0.113.9')
  const before = form.counters.writes()
  expect((await form.signUp(1, '203.0.113.9')).status).toBe(429)
  expect(form.counters.writes()).toBe(before + 1)
})

test('nothing of an address is kept: not of a visitor’s, and not of whom they sign up', async () => {
  const form = aForm()
  await form.signUp(1, '203.0.113.9')
  for (const key of form.counters.keys()) expect(key).toMatch(/^[0-9a-f]{32} 2026-11-30(T12)? \w{3}$/)
  expect(new Set(form.counters.keys().map((key) => key.slice(0, 32))).size).toBe(3)
  // No inbox is counted under a reader's id.
  expect(inboxName('ada@example.org', idOf)).not.toBe(idOf('ada@example.org'))
  expect(networkName('a', 'one secret')).not.toBe(domainName('a', 'one secret'))
  expect(domainName('a', 'one secret')).not.toBe(domainName('a', 'another'))
  expect(networkName('203.0.113.0/24', 'one secret')).not.toBe(networkName('203.0.113.0/24', 'another'))
})

/** Seventy spellings of one inbox: dots, both domains of Gmail, and tags. */
const spellings = Array.from({ length: 70 }, (_, number) => {
  const dotted = [...'victim'].map((letter, at) => ((number >> at) & 2 ? `${letter}.` : letter)).join('')
  const local = dotted.replace(/\.$/, '')
  return `${local}${number < 60 ? '' : `+${number}`}@${number % 2 ? 'gmail.com' : 'googlemail.com'}`
})

test('seventy spellings of one inbox get three mails in an hour and ten in a day, and nobody is told', async () => {
  const form = aForm()
  const answers = await Promise.all(
    spellings.map((email, number) => form.signUpAs(email, `203.0.${number}.1`)),
  )
  expect(new Set(spellings).size).toBe(70)
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  // Alike but for the address that each has typed.
  const bare = answers.map(({ body }) =>
    body.replace(/<bdi dir="ltr">.*?<\/bdi>/, '').replace(/(name="email" value=")[^"]*/, '$1'),
  )
  expect(new Set(bare).size).toBe(1)
  expect(form.mailed).toHaveLength(perInbox.hour)
  expect(form.subscribers.kept.size).toBe(perInbox.hour)
  for (let hour = 1; hour < 12; hour += 1) {
    form.at = noon + hour * 3_600_000
    for (const [number, email] of spellings.entries()) await form.signUpAs(email, `203.1.${number}.${hour}`)
  }
  expect(form.mailed).toHaveLength(perInbox.day)
  expect((await form.signUpAs('somebody@gmail.com', '203.0.113.9')).status).toBe(202)
  expect(form.mailed).toHaveLength(perInbox.day + 1)
  form.at = noon + 86_400_000
  await form.signUpAs('v.ictim@gmail.com', '203.0.113.9')
  expect(form.mailed).toHaveLength(perInbox.day + 2)
})

test('one private domain gets a hundred mails in an hour and four hundred in a day, whatever stands before the @', async () => {
  const form = aForm()
  let number = 0
  const flood = async (count: number, domain = 'victim.example') => {
    const statuses = new Set<number>()
    for (let at = 0; at < count; at += 1) {
      number += 1
      statuses.add(
        (await form.signUpAs(`any${number}@${domain}`, `203.${number >> 8}.${number % 256}.1`)).status,
      )
    }
    return statuses
  }
  expect(await flood(150)).toEqual(new Set([202]))
  expect(form.mailed).toHaveLength(perDomain.hour)
  // Another domain, and whoever has an address at a provider, are not held up by it.
  await flood(1, 'another.example')
  await flood(perDomain.hour + 1, 'gmail.com')
  expect(form.mailed).toHaveLength(2 * perDomain.hour + 2)
  form.mailed.length = 0
  for (let hour = 1; hour < 6; hour += 1) {
    form.at = noon + hour * 3_600_000
    await flood(120)
  }
  expect(form.mailed).toHaveLength(perDomain.day - perDomain.hour)
})

test('spellings of one inbox are subscribers of their own, each by the address they gave', async () => {
  const form = aForm()
  for (const email of ['ada+a@example.org', 'ada+b@example.org', 'ada@example.org'])
    await form.signUpAs(email, '203.0.113.9')
  expect(form.mailed).toEqual(['ada+a@example.org', 'ada+b@example.org', 'ada@example.org'])
  expect([...form.subscribers.kept.values()].map((row) => personIn(row)?.email)).toEqual(form.mailed)
})

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2::9', '2001:db8:1::/48'],
  ['2001:0DB8:0001:ffff:1:2:3:4', '2001:db8:1::/48'],
  ['2001:db8::1', '2001:db8:0::/48'],
  ['::1', '0:0:0::/48'],
  ['fe80::1%eth0', 'fe80:0:0::/48'],
  ['unknown', 'unknown'],
  ['', 'unknown'],
  ['203.0.113.77:4711', 'unknown'],
  ['a]/b', 'unknown'],
])('%s is of the network %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})

test.each([
  [
    'what CloudFront says of its viewer',
    { 'masthead-edge-key': 'the-key', 'x-forwarded-for': '198.51.100.4, 64.252.0.1' },
    '198.51.100.4',
  ],
  [
    'not what the viewer wrote before',
    { 'masthead-edge-key': 'the-key', 'x-forwarded-for': '10.0.0.1, 198.51.100.4, 64.252.0.1' },
    '198.51.100.4',
  ],
  [
    'the caller himself, who has not CloudFront’s key',
    { 'masthead-edge-key': 'guessed', 'x-forwarded-for': '10.0.0.1, 198.51.100.4, 203.0.113.7' },
    '203.0.113.7',
  ],
  ['the caller himself, when nobody says anything', {}, '203.0.113.7'],
  ['the caller himself, when CloudFront’s word is lost', { 'masthead-edge-key': 'the-key' }, '203.0.113.7'],
])('a visitor is %s', (_, headers, address) => {
  expect(visitorOf(aRequest('POST', '/subscribe', { headers, from: '203.0.113.7' }), 'the-key')).toBe(address)
})

test('a network that is over its limit hears so in JSON as well', async () => {
  const form = aForm()
  const headers = { accept: 'application/json' }
  for (let number = 0; number < perNetwork.minute; number += 1) await form.signUp(number, '203.0.113.9')
  const { status, body, headers: answered } = await form.signUp(0, '203.0.113.9', headers)
  expect([status, answered['retry-after']]).toEqual([429, '60'])
  expect(JSON.parse(body).problems[0]).toMatchObject({ field: 'body', problem: 'tooMany' })
})

test.each(['ada@yandex.com.tr', 'x@ada.fastmail.com', 'ada@googlemail.com'])(
  'of %s a provider has the inbox, under whatever domain',
  (address) => {
    expect(privateDomainOf(address)).toBeUndefined()
  },
)
