import { afterAll, beforeAll, expect, test } from 'vitest'
import { inSteps } from './in-steps.ts'
import { type Service, startService } from './service.ts'
import { aSmallIssue } from './small-issue.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
  for (const name of ['ada', 'grace', 'alan']) {
    const email = `${name}@example.org`
    await service.signUp({ email, language: 'en' })
    await service.press(service.linkIn(await service.mail(email, 'confirm'), '/confirm'), '/confirm')
  }
})
afterAll(() => service.end())
inSteps()

const act = (send: string, body: object) => service.admin('POST', `/api/sends/${send}/actions`, body)
const stateOf = async (send: string) => (await service.admin('GET', `/api/sends/${send}`)).value.state
const digests = async (email: string) =>
  (await service.mailsTo(email)).filter(({ kind }) => kind === 'digest').length

/** A send that is due in a moment, so that something can be done to it before it begins. */
const aSendSoon = async (number: number) => {
  await service.publish(`c-${number}`, aSmallIssue(number))
  const at = new Date(service.soon(4_000)).toISOString()
  await service.admin('POST', '/api/sends', { issue: `c-${number}`, at })
  return `c-${number}--digest`
}
const fired = (send: string) =>
  service.until(`${send} to fire`, () => service.cloud.schedulesFired().some(({ name }) => name === send))

test('a paused send mails nobody until it is resumed, and then everybody once', async () => {
  const send = await aSendSoon(1)
  expect((await act(send, { action: 'pause' })).status).toBe(200)
  await fired(send)
  await service.cloud.idle()
  expect([await stateOf(send), await digests('ada@example.org')]).toEqual(['held', 0])
  await act(send, { action: 'resume' })
  expect((await service.finished(send)).audience.accepted).toBe(3)
  expect(await digests('ada@example.org')).toBe(1)
})

test('a cancelled send mails nobody', async () => {
  const send = await aSendSoon(2)
  expect((await act(send, { action: 'cancel' })).status).toBe(200)
  await fired(send)
  await service.cloud.idle()
  expect([await stateOf(send), await digests('ada@example.org')]).toEqual(['cancelled', 1])
  expect((await act(send, { action: 'resume' })).status).toBe(409)
})

test('a send that is moved to now goes now, and only once', async () => {
  await service.publish('c-3', aSmallIssue(3))
  await service.admin('POST', '/api/sends', {
    issue: 'c-3',
    at: new Date(Date.now() + 86_400_000).toISOString(),
  })
  expect(await stateOf('c-3--digest')).toBe('scheduled')
  expect((await act('c-3--digest', { action: 'reschedule' })).status).toBe(200)
  expect((await service.finished('c-3--digest')).audience.accepted).toBe(3)
  expect((await act('c-3--digest', { action: 'reschedule' })).status).toBe(409)
})

test('what SES reports is counted with the send', async () => {
  await service.publish('c-4', aSmallIssue(4))
  await service.admin('POST', '/api/sends', { issue: 'c-4' })
  await service.finished('c-4--digest')
  await service.cloud.idle()
  const { value } = await service.admin('GET', '/api/sends/c-4--digest')
  expect(value).toMatchObject({ audience: { accepted: 3, uncertain: 0 }, reports: { delivered: 3 } })
})

test('who leaves by a mail is counted with the send that it was of', async () => {
  const mails = await service.mailsTo('alan@example.org')
  const { parsed } = mails.find(({ parsed }) => parsed.text?.includes('c-4'))!
  const [url = ''] = /(?<=List-Unsubscribe: <)[^>]+/i.exec(
    parsed.headerLines.find(({ key }) => key === 'list-unsubscribe')!.line.replace(/\r?\n\s+/g, ' '),
  )!
  expect((await service.post(url, { 'List-Unsubscribe': 'One-Click' })).status).toBe(200)
  await service.cloud.idle()
  const { value } = await service.admin('GET', '/api/sends/c-4--digest')
  expect(value.reports).toEqual({
    ...{ delivered: 3, bounced: 0, softBounced: 0, complained: 0, unsubscribed: 1 },
    ...{ opened: 0, openedByMachine: 0, clicked: 0, clickedByMachine: 0 },
    ...{ worthReading: 0, notWorthReading: 0 },
  })
})

test('no call was denied and no function failed on the way', () => {
  expect(service.cloud.problems()).toEqual([])
})
