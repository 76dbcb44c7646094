import { afterAll, beforeAll, expect, test } from 'vitest'
import { digestOf, doOrResumeMainJob } from '../../cli/start/publish-and-send.ts'
import type { SampleReader } from '../../cli/start/sample-readers.ts'
import { bringIn } from '../../cli/start/sign-up-by-form.ts'
import { localTime } from '../../cli/terminal/format.ts'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

const sampleIssue = 'matrix-64'
const sampleSend = digestOf(sampleIssue)
const sample = {
  issue: sampleIssue,
  files: [],
  languages: ['zh-CN', 'en'],
  readers: [],
  unsound: [],
  timeZone: 'Asia/Shanghai',
}

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())
inSteps()

const aReader = (email: string, then: SampleReader['then']): SampleReader => ({
  email,
  language: 'en',
  topics: [],
  then,
})
const confirming = aReader('ada@readers.example', 'confirms')
const leaving = aReader('farewell@readers.example', 'unsubscribes')
const undecided = aReader('undecided@readers.example', 'does-nothing')

const bringAllIn = async (...readers: SampleReader[]) => {
  const door = { site: service.site, messages: service.cloud.messages }
  for (const reader of readers) await bringIn(door, reader)
}
const kindsTo = async ({ email }: SampleReader) => (await service.mailsTo(email)).map(({ kind }) => kind)

/** What a start says of a send that is there already. */
const startAgain = async ({ cloud, api, token } = service) => {
  const said: string[] = []
  await doOrResumeMainJob(cloud, { api, token }, sample, (line) => said.push(line))
  return said
}

test('readers whom a start that was stopped has brought in are brought in again, with no second mail', async () => {
  await bringAllIn(confirming, leaving, undecided)
  await service.mail(undecided.email, 'confirm')
  await bringAllIn(confirming, leaving, undecided)
  expect(await kindsTo(confirming)).toEqual(['confirm'])
  expect((await kindsTo(leaving)).filter((kind) => kind === 'confirm')).toHaveLength(1)
  expect(await kindsTo(undecided)).toEqual(['confirm'])
})

test('a reader who had only signed up, or only confirmed, goes on from there', async () => {
  const [asked, confirmed] = ['asked@readers.example', 'confirmed@readers.example']
  await bringAllIn(aReader(asked, 'does-nothing'), aReader(confirmed, 'confirms'))
  await service.mail(asked, 'confirm')
  await bringAllIn(aReader(asked, 'confirms'), aReader(confirmed, 'unsubscribes'))
  const link = async (email: string) => service.linkIn(await service.mail(email, 'confirm'), '/confirm')
  expect(await (await fetch(await link(asked))).text()).toContain('/preferences?')
  expect((await fetch(await link(confirmed))).status).toBe(410)
})

test('a send that an earlier start asked for is waited for where it is due soon; otherwise the start goes on', async () => {
  await service.publish(sampleIssue, aSmallIssue(64))
  const far = new Date(Date.now() + 3_600_000).toISOString().replace(/\.\d+/, '.000')
  await service.admin('POST', '/api/sends', { issue: sampleIssue, at: far })
  expect(await startAgain()).toEqual([
    expect.stringContaining(`is scheduled for ${localTime(far, 'Asia/Shanghai')}`),
  ])
  await service.admin('POST', `/api/sends/${sampleSend}/actions`, { action: 'pause' })
  expect(await startAgain()).toEqual([expect.stringContaining('is held')])
  await service.admin('POST', `/api/sends/${sampleSend}/actions`, { action: 'resume' })
  await service.admin('POST', `/api/sends/${sampleSend}/actions`, { action: 'reschedule' })
  expect((await startAgain()).at(-1)).toContain('published and sent by an earlier start')
})

test('after the sample send was cancelled a start goes on', async () => {
  const own = await startService()
  try {
    await own.publish(sampleIssue, aSmallIssue(64))
    const at = new Date(Date.now() + 3_600_000).toISOString()
    await own.admin('POST', '/api/sends', { issue: sampleIssue, at })
    await own.admin('POST', `/api/sends/${sampleSend}/actions`, { action: 'cancel' })
    expect(await startAgain(own)).toEqual([expect.stringContaining('is cancelled')])
  } finally {
    await own.end()
  }
})
