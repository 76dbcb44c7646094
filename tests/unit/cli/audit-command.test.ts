import { expect, test } from 'vitest'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

test('the log says when, who, what, how it ended and from where', async () => {
  const { env, stores } = await aService()
  const { masthead } = aMachine({ cwd: await aFolder(), env })
  expect((await masthead('audit')).out).toBe('The log has nothing of that')
  await masthead('keys', 'create', 'shop')
  await masthead('keys', 'create', 'shop')
  await masthead('readers', 'erase', 'cid@example.org', '--yes')
  const { action: _, result: __, ...entry } = stores.acts[0]!
  const send = { route: 'POST /api/sends/{send}/actions', about: 'matrix-64--digest' }
  stores.acts.unshift(
    { ...entry, ...send, by: 'bob', role: 'viewer', action: 'pause', result: { at: '', status: 403 } },
    { ...entry, ...send, action: 'cancel', result: { at: '', status: 200, outcome: 'already' } },
    {
      ...{ ...entry, ...send, action: 'reschedule' },
      result: { at: '', status: 200, outcome: 'done', before: { at: '2026-12-10T01:00:00.000Z' }, after: {} },
    },
    { ...entry, route: 'POST /api/sends', about: 'matrix-64', result: { at: '', status: 202 } },
    { ...entry, by: 'key shop', route: 'POST /api/dead-letters', about: 'batches' },
    { ...entry, route: 'POST /api/of/another/version', about: 'it', result: { at: '', status: 500 } },
  )
  const found = async (...args: string[]) => (await masthead('audit', ...args)).out.split('\n').length
  expect(await found('--about', 'matrix-64')).toBe(4)
  expect((await masthead('audit', '--by', 'shop')).out).toContain('redrive batches')
  expect((await masthead('audit', '--about', 'nobody@example.org')).code).toBe(1)
  const { code, out } = await masthead('audit')
  expect(code).toBe(0)
  const at = /^2026-12-01 12:00 \(Asia\/Shanghai\) {2}/
  const lines = out.split('\n').map((line) => line.replace(at, '').replace(/ {2,}/g, ' | '))
  expect(lines).toEqual([
    'bob (viewer) | pause send matrix-64--digest | not allowed | from 203.0.113.0/24',
    'ada (owner) | cancel send matrix-64--digest | nothing to do | from 203.0.113.0/24',
    'ada (owner) | reschedule send matrix-64--digest from 2026-12-10 09:00 (Asia/Shanghai) to at once | done | from 203.0.113.0/24',
    'ada (owner) | ask for send matrix-64 | asked | from 203.0.113.0/24',
    'key shop (owner) | redrive batches | not known: under way, or broken off | from 203.0.113.0/24',
    'ada (owner) | POST /api/of/another/version it | failed (500) | from 203.0.113.0/24',
    expect.stringMatching(/^ada \(owner\) \| erase reader \w{32} \| done \|/),
    expect.stringMatching(/^ada \(owner\) \| make key shop \| refused \(409\): name: is that of a key .* \|/),
    expect.stringMatching(/^ada \(owner\) \| make key shop \(\w{12}\) \| done \|/),
  ])
})

test('a command that the log cannot take says that nothing was done', async () => {
  const { env, stores } = await aService()
  const { masthead } = aMachine({ cwd: await aFolder(), env })
  stores.isLogLost = true
  expect(await masthead('keys', 'create', 'shop')).toMatchObject({
    code: 1,
    errors: expect.stringMatching(
      /^The audit log cannot be written just now, so nothing was done: try again$/,
    ),
  })
})

test('more than a page is fetched, as many as are wanted, and as JSON', async () => {
  const { env } = await aService()
  const { masthead } = aMachine({ cwd: await aFolder(), env })
  for (let at = 0; at < 3; at += 1) await masthead('keys', 'revoke', `k-${at}`)
  const read = async (...args: string[]) => JSON.parse((await masthead('audit', '--json', ...args)).out)
  expect((await read('--last', '2')).entries).toMatchObject([{ about: 'k-2' }, { about: 'k-1' }])
  expect(await read('--about', 'k-0')).toMatchObject({
    entries: [{ by: 'ada', route: 'POST /api/keys/{key}/revoke', about: 'k-0', result: { status: 404 } }],
    timeZone: 'Asia/Shanghai',
  })
  expect((await read('--by', 'bob')).entries).toEqual([])
  expect((await read('--by', 'ADA')).entries).toHaveLength(3)
  expect((await masthead('audit', '--last', '0')).code).toBe(2)
})
