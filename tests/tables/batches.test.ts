import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import { type BatchesTable, createBatchesTable } from '../../functions/sending/batch.table.ts'
import type { Batch } from '../../functions/sending/batch.ts'
import { onEachDatabase } from './database.ts'

const send = 'matrix-64--digest'
const key = '000-0000'
const aBatch = (but: Partial<Batch> = {}): Batch => ({
  ...{ key, size: 4, candidates: 5, excluded: { pending: 1 }, codes: '....' },
  ...{ hintedAt: 0, closed: false, attempt: 0 },
  ...but,
})
const chunk = { from: 0, to: 2 }
type Known = Pick<Batch, 'codes' | 'version'>
/** As it was planned. */
const fresh: Known = { codes: '....' }

onEachDatabase(({ client, forgetful, createTable }) => {
  let name: string
  let batches: BatchesTable
  let forgetfulBatches: BatchesTable
  beforeEach(async () => {
    name = await createTable('pk', 'sk')
    batches = createBatchesTable(client, name)
    forgetfulBatches = createBatchesTable(forgetful, name)
    await batches.add(send, aBatch())
  })
  const standing = async () => (await batches.list(send))[0]

  test('a batch is added once, with its answer lost too', async () => {
    await batches.add(send, aBatch({ codes: 'aaaa' }))
    await forgetfulBatches.add(send, aBatch({ key: '000-0001' }))
    expect(await batches.list(send)).toStrictEqual([aBatch(), aBatch({ key: '000-0001' })])
  })

  test('a send’s batches are listed in order, over 1 MB too, and no other’s', async () => {
    const codes = '.'.repeat(200_000)
    for (const number of [7, 6, 5, 4, 3, 2, 1])
      await batches.add(send, aBatch({ key: `001-000${number}`, codes }))
    await batches.add('matrix-64--digest-2', aBatch())
    const keys = (await batches.list(send)).map((batch) => batch.key)
    expect(keys).toEqual([key, ...[1, 2, 3, 4, 5, 6, 7].map((number) => `001-000${number}`)])
  })

  describe('a claim', () => {
    test('is won where nobody holds one, and keeps out others until its lease has ended', async () => {
      const mine = await batches.claim(send, key, 'mine', 100, 200)
      expect(mine).toStrictEqual(aBatch({ token: 'mine', lease: 200, attempt: 1 }))
      expect(await batches.claim(send, key, 'theirs', 200, 300)).toBeUndefined()
      const theirs = await batches.claim(send, key, 'theirs', 201, 300)
      expect(theirs).toMatchObject({ token: 'theirs', lease: 300, attempt: 2 })
    })

    test('is won by one of many at once', async () => {
      const tokens = ['a', 'b', 'c', 'd', 'e', 'f']
      const claims = await Promise.all(tokens.map((token) => batches.claim(send, key, token, 100, 200)))
      const [won, ...others] = claims.filter((claim) => claim !== undefined)
      expect(others).toEqual([])
      expect(await standing()).toEqual(won)
    })

    test('is won all the same when its answer was lost, and counts once', async () => {
      const mine = await forgetfulBatches.claim(send, key, 'mine', 100, 200)
      expect(mine).toMatchObject({ token: 'mine', lease: 200, attempt: 1 })
    })

    test('is lost when another’s holds, also when that answer is lost', async () => {
      await batches.claim(send, key, 'theirs', 100, 200)
      expect(await forgetfulBatches.claim(send, key, 'mine', 150, 250)).toBeUndefined()
    })

    test('is refused for a batch that is closed or was never added', async () => {
      await batches.add(send, aBatch({ key: '000-0001', closed: true, codes: 'aaaa' }))
      expect(await batches.claim(send, '000-0001', 'mine', 100, 200)).toBeUndefined()
      expect(await batches.claim(send, '000-0002', 'mine', 100, 200)).toBeUndefined()
      expect(await batches.list(send)).toHaveLength(2)
    })
  })

  test.each([
    ['answered', () => batches],
    ['whose answers are lost', () => forgetfulBatches],
  ])('the holder of a claim begins, settles and gives back, in calls %s', async (_, table) => {
    await batches.claim(send, key, 'mine', 100, 200)
    const begun = await table().begin(send, key, 'mine', fresh, chunk)
    expect(begun).toMatchObject({ begun: chunk, codes: '....' })
    const settled = await table().settle(send, key, 'mine', begun!, { after: 'aa..', now: 150 })
    expect(settled).toStrictEqual(
      aBatch({ codes: 'aa..', token: 'mine', lease: 200, attempt: 1, version: 2 }),
    )
    await table().release(send, key, 'mine', 900)
    expect(await standing()).toStrictEqual(aBatch({ codes: 'aa..', hintedAt: 900, attempt: 1, version: 2 }))
    expect(await batches.claim(send, key, 'theirs', 101, 300)).toMatchObject({ token: 'theirs', attempt: 2 })
  })

  test('a batch in which nobody waits is closed', async () => {
    await batches.claim(send, key, 'mine', 100, 200)
    const begun = await batches.begin(send, key, 'mine', fresh, { from: 0, to: 4 })
    const settled = await batches.settle(send, key, 'mine', begun!, { after: 'aaaU', now: 150 })
    expect(settled).toMatchObject({ closed: true, codes: 'aaaU' })
    expect(await batches.claim(send, key, 'mine-again', 300, 400)).toBeUndefined()
  })

  test('who lost the claim changes nothing any more', async () => {
    await batches.claim(send, key, 'late', 100, 200)
    const begun = await batches.begin(send, key, 'late', fresh, chunk)
    const theirs = await batches.claim(send, key, 'theirs', 300, 400)
    expect(theirs).toMatchObject({ begun: chunk, codes: '....' })
    expect(await batches.begin(send, key, 'late', begun!, { from: 2, to: 4 })).toBeUndefined()
    expect(await batches.settle(send, key, 'late', begun!, { after: 'aaaa', now: 350 })).toBeUndefined()
    expect(await batches.release(send, key, 'late', 900)).toBeUndefined()
    expect(await standing()).toEqual(theirs)
  })

  test('a write that takes effect late, after newer ones, changes nothing', async () => {
    await batches.claim(send, key, 'mine', 100, 200)
    const late: (() => Promise<unknown>)[] = []
    // SES throttled everybody: the letters are the same before and after.
    for (let known: Known = fresh, turn = 0; turn < 2; turn += 1) {
      const before = known
      const begun = await batches.begin(send, key, 'mine', before, chunk)
      late.push(() => batches.begin(send, key, 'mine', before, { from: 2, to: 4 }))
      const settled = await batches.settle(send, key, 'mine', begun!, { after: '....', now: 150 })
      late.push(() => batches.settle(send, key, 'mine', begun!, { after: '....', now: 150 }))
      known = settled!
    }
    const next = await batches.begin(send, key, 'mine', (await standing())!, chunk)
    for (const write of late) await write()
    expect(await standing()).toStrictEqual(next)
    expect(next).toMatchObject({ begun: chunk })
  })

  test('what an event changed while a chunk was sent stays as the event has it', async () => {
    await batches.claim(send, key, 'mine', 100, 200)
    expect(await batches.rewrite(send, key, '....', '...r')).toMatchObject({ codes: '...r' })
    for (const table of [batches, forgetfulBatches]) {
      const settled = await table.settle(send, key, 'mine', fresh, { after: 'au.a', now: 150 })
      expect(settled).toMatchObject({ codes: 'au.r', closed: false, uncertainAt: 150 })
    }
  })

  test('letters are rewritten only if they are as they were read', async () => {
    expect(await batches.rewrite(send, key, 'u...', 'a...')).toBeUndefined()
    expect(await batches.rewrite(send, '000-0009', '....', 'a...')).toBeUndefined()
    expect(await forgetfulBatches.rewrite(send, key, '....', 'W...')).toBeUndefined()
    expect(await batches.list(send)).toEqual([aBatch({ codes: 'W...' })])
  })

  test('only a closed batch is opened again, and can be claimed then', async () => {
    expect(await batches.reopen(send, key, fresh, 'a...')).toBeUndefined()
    await batches.claim(send, key, 'mine', 100, 200)
    const settled = await batches.settle(send, key, 'mine', fresh, { after: 'aaru', now: 150 })
    expect(await batches.reopen(send, key, { ...settled!, codes: 'aara' }, 'aa.a')).toBeUndefined()
    expect(await batches.reopen(send, key, { codes: 'aaru' }, 'aa.u')).toBeUndefined()
    const open = await batches.reopen(send, key, settled!, 'aa.u')
    const reopened = { codes: 'aa.u', attempt: 1, uncertainAt: 150, reopened: true, version: 2 }
    expect(open).toStrictEqual(aBatch(reopened))
    expect(await batches.claim(send, key, 'again', 160, 260)).toMatchObject({ token: 'again', attempt: 2 })
  })

  test('a hint is noted for a batch that is there, and makes none where none is', async () => {
    expect(await forgetfulBatches.hinted(send, key, 700)).toStrictEqual(aBatch({ hintedAt: 700 }))
    expect(await batches.hinted(send, '000-0009', 700)).toBeUndefined()
    expect(await batches.list(send)).toHaveLength(1)
  })

  test('a broken row is a surprise to everyone who reads it', async () => {
    const broken = { ...aBatch(), pk: `send#${send}`, sk: `batch#${key}`, codes: 7, token: 'mine' }
    await client.send(new PutItemCommand({ TableName: name, Item: marshall(broken) }))
    const readings = [
      () => batches.list(send),
      () => batches.get(send, key),
      () => batches.add(send, aBatch()),
      () => batches.claim(send, key, 'mine', 100, 200),
      () => batches.begin(send, key, 'mine', fresh, chunk),
      () => batches.hinted(send, key, 700),
    ]
    for (const read of readings)
      await expect(read(), String(read)).rejects.toThrow(/The ledger’s item .* another version/)
  })
})
