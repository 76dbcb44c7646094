import { expect, test } from 'vitest'
import type { DeliveryShown, WebhookShown } from '../../../functions/api/answers/webhooks.ts'
import { type Answers, aConsole, bodyOf } from './a-console.ts'
import { refused } from './people-answers.ts'

const timeZone = 'Asia/Shanghai'
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const webhook: WebhookShown = {
  ...{ id: '0a1b2c3d4e5f', url: 'https://crm.example.org/hook?token=<1>', withAddresses: true },
  ...{ types: ['reader.confirmed', 'a.newer-type'], at: '2031-05-01T00:00:00.000Z', by: 'ada@example.org' },
}
const delivered: DeliveryShown = {
  ...{
    id: `1924473600000-${'a'.repeat(32)}`,
    eventId: `evt_${'a'.repeat(32)}`,
    state: 'given-up',
    tries: 11,
  },
  event: { type: 'reader.confirmed', at: '2031-05-05T00:00:00.000Z', about: 'f'.repeat(32) },
  attempts: [{ at: '2031-05-05T00:00:01.000Z', ms: 120, status: 502, answer: '<b>Bad gateway</b>' }],
}
const answers: Answers = {
  'GET /api/webhooks': () => ({ webhooks: [webhook], timeZone }),
  'POST /api/webhooks': () => ({ webhook, secret, timeZone }),
  'GET /api/webhooks/{webhook}': () => ({ outcome: 'done', value: { webhook, timeZone }, etag: '"3"' }),
  'PUT /api/webhooks/{webhook}': () => ({ webhook, timeZone }),
  'POST /api/webhooks/{webhook}/actions': () => ({ webhook, timeZone }),
  'GET /api/webhooks/{webhook}/deliveries': () => ({
    deliveries: [
      delivered,
      {
        ...delivered,
        state: 'waiting',
        attempts: [{ ...delivered.attempts[0]!, problem: 'timeout' }],
        next: '2031-05-06T08:00:00.000Z',
      },
    ],
    next: delivered.id,
    timeZone,
  }),
}
const path = '/admin/service/webhooks'

test('webhooks are listed by their hosts, without what else their addresses hold', async () => {
  const page = bodyOf(await aConsole({ answers }).get(path))
  for (const text of [
    `<a href="${path}/${webhook.id}">crm.example.org</a>`,
    'a reader confirmed',
    'a.newer-type',
  ])
    expect(page).toContain(text)
  expect(page).not.toContain('token')
})

test('one is made with what was chosen, and its secret is shown once', async () => {
  const { post, get, calls } = aConsole({ answers })
  const form = { url: webhook.url, types: ['reader.confirmed', 'send.held'], withAddresses: 'yes' }
  const made = await post(path, form)
  expect(made).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } })
  expect(bodyOf(made)).toContain(secret)
  expect(calls[0]?.given.body).toEqual({ ...form, withAddresses: true })
  expect(bodyOf(await get(path))).not.toContain(secret)
  await post(path, { url: webhook.url, types: 'send.held' })
  expect(calls.at(-1)?.given.body).toEqual({ url: webhook.url, types: ['send.held'], withAddresses: false })
})

test('what is refused keeps what was typed and chosen', async () => {
  const { post } = aConsole({
    answers: {
      ...answers,
      'POST /api/webhooks': () => refused(400, { field: 'url', message: 'is not https' }),
    },
  })
  const page = bodyOf(await post(path, { url: 'http://"crm', types: 'send.held' }))
  for (const text of ['url: is not https', 'value="http://&quot;crm"', 'value="send.held" checked'])
    expect(page).toContain(text)
})

test('a webhook’s page shows its log, with a button to tell again what is over', async () => {
  const page = bodyOf(await aConsole({ answers }).get(`${path}/${webhook.id}`))
  for (const text of ['given up', '502', '&lt;b&gt;Bad gateway', 'token=&lt;1&gt;', `?after=${delivered.id}`])
    expect(page).toContain(text)
  expect(page.match(/value="replay"/g)).toHaveLength(1)
})

test('its buttons lead to what they did; a secret that is renewed is shown once', async () => {
  const { post, calls } = aConsole({ answers })
  const act = async (action: string, more = {}) => post(`${path}/${webhook.id}`, { action, ...more })
  expect((await act('test')).headers?.location).toBe(`${path}/${webhook.id}?done=test`)
  expect((await act('remove')).headers?.location).toBe(`${path}?done=remove`)
  await act('replay', { delivery: delivered.id })
  expect(calls.at(-1)?.given.body).toEqual({ action: 'replay', delivery: delivered.id })
  const renewed = aConsole({
    answers: {
      ...answers,
      'POST /api/webhooks/{webhook}/actions': () => ({ webhook, secret, timeZone }),
    },
  })
  expect(bodyOf(await renewed.post(`${path}/${webhook.id}`, { action: 'new-secret' }))).toContain(secret)
})

test('who is no owner sees nothing of it', async () => {
  expect(bodyOf(await aConsole({ answers, role: 'sender' }).get('/admin/service'))).not.toContain(path)
})

test('whether all is told, also of later versions, is chosen and never taken for granted', async () => {
  const { get, post, calls } = aConsole({ answers })
  const page = bodyOf(await get(path))
  for (const which of ['all', 'some']) expect(page).toContain(`name="which" value="${which}" required>`)
  const sent = async (form: Record<string, string>) => {
    await post(path, { url: webhook.url, ...form })
    const { given } = calls.findLast(({ route }) => route === 'POST /api/webhooks')!
    return (given.body as { types: string[] }).types
  }
  expect(await sent({ which: 'all', types: 'send.held' })).toEqual(['*'])
  expect(await sent({ which: 'some' })).toEqual([])
  const toldAll = aConsole({
    answers: {
      ...answers,
      'GET /api/webhooks': () => ({ webhooks: [{ ...webhook, types: ['*'] }], timeZone }),
    },
  })
  expect(bodyOf(await toldAll.get(path))).toContain('also what later versions tell of')
})

test('a webhook is changed as it was seen: its form holds how it stands, and its tag', async () => {
  const { get, post, calls } = aConsole({ answers })
  const page = bodyOf(await get(`${path}/${webhook.id}`))
  for (const text of [
    'name="etag" value="&quot;3&quot;"',
    'value="some" required checked',
    'value="reader.confirmed" checked',
  ])
    expect(page).toContain(text)
  const form = {
    action: 'edit',
    etag: '"3"',
    url: webhook.url,
    description: 'CRM',
    which: 'some',
    types: ['send.held'],
  }
  expect((await post(`${path}/${webhook.id}`, form)).headers?.location).toBe(
    `${path}/${webhook.id}?done=edit`,
  )
  expect(calls.at(-1)).toMatchObject({
    route: 'PUT /api/webhooks/{webhook}',
    given: {
      id: webhook.id,
      ifMatch: '"3"',
      body: { url: webhook.url, description: 'CRM', types: ['send.held'], withAddresses: false },
    },
  })
})

test('who changes a webhook that somebody else has changed sees both versions, and may save theirs over it', async () => {
  const { post } = aConsole({
    answers: {
      ...answers,
      'PUT /api/webhooks/{webhook}': () => refused(412, { field: 'If-Match', message: 'changed' }),
    },
  })
  const form = {
    action: 'edit',
    etag: '"2"',
    url: 'https://mine.example.org/',
    which: 'some',
    types: 'send.held',
  }
  const reply = await post(`${path}/${webhook.id}`, form)
  expect(reply.statusCode).toBe(412)
  const page = bodyOf(reply)
  for (const text of [
    'As it stands',
    'a reader confirmed',
    'As you typed it',
    'a send stands still',
    '<details open>',
  ])
    expect(page).toContain(text)
  expect(page).toContain('name="url" value="https://mine.example.org/"')
  // Saved once more it is over what was seen now.
  expect(page).toContain('name="etag" value="&quot;3&quot;"')
})

test('what is wrong in a change is said above its form, which keeps what was typed', async () => {
  const { post } = aConsole({
    answers: {
      ...answers,
      'PUT /api/webhooks/{webhook}': () => refused(400, { field: 'url', message: 'is not https' }),
    },
  })
  const form = { action: 'edit', url: 'http://crm', which: 'all' }
  const page = bodyOf(await post(`${path}/${webhook.id}`, form))
  for (const text of ['url: is not https', 'value="http://crm"', '<details open>'])
    expect(page).toContain(text)
})
