import { expect, test } from 'vitest'
import { createCallApi } from '../../../functions/console/call-api.store.ts'
import { pages } from '../../../functions/console/pages.ts'
import { aConsole, bodyOf, now } from './a-console.ts'
import { issueAnswers } from './issue-answers.ts'
import { peopleAnswers } from './people-answers.ts'
import { aStatus, someAnswers } from './some-answers.ts'

const answers = { ...someAnswers, ...issueAnswers, ...peopleAnswers }

/** The forms of a page that post, each as it is written. */
const formsOn = (page: string): string[] =>
  [...page.matchAll(/<form\b[\s\S]*?<\/form>/g)]
    .map(([form]) => form)
    .filter((one) => /method="post"/.test(one))
/** Those of the frame ask the API for nothing. */
const isOfFrame = (form: string) => /action="\/admin\/(language|sign-out)"/.test(form)

test('every form that asks for something has a key of its own', async () => {
  const { get } = aConsole({ answers })
  const keys: string[] = []
  for (const route of Object.keys(pages).filter((one) => one.startsWith('GET '))) {
    const path = `/admin${route.slice(4)}`.replace('{id}', 'matrix-64--digest')
    const forms = formsOn(bodyOf(await get(path))).filter((one) => !isOfFrame(one))
    for (const form of forms) keys.push(/name="once" value="([^"]+)"/.exec(form)?.[1] ?? `none in ${form}`)
  }
  expect(keys.length).toBeGreaterThan(5)
  expect(keys.filter((key) => !key.startsWith('form-key-number-'))).toEqual([])
})

const press = async (fields: Record<string, string>) => {
  const { post, calls } = aConsole({ answers })
  await post('/admin/sends/matrix-64--digest', { action: 'pause', ...fields })
  return calls[0]?.formKey
}

test('the key of a form goes with what is asked for by it, and nothing that is none', async () => {
  expect(await press({ once: 'form-key-number-7' })).toBe('form-key-number-7')
  expect(await press({ once: 'a "key" and more than that' })).toBeUndefined()
  expect(await press({})).toBeUndefined()
})

/** An API that answers each call as is told, the last for ever, and the keys that came. */
const anApi = (...told: [status: number, value: object][]) => {
  const keys: (string | null)[] = []
  const waited: number[] = []
  const callApi = createCallApi({
    url: 'https://api.example',
    edgeKey: 'edge',
    wait: async (ms) => void waited.push(ms),
    fetch: async (_, init) => {
      const [status, value] = told[Math.min(keys.length, told.length - 1)]!
      keys.push(new Headers(init?.headers).get('idempotency-key'))
      return Response.json(value, { status, headers: { 'apigw-requestid': 'their-id' } })
    },
  })
  return { keys, waited, call: callApi('token', '203.0.113.9', 'a-form-key-1234567') }
}
const underWay = {
  ...{ type: '/problems/under-way', title: 't', status: 409, detail: 'd' },
  problems: [{ message: 'still being done' }],
}
const pause = { id: 'm-1--digest', body: { action: 'pause' } }

test('a second press asks for the same act by the same key, and another choice for another', async () => {
  const { call, keys } = anApi([200, { outcome: 'done' }])
  for (const given of [
    pause,
    pause,
    { ...pause, body: { action: 'resume' } },
    { ...pause, id: 'm-2--digest' },
  ])
    await call('POST /api/sends/{send}/actions', given)
  expect(keys[0]).toMatch(/^"[0-9a-f]{64}"$/)
  expect(keys[1]).toBe(keys[0])
  expect(new Set(keys).size).toBe(3)
})

test('while the first press is being done, the second waits for its answer', async () => {
  const { call, waited } = anApi([409, underWay], [409, underWay], [200, { outcome: 'done' }])
  expect(await call('POST /api/sends/{send}/actions', pause)).toEqual({
    outcome: 'done',
    value: { outcome: 'done' },
  })
  expect(waited).toHaveLength(2)
})

test('a press that is not done in that time is told so, with what the log is searched by', async () => {
  const { call, waited } = anApi([409, underWay])
  expect(await call('POST /api/sends/{send}/actions', pause)).toEqual({
    ...{ outcome: 'refused', status: 409, type: 'under-way', request: 'their-id' },
    problems: [{ message: 'still being done' }],
  })
  expect(waited.length).toBeLessThan(20)
})

test('the second press of a send leads to the send that the first asked for', async () => {
  const requestedAt = new Date(now - 2_000).toISOString()
  const asked = (by: string) =>
    aConsole({
      answers: {
        ...answers,
        'GET /api/sends/{send}': () => aStatus({ send: { ...aStatus().send, by, requestedAt } }),
      },
    }).post('/admin/issues/matrix-64/send', { when: 'now', typed: '4982' })
  expect((await asked('ada@example.org')).headers?.location).toBe('/admin/sends/matrix-64--digest?done=asked')
  expect((await asked('bob@example.org')).statusCode).toBe(200)
})
