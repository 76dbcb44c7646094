import { DynamoDBClient, ScanCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { perInbox } from '../../functions/subscription/limits/sign-up-limits.ts'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())
inSteps()

const host = 'https://www.example.org'
const json = (body: string, language = 'en', origin = host) =>
  fetch(`${service.site}/subscribe`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'accept-language': language, origin },
  })

test('the form is in the reader’s language', async () => {
  const of = async (language: string) =>
    (await fetch(`${service.site}/subscribe`, { headers: { 'accept-language': language } })).text()
  expect(await of('zh-CN,zh;q=0.9')).toContain('<html lang="zh-CN"')
  expect(await of('en-GB')).toContain('<html lang="en"')
  expect(await of('fr')).toContain('<html lang="zh-CN"')
})

test.each([
  ['no address', { email: '' }],
  ['half an address', { email: 'nobody@' }],
  ['a header in the address', { email: 'a@example.org\r\nBcc: b@example.org' }],
  ['two addresses', { email: 'a@example.org, b@example.org' }],
])('a form with %s is answered with 400 and the field', async (_, fields) => {
  const answer = await service.signUp({ language: 'en', ...fields }, { 'accept-language': 'en' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toMatch(/name="email"[^>]*aria-/)
})

test('bad JSON is answered with 400; a bad field by its name, in the reader’s language', async () => {
  expect((await json('{ not json')).status).toBe(400)
  const answer = await json(JSON.stringify({ email: 'a@example.org', topics: ['nonsense'] }), 'zh-CN')
  expect(answer.status).toBe(422)
  const { problems } = (await answer.json()) as { problems: { field: string; message: string }[] }
  expect(problems[0]?.field).toBe('topics')
  expect(problems[0]?.message).toMatch(/\p{Script=Han}/u)
})

test('nothing in the answer tells whether an address is known', async () => {
  const signUp = () => service.signUp({ email: 'known@example.org', language: 'en' })
  const first = await (await signUp()).text()
  await service.press(
    service.linkIn(await service.mail('known@example.org', 'confirm'), '/confirm'),
    '/confirm',
  )
  const second = await (await signUp()).text()
  const stranger = await (await service.signUp({ email: 'new@example.org', language: 'en' })).text()
  expect(second).toBe(first)
  // Alike but for the address that each has typed.
  expect(stranger.replace('>new<', '>known<').replace('"new@', '"known@')).toBe(first)
})

test('forged, altered and missing links say so and change nothing', async () => {
  await service.signUp({ email: 'target@example.org', language: 'en' })
  const link = service.linkIn(await service.mail('target@example.org', 'confirm'), '/confirm')
  const altered = link.replace(/token=(.)/, (_, letter) => `token=${letter === 'A' ? 'B' : 'A'}`)
  for (const url of [altered, `${service.site}/confirm?token=nonsense`, `${service.site}/confirm`]) {
    const answer = await fetch(url)
    expect(answer.status, url).toBe(400)
    expect(await answer.text()).toContain('<main')
    expect((await service.post(url, {})).status).toBe(400)
  }
  const token = new URL(link).searchParams.get('token')!
  expect((await service.post('/unsubscribe', { token })).status).toBe(400)
  expect((await fetch(link)).status).toBe(200)
  for (const _ of ['first', 'again']) expect((await service.post('/confirm', { token })).status).toBe(200)
})

test('preferences can be changed by a link', async () => {
  await service.signUp({ email: 'chooser@example.org', language: 'en' })
  const confirm = service.linkIn(await service.mail('chooser@example.org', 'confirm'), '/confirm')
  const link = await service.linkOn(await service.press(confirm, '/confirm'), '/preferences')
  const saved = await service.press(link, '/preferences', { language: 'zh-CN', topics: ['views'] })
  expect(saved.status).toBe(200)
  const again = await (await fetch(link)).text()
  expect(again).toMatch(/value="views"[^>]*checked/)
  expect(again).not.toMatch(/value="focus"[^>]*checked/)
  const told = await service.mail('chooser@example.org', 'changed')
  expect(await (await service.press(link, '/preferences', { pause: 'quarter' })).text()).toContain(
    'value="end"',
  )
  await service.mail('chooser@example.org', 'paused')
  expect(await (await service.press(link, '/preferences', { pause: 'end' })).text()).not.toContain(
    'value="end"',
  )
  const leave = service.linkIn(told, '/unsubscribe')
  expect(await (await service.press(leave, '/unsubscribe', { pause: 'quarter' })).text()).toContain(
    'value="end"',
  )
  expect((await service.press(leave, '/unsubscribe')).status).toBe(200)
  expect(service.linkIn(await service.mail('chooser@example.org', 'goodbye'), '/subscribe')).toContain(
    'language=zh-CN',
  )
})

test('a reader moves to another address by a link that is mailed there, and is found by every link of before', async () => {
  const [email, other] = ['mover@example.org', 'mover@example.com']
  await service.signUp({ email, language: 'en' })
  const confirm = service.linkIn(await service.mail(email, 'confirm'), '/confirm')
  const link = await service.linkOn(await service.press(confirm, '/confirm'), '/preferences')
  const refused = await service.press(link, '/preferences/address', { address: 'mover' })
  expect([refused.status, await refused.text()]).toEqual([400, expect.stringContaining('address-problem')])
  expect((await service.press(link, '/preferences/address', { address: other })).status).toBe(202)
  const move = service.linkIn(await service.mail(other, 'move'), '/preferences/move')
  expect(move).not.toContain('mover')
  expect(await (await fetch(move)).text()).toContain('action="/preferences/move"')
  expect(await (await fetch(link)).text()).toContain('m•••<wbr>@e•••.org')
  for (const _ of ['first', 'again'])
    expect((await service.press(move, '/preferences/move').catch(() => fetch(move))).status).toBe(200)
  expect(await (await fetch(link)).text()).toContain('m•••<wbr>@e•••.com')
  const leave = service.linkIn(await service.mail(email, 'moved'), '/unsubscribe')
  expect((await service.press(leave, '/unsubscribe')).status).toBe(200)
  await service.mail(other, 'goodbye')
})

test('a form of another site comes back from ours, filled in, and then its visitor goes home', async () => {
  const email = 'visitor@example.org'
  const page = await service.post('/subscribe?language=en', {
    email,
    language: 'en',
    return: `${host}/thanks`,
  })
  expect(page.status).toBe(200)
  const body = await page.text()
  expect(body).toContain(`value="${email}"`)
  expect(await service.mailsTo(email)).toEqual([])
  const token = /name="token" value="([^"]*)"/.exec(body)![1]!
  const back = /name="return" value="([^"]*)"/.exec(body)![1]!
  const done = await service.post('/subscribe?language=en', { email, language: 'en', token, return: back })
  expect([done.status, done.headers.get('location')]).toEqual([303, `${host}/thanks`])
  await service.mail(email, 'confirm')
  // Chromium follows a form's answer to where the policy lets forms go, and to nowhere else.
  expect(page.headers.get('content-security-policy')).toContain(`form-action 'self' ${host}`)
})

test('a listed site’s script signs up by JSON, after its browser has asked', async () => {
  const asks = (origin: string) =>
    fetch(`${service.site}/subscribe`, {
      method: 'OPTIONS',
      headers: { origin, 'access-control-request-method': 'POST' },
    })
  const allowed = await asks(host)
  expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([204, host])
  expect((await asks('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull()
  const foreign = await json('{"email":"script@example.org"}', 'en', 'https://evil.example')
  expect([foreign.status, await foreign.json()]).toMatchObject([422, { problems: [{ field: 'origin' }] }])
  const answer = await json(JSON.stringify({ email: 'script@example.org', language: 'en' }))
  expect([answer.status, await answer.json()]).toEqual([202, { outcome: 'check-inbox' }])
  expect(answer.headers.get('access-control-allow-origin')).toBe(host)
  expect((await service.mail('script@example.org', 'confirm')).parsed.text).not.toContain('www.example.org')
})

test.each([
  ['DELETE', '/subscribe', {}, undefined, 405],
  ['PUT', '/unsubscribe', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1', 405],
  ['GET', '/subscribe/nowhere', {}, undefined, 404],
  ['POST', '/confirmed', {}, 'a=1', 404],
  ['POST', '/subscribe', { 'content-type': 'text/plain' }, 'email=a@example.org', 415],
  [
    'POST',
    '/subscribe',
    { 'content-type': 'application/x-www-form-urlencoded' },
    'email=%ff@example.org',
    400,
  ],
  ['POST', '/subscribe', { 'content-type': 'application/x-www-form-urlencoded' }, 'a'.repeat(200_000), 413],
  ['POST', '/preferences', { 'content-type': 'multipart/form-data; boundary=x' }, '--x', 400],
])('%s %s with %j is answered in words', async (method, path, headers, body, status) => {
  const answer = await fetch(`${service.site}${path}`, {
    method,
    headers: { 'accept-language': 'en', ...(headers as Record<string, string>) },
    ...(body !== undefined && { body }),
  })
  expect(answer.status).toBe(status)
  const page = await answer.text()
  expect(page).toContain('<html lang="en"')
  expect(page).toContain('<h1>')
  if (status === 405) expect(answer.headers.get('allow')).toContain('GET, HEAD, POST')
})

test('an inbox has its share of mails, by however many addresses it is written to, and nobody is told', async () => {
  const emails = Array.from({ length: 10 }, (_, number) => `victim+${number}@example.org`)
  const answers = await Promise.all(emails.map((email) => service.signUp({ email, language: 'en' })))
  expect(answers.map(({ status }) => status)).toEqual(emails.map(() => 202))
  const mailed = (await service.cloud.messages()).filter(({ destinations }) =>
    destinations.some((address) => address.startsWith('victim+')),
  )
  expect(mailed.length).toBeGreaterThan(0)
  // Twice as many when an hour ends in between.
  expect(mailed.length).toBeLessThanOrEqual(2 * perInbox.hour)
})

test('a network that has had its hour is turned away with a time to come back, and mails nobody', async () => {
  const { addresses, region, credentials, resources, messages } = service.cloud
  const database = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const TableName = resources.get('SubscriptionsSignUps')!.physicalId
  await service.signUp({ email: 'last@example.org', language: 'en' })
  const { Items: counters = [] } = await database.send(new ScanCommand({ TableName }))
  // An inbox has its hours counted with its day, and of a reader moves are.
  const Items = counters.filter((item) => !Object.keys(item).some((key) => /^h\d\d$|^moves$/.test(key)))
  // One network, whatever a visitor says of himself; an hour of it and a day, or two when one has just begun.
  expect(new Set(Items.map(({ counted }) => counted!.S)).size).toBe(1)
  for (const { counted, window } of Items)
    await database.send(
      new UpdateItemCommand({
        TableName,
        Key: { counted: counted!, window: window! },
        UpdateExpression: 'SET #all = :all',
        ExpressionAttributeNames: { '#all': 'all' },
        ExpressionAttributeValues: { ':all': { N: '1000' } },
      }),
    )
  const before = (await messages()).length
  const answers = await Promise.all(
    Array.from({ length: 8 }, (_, number) =>
      service.signUp(
        { email: `flood-${number}@example.org`, language: 'en' },
        { 'x-forwarded-for': `10.0.${number}.1`, 'accept-language': 'en' },
      ),
    ),
  )
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 429))
  expect(Number(answers[0]!.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await answers[0]!.text()).toContain('Please try again in')
  expect(await messages()).toHaveLength(before)
})

test('no call was denied and no function failed on the way', () => {
  expect(service.cloud.problems()).toEqual([])
})
