import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

const admin = 'admin@matrix.example.org'
let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())
inSteps()

const join = async (email: string) => {
  await service.signUp({ email, language: 'en' })
  await service.press(service.linkIn(await service.mail(email, 'confirm'), '/confirm'), '/confirm')
}
const kinds = async (email: string) => (await service.mailsTo(email)).map(({ kind }) => kind)
const cadence = () => service.cloud.fireSchedule('SchedulesCadence')

test('who joins before anything went out gets nothing but the confirmation', async () => {
  await join('early@example.org')
  await service.cloud.idle()
  expect(await kinds('early@example.org')).toEqual(['confirm'])
})

test('who joins later gets what went out last, at once and once, in their language', async () => {
  await service.publish('w-1', aSmallIssue(1))
  await service.admin('POST', '/api/sends', { issue: 'w-1' })
  await service.finished('w-1--digest')
  await join('late@example.org')
  const { parsed, stored } = await service.mail('late@example.org', 'welcome')
  expect(parsed.subject).toBe('News')
  expect(stored.tags.language).toBe('en')
  await service.cloud.idle()
  expect(await kinds('late@example.org')).toEqual(['confirm', 'welcome'])
  const month = new Date().toISOString().slice(0, 7)
  // The sweeper derives the sums of a series.
  service.cloud.fireSchedule('SendingEveryMinute')
  const { audience } = await service.finished(`w-1--welcome-0-${month}`)
  expect(audience).toMatchObject({ candidates: 1, accepted: 1, waiting: 0 })
})

test('the cadence that finds nothing ready tells the administrator, and mails no reader', async () => {
  const before = (await service.cloud.messages()).length
  cadence()
  const { parsed } = await service.mail(admin, 'notice')
  expect(parsed.subject).toMatch(/没有可以发送的期刊/)
  await service.cloud.idle()
  expect(await service.cloud.messages()).toHaveLength(before + 1)
})

test('the cadence sends the issue that is ready, to early and late readers alike', async () => {
  await service.publish('w-2', aSmallIssue(2))
  cadence()
  const { audience } = await service.finished('w-2--digest')
  expect(audience).toMatchObject({ candidates: 2, accepted: 2 })
})

test('no call was denied and no function failed on the way', () => {
  expect(service.cloud.problems()).toEqual([])
})
