import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Service, startService } from './service.ts'

/** What the stage lets through, small enough that a test can use it up. */
const asSlow = { ThrottlingRateLimit: 1, ThrottlingBurstLimit: 20 }
const calls = 300
const leavers = 12

let service: Service
beforeAll(async () => {
  service = await startService({
    change: ({ Resources }) => {
      const stage = Resources.WebStage!.Properties! as {
        DefaultRouteSettings: object
        RouteSettings: Record<string, object>
      }
      stage.DefaultRouteSettings = asSlow
      stage.RouteSettings['GET /api/sends'] = asSlow
    },
  })
})
afterAll(() => service.end())

/** The address that a mailbox posts to, for a reader who has confirmed. */
const oneClickOf = async (email: string): Promise<string> => {
  await service.signUp({ email, language: 'en' })
  const confirmed = await service.press(
    service.linkIn(await service.mail(email, 'confirm'), '/confirm'),
    '/confirm',
  )
  const page = await (await fetch(await service.linkOn(confirmed, '/preferences'))).text()
  const form = (page.match(/<form[\s\S]*?<\/form>/g) ?? []).find((one) =>
    one.includes('action="/unsubscribe'),
  )
  const token = /name="token" value="([^"]*)"/.exec(form ?? '')?.[1]
  return `${service.site}/unsubscribe?token=${token}`
}

test('during a flood of the API every one-click post is heard, and other forms are shown', async () => {
  const url = await oneClickOf('leaver@example.org')
  const flood = Promise.all(
    Array.from({ length: calls }, async () => (await fetch(`${service.api}/api/sends`)).status),
  )
  const posts = await Promise.all(
    Array.from({ length: leavers }, async () => {
      const { status } = await service.post(url, { 'List-Unsubscribe': 'One-Click' })
      return status
    }),
  )
  expect((await flood).filter((status) => status === 429).length).toBeGreaterThan(calls / 2)
  // These have no share of their own: all that is left of the stage's is theirs.
  const shown = await Promise.all(
    Array.from({ length: 5 }, async () => (await fetch(`${service.site}/confirm?token=forged`)).status),
  )
  expect(shown).toEqual([400, 400, 400, 400, 400])
  expect(posts).toEqual(Array.from({ length: leavers }, () => 200))
  service.check()
})
