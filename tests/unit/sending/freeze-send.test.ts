import { expect, test } from 'vitest'
import { freezeOf } from '../../../functions/sending/schedule/freeze-send.ts'
import { anIssuePublished } from '../../builders.ts'

const now = () => Date.parse('2026-12-01T01:00:00Z')
const send = {
  id: 'm-1--digest',
  issue: 'm-1',
  by: 'ada',
  requestedAt: '2026-12-01T01:00:00.000Z',
  holds: {},
}
const freeze = (tracking: { opens: boolean; clicks: boolean }) =>
  freezeOf(send, anIssuePublished(), {
    subscribers: { estimate: async () => 10 },
    timeZone: 'Europe/Paris',
    tracking,
    slicesFor: async () => undefined,
    time: { earliest: now },
  })

test('a send begins by a time that has surely come', async () => {
  expect((await freeze({ opens: false, clicks: false })).at).toBe(new Date(now()).toISOString())
})

test('a send keeps what is tracked when it begins', async () => {
  expect((await freeze({ opens: false, clicks: true })).tracked).toEqual({ opens: false, clicks: true })
  expect(await freeze({ opens: false, clicks: false })).not.toHaveProperty('tracked')
})
