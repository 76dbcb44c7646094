import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Cloud, startCloud } from '../cloud.ts'
import { eventually } from './eventually.ts'
import { closing, synthesiseForeignApp } from './foreign-app.ts'
import { temporaryFolder } from './temporary.ts'

let cloud: Cloud
/** The cloud's clock, which stands still until a test sets it. */
let clock = Date.now()

beforeAll(async () => {
  const assembly = synthesiseForeignApp()
  cloud = await startCloud({ assembly, dir: temporaryFolder('foreign-cloud'), now: () => clock })
}, 300_000)
afterAll(() => cloud?.end())

const orders = async (url = cloud.outputs['Office.Url']!): Promise<string[]> =>
  (await fetch(url)).json() as Promise<string[]>

test('each API and each distribution of the two stacks has an address of its own, and leads to its own routes', async () => {
  const { apis, sites } = cloud.addresses
  const addresses = [apis, sites].map((all) =>
    Object.entries(all).map(([id, url]) => [id.split('.')[0], url]),
  )
  expect(addresses).toEqual([
    ['Shop', 'Office'].map((stack) => [stack, cloud.outputs[`${stack}.Url`]?.replace(/\/orders$/, '')]),
    ['Shop', 'Office'].map((stack) => [stack, cloud.outputs[`${stack}.SiteUrl`]?.replace(/\/orders$/, '')]),
  ])
  expect(new Set(addresses.flat().map(([, url]) => url)).size).toBe(4)
  for (const page of ['Url', 'SiteUrl']) {
    expect(await orders(cloud.outputs[`Office.${page}`])).toEqual([])
    expect((await fetch(cloud.outputs[`Shop.${page}`]!)).status).toBe(404)
  }
})

test('a message through the queue of one stack ends in its table, which the other reads', async () => {
  for (const [page, body] of Object.entries({ Url: 'tea', SiteUrl: 'bread' }))
    expect((await fetch(cloud.outputs[`Shop.${page}`]!, { method: 'POST', body })).status).toBe(202)
  await cloud.idle()
  expect(await orders()).toEqual(['bread', 'tea'])
})

test('what no policy of the app allows is denied, and the problem says who lacks what', async () => {
  expect(cloud.problems()).toEqual([])
  const answer = await fetch(cloud.outputs['Office.Url']!, { method: 'DELETE' })
  expect(await answer.text()).toBe('AccessDeniedException')
  expect(await orders()).toContain('tea')
  expect(cloud.problems()).toMatchObject([
    {
      kind: 'denied',
      where: expect.stringMatching(/^Office\.remove/),
      what: expect.stringMatching(
        /^dynamodb:DeleteItem on Shop\.Orders\w+ \(arn:.*\) was refused because no identity-based policy allows the /,
      ),
    },
  ])
})

test('the schedule fires when the cloud’s clock comes to it', async () => {
  expect(cloud.schedulesFired()).toEqual([])
  clock = closing.getTime()
  await eventually(() => cloud.schedulesFired().length).toBe(1)
  await cloud.idle()
  expect(await orders()).toContain('closed')
})
