import { expect, test } from 'vitest'
import { createUnpublish } from '../../../functions/api/unpublish.ts'
import type { Unpublishing } from '../../../functions/edition/model/edition.table.ts'
import type { Send } from '../../../functions/sending/ledger/send.ts'
import { anIssuePublished } from '../../builders.ts'

const noon = Date.parse('2026-12-01T12:00:00Z')
const aSend = (but: Partial<Send> = {}): Send => ({
  ...{ id: 'm--digest', issue: 'm', by: 'ada', requestedAt: '2026-12-01T11:00:00.000Z', holds: {} },
  ...but,
})

/** What taking an issue down writes. `later`: sends that are there at the second look only. */
const aDesk = (first: Send[], later: Send[] = [], begun: string[] | undefined = undefined) => {
  const did: string[] = []
  let sends = first
  let manifest = ''
  const unpublish = createUnpublish({
    editions: {
      issue: async (id) => (begun ? undefined : anIssuePublished({ id })),
      begunPages: async () => begun ?? [],
      attempt: async () => undefined,
      putUnpublishing: async ({ token }: Unpublishing) => {
        did.push(`wish ${token}`)
        sends = [...first, ...later]
      },
      clearUnpublishing: async ({ token }) => void did.push(`clear ${token}`),
    },
    sends: {
      get: async (id) => sends.find((one) => one.id === id),
      ids: async () => sends.map(({ id }) => id),
    },
    status: async ({ frozen }) => ({ state: frozen ? 'finished' : 'scheduled' }),
    put: async (_, body) => {
      did.push('manifest')
      manifest = body
    },
    get: async () => manifest,
    token: () => String(did.length),
    now: () => noon,
  })
  return { did, unpublish }
}
const frozen = { at: '2026-12-01T11:00:00.000Z', editions: {}, topics: [], ranges: 1 }
const cancelledAt = '2026-12-01T11:30:00.000Z'
const takenDown = ['wish 0', 'manifest', 'wish 2']

test.each<[string, Send]>([
  ['one that waits for its time', aSend()],
  ['one for another purpose', aSend({ id: 'm--labs' })],
  ['a cancelled one that is just asked for anew', aSend({ frozen, cancelledAt, reopening: cancelledAt })],
])('a send that is under way keeps its issue, and no wish is noted: %s', async (_, send) => {
  const { did, unpublish } = aDesk([send])
  const { status, value } = await unpublish('m')
  expect([status, did]).toEqual([409, []])
  expect(JSON.stringify(value)).toContain(`cancel that first, with masthead cancel ${send.id}`)
})

test('a send that is asked for while the wish is noted is seen, and the wish is cleared', async () => {
  const { did, unpublish } = aDesk([], [aSend()])
  expect((await unpublish('m')).status).toBe(409)
  expect(did).toEqual(['wish 0', 'clear 0'])
})

test.each<[string, Send]>([
  ['a finished one', aSend({ frozen })],
  ['a cancelled one', aSend({ frozen, cancelledAt })],
  ['one of an issue whose id begins alike', aSend({ id: 'm--x--digest', issue: 'm--x' })],
])('what is over, or of another issue, keeps no issue: %s', async (_, send) => {
  const { did, unpublish } = aDesk([send])
  expect((await unpublish('m')).status).toBe(202)
  expect(did).toEqual(takenDown)
})

test('an issue that was never published is not taken down, unless its first publishing broke off', async () => {
  const never = aDesk([], [], [])
  expect((await never.unpublish('m')).status).toBe(404)
  expect(never.did).toEqual([])
  const brokenOff = aDesk([], [], ['/en/issues/m/'])
  expect((await brokenOff.unpublish('m')).status).toBe(202)
  expect(brokenOff.did).toEqual(takenDown)
})
