import { expect, test } from 'vitest'
import { correctionIdOf, mostCorrections } from '../../../functions/sending/ledger/correction-id.ts'
import { anIssuePublished, aSubscriber } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'
import { aBatch, aSend, frozen, inRange, packed } from './planned-sends.ts'

const id = 'm-1--digest'
const correction = `${id}-correction`
type Stores = ReturnType<typeof anApi>['stores']
const ada = { by: 'ada@example.org', role: 'sender', person: 'sub-1' } as const

/** A send that is over: of three in its one range one failed, one got it, and nobody knows of one. The issue is published anew. */
const aFinished = () => {
  const api = anApi()
  const readers = inRange(0).slice(0, 3) as [string, string, string]
  const { stores } = api
  stores.issues.set('m-1', anIssuePublished({ id: 'm-1', editions: { en: 'h-2' } }))
  stores.sends.set(id, aSend(id, { frozen: { ...frozen, ranges: 1 } }))
  stores.steps.set(`${id}#0`, [
    {
      number: 0,
      upTo: readers[2],
      groups: [{ key: '000-0000', recipients: packed(readers), size: 3 }],
      leftOut: {},
      last: true,
    },
  ])
  stores.batches.push(aBatch('000-0000', 'rau'))
  stores.ends.push({ range: 0, batches: 1, candidates: 0, excluded: {} })
  const correct = (body = {}) =>
    call(api.handle, 'POST /api/sends/{send}/correction', { id, body, caller: ada })
  const audience = (body = {}) =>
    call(api.handle, 'POST /api/sends/{send}/correction/audience', { id, body, caller: ada })
  return { ...api, readers, correct, audience }
}

test('a correction is for what was sent with the fault, once', async () => {
  const { correct, stores } = aFinished()
  stores.approveAbove = 100
  const { status, value } = await correct({ note: { en: 'The chart was wrong.' } })
  expect(status).toBe(202)
  expect(value.send).toMatchObject({ id: correction, issue: 'm-1', by: 'ada@example.org' })
  expect(stores.sends.get(correction)).toMatchObject({
    ...{ note: { en: 'The chart was wrong.' }, person: 'sub-1', approval: { above: 100 } },
    filter: { corrects: { send: id, at: frozen.at, editions: ['h'] } },
  })
  expect(stores.queue).toEqual([{ kind: 'start', send: correction }])
  expect((await correct()).status).toBe(200)
})

test('its readers are counted, and why the others get none', async () => {
  const { audience, readers, stores } = aFinished()
  stores.batches[0] = aBatch('000-0000', 'aau')
  const [first, second] = readers
  expect(stores.subscribers.size).toBe(0)
  expect((await audience()).value).toMatchObject({ languages: {}, excluded: { gone: 2, uncertain: 1 } })
  for (const [reader, status] of [
    [first, 'active'],
    [second, 'unsubscribed'],
  ] as const)
    stores.subscribers.set(reader, aSubscriber(status, { id: reader, language: 'en', topics: [] }))
  expect((await audience()).value).toMatchObject({
    languages: { en: 1 },
    excluded: { unsubscribed: 1, uncertain: 1 },
  })
  expect((await audience({ from: -1 })).status).toBe(400)
})

test.each([
  [
    'is still going out',
    'is not over',
    ({ batches }: Stores) => batches.splice(0, 1, aBatch('000-0000', '.au')),
  ],
  ['has not begun', 'has not begun', ({ sends }: Stores) => delete sends.get(id)!.frozen],
  [
    'sent what is published',
    'publish the corrected issue first',
    ({ issues }: Stores) => issues.set('m-1', anIssuePublished({ id: 'm-1', editions: { en: 'h' } })),
  ],
  [
    'was a test',
    'is a test',
    ({ sends }: Stores) => (sends.get(id)!.test = { address: 'a@b.c', language: 'en' }),
  ],
  [
    'is forgotten',
    'not kept any more',
    ({ sends }: Stores) => (sends.get(id)!.forgotten = { since: '2028-01-01T00:00:00.000Z' }),
  ],
  ['is of an issue that is gone', 'not published any more', ({ issues }: Stores) => issues.delete('m-1')],
])('a send that %s is not corrected', async (_, detail, change) => {
  const { correct, audience, stores } = aFinished()
  change(stores)
  for (const ask of [correct, audience]) {
    const { status, value } = await ask()
    expect([status, value.detail]).toEqual([409, expect.stringContaining(detail)])
  }
  expect(stores.sends.has(correction)).toBe(false)
})

test('who is counted is in no other correction of the send, in whichever languages that was asked for', async () => {
  const { audience, correct, readers, stores } = aFinished()
  stores.sends.set(id, {
    ...stores.sends.get(id)!,
    frozen: { ...frozen, editions: { en: 'h', zh: 'z' }, ranges: 1 },
  })
  stores.issues.set('m-1', anIssuePublished({ id: 'm-1', editions: { en: 'h-2', zh: 'z-2' } }))
  stores.batches[0] = aBatch('000-0000', 'aau')
  stores.subscribers.set(readers[0], aSubscriber('active', { id: readers[0], language: 'en', topics: [] }))
  expect((await audience()).value).toMatchObject({ languages: { en: 1 } })
  await correct({ languages: ['en'] })
  expect((await audience()).value).toMatchObject({ languages: {}, excluded: { 'has-correction': 1 } })
  expect((await correct()).value.send).toMatchObject({
    ...{ id: `${correction}-b`, filter: { corrects: { editions: ['z'] } } },
  })
  // It is cancelled before it begins: whoever asks for it anew is told to whom it would go.
  stores.sends.get(correction)!.cancelledAt = '2028-01-01T00:00:00.000Z'
  expect((await audience()).value).toMatchObject({ languages: { en: 1 } })
})

test('a send whose corrections are all there can be is told so', async () => {
  const { correct, stores } = aFinished()
  for (let number = 1; number <= mostCorrections; number += 1)
    stores.sends.set(correctionIdOf(id, number), aSend(correctionIdOf(id, number)))
  const { status, value } = await correct()
  expect([status, value.detail]).toEqual([
    409,
    expect.stringContaining('as many corrections as there can be'),
  ])
})

test('nobody of a send that is corrected is sent it again', async () => {
  const { correct, handle } = aFinished()
  await correct()
  const { status, value } = await call(handle, 'POST /api/sends/{send}/actions', {
    ...{ id, body: { action: 'retry' }, caller: ada },
  })
  expect([status, value.detail]).toEqual([409, expect.stringContaining(`is corrected by ${correction}`)])
})

test('a note in no language of the publication, an empty list, an unknown send and a purpose that is a correction’s are refused', async () => {
  const { correct, handle } = aFinished()
  expect((await correct({ note: { fr: 'Faux.' } })).status).toBe(400)
  expect((await correct({ languages: [] })).status).toBe(400)
  const body = { issue: 'm-1', purpose: 'digest-correction' }
  expect((await call(handle, 'POST /api/sends', { body, caller: ada })).value.detail).toContain('-correction')
  const nowhere = { id: 'm-9--digest', body: {}, caller: ada }
  expect((await call(handle, 'POST /api/sends/{send}/correction', nowhere)).status).toBe(404)
})
