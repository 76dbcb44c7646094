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
  'GET /api/webhooks/{webhook}': () => ({ webhook, timeZone }),
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
