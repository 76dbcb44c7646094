import { expect, test } from 'vitest'
import { digestKey } from '../../../functions/edition/model/digest.ts'
import { packRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { aDigest } from '../../builders.ts'
import { type anApi, call } from '../cli/service.ts'
import { aBatch, aSend, frozen, withSend } from './planned-sends.ts'

/** A send of an issue whose digest is kept. */
const withMails = () => {
  const api = withSend()
  api.stores.digests.set(digestKey('m-1', 'en', 'h'), aDigest({ issue: 'm-1' }))
  return api
}
const mailOf = (api: ReturnType<typeof anApi>, id: string, send = 'm-1--digest') =>
  call(api.handle, 'GET /api/readers/{reader}/mail', { id, query: { send } })

test('what a reader saw is made of the send’s edition and of the sections that they had chosen then', async () => {
  const api = withMails()
  const [step] = api.stores.steps.get('m-1--digest#0')!
  const recipients = [
    { id: api.b, language: 'en', topics: ['focus'] },
    { id: api.d, language: 'en', topics: [] },
  ]
  step!.groups[0]!.recipients = packRecipients(recipients)
  const now = api.stores.subscribers.get(api.b)!
  api.stores.subscribers.set(api.b, { ...now, topics: ['views'], language: 'zh-CN' })
  const { status, value } = await mailOf(api, api.b)
  expect(status).toBe(200)
  expect(value).toMatchObject({
    ...{ send: 'm-1--digest', issue: 'm-1', kind: 'digest', language: 'en', edition: 'h' },
    ...{ topics: ['focus'], outcome: 'accepted', subject: 'Matrix No. 64' },
    ofToday: { address: now.email },
  })
  expect(value.html).toContain('<p>Focus</p>')
  expect(value.html).not.toContain('<p>Views</p>')
  // Nobody who looks at it can leave in their name.
  expect(value.html).toContain('<a href="#unsubscribe">')
  expect(JSON.stringify(value)).not.toContain('token=')
  expect((await mailOf(api, api.d)).value).toMatchObject({ outcome: 'uncertain', topics: [] })
})

test('who has no mail of a send sees none: left out, failed, waiting, nobody, or a send that is none', async () => {
  const api = withMails()
  api.stores.subscribers.set(api.c, { ...api.stores.subscribers.get(api.b)!, id: api.c })
  const statusOf = async (id: string, send?: string) => (await mailOf(api, id, send)).status
  expect(await statusOf(api.c)).toBe(404)
  expect(await statusOf(api.e)).toBe(409)
  expect(await statusOf('0'.repeat(32))).toBe(404)
  expect(await statusOf(api.b, 'm-2--digest')).toBe(404)
  expect((await call(api.handle, 'GET /api/readers/{reader}/mail', { id: api.b })).status).toBe(400)
  const forgotten = aSend('m-1--digest', { forgotten: { since: '2028-01-01T00:00:00.000Z' } })
  api.stores.sends.set('m-1--digest', forgotten)
  expect(await statusOf(api.b)).toBe(410)
})

test('the mail of a send whose edition is not kept is not made of another', async () => {
  const api = withSend()
  const { status, value } = await mailOf(api, api.b)
  expect(status).toBe(404)
  expect(value.problems).toMatchObject([{ message: expect.stringContaining('not kept') }])
})

test('a welcome mail is of the edition that was promised, and a test is of whoever has its address', async () => {
  const api = withMails()
  const reader = api.stores.subscribers.get(api.b)!
  const welcome = { confirmedAt: '2026-11-01T00:05:00.000Z', revision: 0, edition: 'w' }
  const recipients = packRecipients([{ id: reader.id, language: 'en', topics: [] }])
  api.stores.digests.set(digestKey('m-1', 'en', 'w'), aDigest({ subject: 'Welcome' }))
  api.stores.sends.set(
    'm-1--welcome',
    aSend('m-1--welcome', { series: true, frozen: { ...frozen, ranges: 0 } }),
  )
  api.stores.sends.set(
    'm-1--test-a',
    aSend('m-1--test-a', { test: { address: reader.email, language: 'en' } }),
  )
  api.stores.batches.unshift(
    aBatch(reader.id, 'a', { welcome, recipients }),
    aBatch('000-0000', 'a', {
      recipients: packRecipients([{ id: 'f'.repeat(32), language: 'en', topics: [] }]),
    }),
  )
  expect((await mailOf(api, reader.id, 'm-1--welcome')).value).toMatchObject({
    kind: 'welcome',
    edition: 'w',
    subject: 'Welcome',
  })
  expect((await mailOf(api, reader.id, 'm-1--test-a')).value).toMatchObject({ kind: 'test', edition: 'h' })
  expect((await mailOf(api, api.d, 'm-1--test-a')).status).toBe(404)
})

test('who has moved is found in a send by the address of then', async () => {
  const api = withMails()
  const moved = {
    ...api.stores.subscribers.get(api.f)!,
    id: 'e'.repeat(32),
    movedFrom: [{ id: api.b, email: 'old@example.org', at: '2026-12-01T05:00:00.000Z' }],
  } as Subscriber
  api.stores.subscribers.set(moved.id, moved)
  expect((await mailOf(api, moved.id)).value).toMatchObject({
    edition: 'h',
    ofToday: { address: moved.email },
  })
})
