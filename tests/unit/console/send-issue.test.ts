import { expect, test } from 'vitest'
import type { StatusAnswer } from '../../../functions/api/answers/statuses.ts'
import { type Answers, aConsole, bodyOf } from './a-console.ts'
import { issueAnswers } from './issue-answers.ts'
import { aStatus } from './some-answers.ts'

const path = '/admin/issues/matrix-64/send'

/** The hidden fields and what else a form holds, as a browser sends it back. */
const fieldsIn = (page: string): Record<string, string> =>
  Object.fromEntries(
    [...page.matchAll(/<input type="hidden" name="([\w-]+)" value="([^"]*)">/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll('&quot;', '"'),
    ]),
  )

const routesOf = (calls: ReturnType<typeof aConsole>['calls']) => calls.map(({ route }) => route)

const standing = (changes: Partial<StatusAnswer['send']>): Answers => ({
  ...issueAnswers,
  'GET /api/sends/{send}': () => aStatus({ state: 'cancelled', send: { ...aStatus().send, ...changes } }),
})

test('the form offers what the issue and the publication have', async () => {
  const { get } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await get(path))
  for (const part of ['value="zh-CN"', 'value="frontier"', 'students: field:role=student', 'Asia/Shanghai'])
    expect(page).toContain(part)
})

test('who may not send neither sees the form nor sends by it', async () => {
  const { get, post, calls } = aConsole({ answers: issueAnswers, role: 'editor' })
  expect(bodyOf(await get(path))).toContain('Your role does not allow this')
  expect(bodyOf(await post(path, { when: 'now', typed: '4982' }))).toContain('Your role does not allow this')
  expect(calls).toEqual([])
})

test('a rehearsal says how many get it, who does not and why, for how long, and at what price, and sends nothing', async () => {
  const { post, calls } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await post(path, { when: 'now' }))
  for (const part of ['4,982', 'Chinese 4,282', 'have unsubscribed', '210', '7 min', '46,880', '$0.50'])
    expect(page).toContain(part)
  expect(routesOf(calls)).not.toContain('POST /api/sends')
})

test('the number typed as it is counted once more sends what was rehearsed', async () => {
  const { post, calls } = aConsole({ answers: issueAnswers })
  const chosen = { when: 'at', at: '2031-05-08T09:00', languages: 'en', segment: 'students' }
  const page = bodyOf(await post(path, chosen))
  const asked = {
    issue: 'matrix-64',
    at: '2031-05-08T09:00',
    filter: { languages: ['en'] },
    segment: 'students',
  }
  expect(calls.find(({ route }) => route === 'POST /api/sends/audience')?.given.body).toEqual({
    ...asked,
    from: 0,
  })
  const answer = await post(path, { ...fieldsIn(page), typed: ' 4,982' })
  expect(answer.headers?.location).toBe('/admin/sends/matrix-64--digest?done=asked')
  expect(calls.at(-1)).toMatchObject({ route: 'POST /api/sends', given: { body: asked } })
  expect(routesOf(calls).filter((route) => route === 'POST /api/sends/audience')).toHaveLength(2)
})

test.each(['4,983', '0', 'yes', '4982.0'])(
  '%s typed instead sends nothing, and the number is shown again',
  async (typed) => {
    const { post, calls } = aConsole({ answers: issueAnswers })
    const page = bodyOf(await post(path, { when: 'now', typed }))
    expect(page).toContain(`You typed ${typed}, and it would go to 4,982 readers now`)
    expect(routesOf(calls)).not.toContain('POST /api/sends')
  },
)

test('a time that is not given is not now', async () => {
  const { post, calls } = aConsole({ answers: issueAnswers })
  for (const when of ['at', 'own'])
    expect(bodyOf(await post(path, { when, at: '', typed: '4982' }))).toContain('Give the day and the time')
  expect(routesOf(calls)).not.toContain('POST /api/sends/audience')
  expect((await post(path, { when: 'whenever' })).statusCode).toBe(404)
  expect(routesOf(calls)).not.toContain('POST /api/sends')
})

test('what the API refuses is shown above the form, which keeps what was chosen', async () => {
  const { post } = aConsole({
    answers: {
      ...issueAnswers,
      'POST /api/sends/audience': () => ({
        outcome: 'refused',
        status: 400,
        problems: [
          { field: 'at', message: 'is in the past: give a later time, or leave it out to send now' },
        ],
      }),
    },
  })
  const page = bodyOf(await post(path, { when: 'at', at: '2030-01-01T09:00', topics: 'frontier' }))
  expect(page).toContain('is in the past')
  expect(page).toContain('value="2030-01-01T09:00"')
  expect(page).toContain('value="frontier" checked')
})

test('many readers are counted over several visits, by the segment as the first found it, each adding to the last', async () => {
  const rule = { got: 'matrix-63' }
  const { post, calls } = aConsole({
    answers: {
      ...issueAnswers,
      'POST /api/sends/audience': ({ body }) => {
        const { from } = body as { from: number }
        return {
          languages: { en: 1_000 },
          excluded: { paused: 10 },
          when: {},
          segment: { name: 'loyal', rule },
          ...(from < 240 && { next: from + 16 }),
          timeZone: 'Asia/Shanghai',
        }
      },
    },
  })
  let page = bodyOf(await post(path, { when: 'now', segment: 'loyal' }))
  expect(page).toContain('hx-trigger="load"')
  expect(calls.filter(({ route }) => route === 'POST /api/sends/audience')).toHaveLength(4)
  for (let visits = 1; visits < 4; visits += 1) page = bodyOf(await post(path, fieldsIn(page)))
  expect(page).toContain('16,000')
  expect(page).toContain('160')
  const counts = calls.filter(({ route }) => route === 'POST /api/sends/audience')
  expect(counts.map(({ given }) => (given.body as { from: number }).from)).toEqual(
    Array.from({ length: 16 }, (_, call) => 16 * call),
  )
  expect(counts.slice(1).map(({ given }) => (given.body as { segment: unknown }).segment)).toEqual(
    Array.from({ length: 15 }, () => ({ name: 'loyal', rule })),
  )
})

test('sums that somebody wrote by hand send nothing', async () => {
  const { post, calls } = aConsole({ answers: issueAnswers })
  const soFar = JSON.stringify({ next: 256, languages: { en: -1 }, excluded: {} })
  expect(bodyOf(await post(path, { when: 'now', 'so-far': soFar, typed: '1' }))).toContain('nothing was sent')
  expect(calls.find(({ route }) => route === 'POST /api/sends/audience')?.given.body).toMatchObject({
    from: 0,
  })
})

test('who is warmed up sees the days, and may say that mailbox providers know the domain', async () => {
  const { post, calls } = aConsole({
    answers: {
      ...issueAnswers,
      'POST /api/sends/audience': () => ({
        languages: { en: 3_500 },
        excluded: {},
        when: {},
        lately: 0,
        timeZone: 'Asia/Shanghai',
      }),
    },
  })
  const page = bodyOf(await post(path, { when: 'now' }))
  for (const part of ['Over 3 days', '500', '1,000', '2,000', 'May 8, 2031']) expect(page).toContain(part)
  await post(path, { ...fieldsIn(page), typed: '3500', allAtOnce: 'yes' })
  expect(calls.at(-1)).toMatchObject({
    route: 'POST /api/sends',
    given: { body: { issue: 'matrix-64', warmUp: false } },
  })
})

test('a send that is there already is shown instead of made anew, and another purpose is offered', async () => {
  const { get, post, calls } = aConsole({
    answers: { ...issueAnswers, 'GET /api/sends/{send}': () => aStatus() },
  })
  const page = bodyOf(await get(path))
  expect(page).toContain('matrix-64--digest was asked for already')
  expect(page).toContain('name="purpose"')
  expect(bodyOf(await post(path, { when: 'now', typed: '4982' }))).toContain('was asked for already')
  expect(routesOf(calls)).not.toContain('POST /api/sends/audience')
})

test('a send that was cancelled before it began is asked for anew by who was told so', async () => {
  const cancelledAt = '2031-05-06T06:52:00.000Z'
  const { get, post, calls } = aConsole({ answers: standing({ frozen: undefined, cancelledAt }) })
  expect(bodyOf(await post(path, { when: 'now', typed: '4982' }))).toContain('was cancelled May 6, 2031')
  expect(routesOf(calls)).not.toContain('POST /api/sends')
  const rehearsed = bodyOf(await post(path, { ...fieldsIn(bodyOf(await get(path))), when: 'now' }))
  await post(path, { ...fieldsIn(rehearsed), typed: '4982' })
  expect(calls.at(-1)).toMatchObject({
    route: 'POST /api/sends',
    given: { body: { issue: 'matrix-64', anew: cancelledAt } },
  })
})

test('one that was for some readers does not go to everybody, because nothing was said of them', async () => {
  const cancelledAt = '2031-05-06T06:52:00.000Z'
  const { post, calls } = aConsole({
    answers: standing({ frozen: undefined, cancelledAt, filter: { languages: ['en'] } }),
  })
  const page = bodyOf(await post(path, { when: 'now', anew: cancelledAt, typed: '4982' }))
  expect(page).toContain('say again for whom')
  expect(routesOf(calls)).not.toContain('POST /api/sends')
})

test('one that had begun goes on for whom the cancel left out, and their number is typed', async () => {
  const { get, post, calls } = aConsole({ answers: standing({ cancelledAt: '2031-05-06T06:57:00.000Z' }) })
  const page = bodyOf(await get(path))
  expect(page).toContain('3,120 have it')
  expect(page).toContain('1,802')
  expect(bodyOf(await post(path, { ...fieldsIn(page), typed: '5000' }))).toContain('it is for 1,802 readers')
  expect(routesOf(calls)).not.toContain('POST /api/sends')
  await post(path, { ...fieldsIn(page), typed: '1,802' })
  expect(calls.at(-1)?.given.body).toEqual({ issue: 'matrix-64', anew: '2031-05-06T06:57:00.000Z' })
})

test('nobody is no number to send to', async () => {
  const { post, calls } = aConsole({
    answers: {
      ...issueAnswers,
      'POST /api/sends/audience': () => ({
        languages: {},
        excluded: { pending: 3 },
        when: {},
        timeZone: 'Asia/Shanghai',
      }),
    },
  })
  expect(bodyOf(await post(path, { when: 'now', typed: '0' }))).toContain('nothing to send')
  expect(routesOf(calls)).not.toContain('POST /api/sends')
})
