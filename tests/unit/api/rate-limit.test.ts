import { expect, test } from 'vitest'
import { callsAMinute, createRateLimit } from '../../../functions/api/rate-limit.ts'
import type { HttpRequest } from '../../../functions/web/form-http.ts'
import { anApi, call } from '../cli/service.ts'

const noon = Date.parse('2026-12-01T12:00:10Z')
const ada = { by: 'ada@example.org', person: 'sub-1' }

const aLimit = () => {
  const counted = new Map<string, number>()
  const world = { now: noon, counted, isLost: false, troubles: 0 }
  const limit = createRateLimit({
    count: async ({ id }) => {
      if (world.isLost) throw new Error('lost')
      counted.set(id, (counted.get(id) ?? 0) + 1)
      return counted.get(id)!
    },
    now: () => world.now,
    onTrouble: () => {
      world.troubles += 1
    },
  })
  return { world, limit }
}

test('who calls is told how many calls are left, and when it begins anew', async () => {
  const { limit } = aLimit()
  await limit(ada)
  expect(await limit(ada)).toEqual({
    headers: { 'ratelimit-policy': '"minute";q=3000;w=60', ratelimit: '"minute";r=2998;t=50' },
  })
})

test('who calls too often is refused until the minute is over, and nobody else', async () => {
  const { limit, world } = aLimit()
  await limit(ada)
  const [id] = [...world.counted.keys()]
  world.counted.set(id!, callsAMinute - 1)
  expect((await limit(ada)).refusal).toBeUndefined()
  expect(await limit(ada)).toMatchObject({
    headers: { ratelimit: '"minute";r=0;t=50', 'retry-after': '50' },
    refusal: { status: 429, value: { type: '/problems/too-many' } },
  })
  expect((await limit({ by: 'key shop', person: 'sub-1', key: 'k1' })).refusal).toBeUndefined()
  world.now += 50_000
  expect((await limit(ada)).refusal).toBeUndefined()
})

test('no caller is named where it is counted', async () => {
  const { limit, world } = aLimit()
  await limit({ by: 'ada@example.org' })
  expect(JSON.stringify([...world.counted])).not.toContain('ada')
})

test('where nothing can be counted nobody is refused', async () => {
  const { limit, world } = aLimit()
  world.isLost = true
  expect(await limit(ada)).toEqual({ headers: {} })
  expect(world.troubles).toBe(1)
})

test('each answer of the API carries it, a refused call changes nothing', async () => {
  const { handle, stores } = anApi()
  const request = {
    routeKey: 'GET /api/keys',
    headers: {},
    requestContext: {
      authorizer: { lambda: { by: 'ada', role: 'owner' } },
      http: { sourceIp: '203.0.113.7' },
    },
  } as unknown as HttpRequest
  const { headers } = await handle(request)
  expect(headers).toMatchObject({ ratelimit: expect.stringMatching(/^"minute";r=2999;t=\d+$/) })
  for (const id of stores.counted.keys()) stores.counted.set(id, callsAMinute)
  const { status, value } = await call(handle, 'POST /api/keys', { body: { name: 'shop', role: 'viewer' } })
  expect([status, value.type, stores.acts.length]).toEqual([429, '/problems/too-many', 0])
})
