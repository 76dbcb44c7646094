import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, describe, expect, test } from 'vitest'
import type { BatchesTable } from '../../functions/sending/ledger/batch.table.ts'
import type { Batch } from '../../functions/sending/ledger/batch.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'

const send = 'matrix-64--digest'
const key = '000-0000'
const aBatch = (but: Partial<Batch> = {}): Batch => ({
  ...{ key, size: 4, candidates: 5, excluded: { pending: 1 }, codes: '....' },
  ...{ hintedAt: 0, closed: false, attempt: 0 },
  ...but,
})
type Known = Pick<Batch, 'codes' | 'version'>
/** As it was planned. */
const fresh: Known = { codes: '....' }

/** Writes, and never learns what stands there. */
const readsNothing = (client: DynamoDBClient) =>
  new Proxy(client, {
    get: (target, property) =>
      property === 'send'
        ? (command: object) =>
            command instanceof GetItemCommand ? Promise.resolve({}) : target.send(command as never)
        : Reflect.get(target, property),
  })

onEachDatabase(({ client, forgetful, createTable }) => {
  let name: string
  let batches: BatchesTable
  let forgetfulBatches: BatchesTable
  beforeEach(async () => {
    name = await createTable('pk', 'sk')
    batches = ledgerTables(client, name).batches
    forgetfulBatches = ledgerTables(forgetful, name).batches
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
  ])(
    'the holder of a claim marks who is under way and what became of them, in calls %s',
    async (_, table) => {
      await batches.claim(send, key, 'mine', 100, 200)
      const begun = await table().mark(send, key, 'mine', fresh, { after: '>>..' })
      expect(begun).toMatchObject({ codes: '>>..', closed: false, version: 1 })
      const marked = await table().mark(send, key, 'mine', begun!, { after: 'aa..', workedMs: 40 })
      expect(marked).toStrictEqual(
        aBatch({ codes: 'aa..', token: 'mine', lease: 200, attempt: 1, version: 2, workedMs: 40 }),
      )
      await table().release(send, key, 'mine', 900)
      expect(await standing()).toStrictEqual(
        aBatch({ codes: 'aa..', hintedAt: 900, attempt: 1, version: 2, workedMs: 40, refusals: 0 }),
      )
      expect(await batches.claim(send, key, 'theirs', 101, 300)).toMatchObject({
        token: 'theirs',
        attempt: 2,
      })
    },
  )

  test('a batch is closed when nobody waits and nobody is under way', async () => {
    await batches.claim(send, key, 'mine', 100, 200)
    const begun = await batches.mark(send, key, 'mine', fresh, { after: 'aa>>' })
    expect(begun).toMatchObject({ closed: false })
    const marked = await batches.mark(send, key, 'mine', begun!, { after: 'aaaU' })
    expect(marked).toMatchObject({ closed: true, codes: 'aaaU' })
    expect(await batches.claim(send, key, 'mine-again', 300, 400)).toBeUndefined()
  })

  test('who lost the claim changes nothing any more', async () => {
    await batches.claim(send, key, 'late', 100, 200)
    const begun = await batches.mark(send, key, 'late', fresh, { after: '>>..' })
    const theirs = await batches.claim(send, key, 'theirs', 300, 400)
    expect(theirs).toMatchObject({ codes: '>>..' })
    expect(await batches.mark(send, key, 'late', begun!, { after: 'aaaa' })).toBeUndefined()
    expect(await batches.release(send, key, 'late', 900)).toBeUndefined()
    expect(await standing()).toEqual(theirs)
  })

  test('a write that takes effect late, after newer ones, changes nothing', async () => {
    await batches.claim(send, key, 'mine', 100, 200)
    const late: Known[] = []
    // SES throttled everybody: the letters are the same before and after.
    for (let known: Known = fresh, turn = 0; turn < 2; turn += 1) {
      late.push(known)
      const begun = await batches.mark(send, key, 'mine', known, { after: '>>..' })
      late.push(begun!)
      known = (await batches.mark(send, key, 'mine', begun!, { after: '....' }))!
    }
    const next = await batches.mark(send, key, 'mine', (await standing())!, { after: '>>..' })
    for (const { codes, version } of late) await writeLate({ codes, version })
    expect(await standing()).toStrictEqual(next)
    expect(next).toMatchObject({ codes: '>>..' })
  })

  /** A marking as DynamoDB gets it, long after it was given up: nobody reads its answer. */
  const writeLate = ({ codes, version }: Known) =>
    ledgerTables(readsNothing(client), name)
      .batches.mark(send, key, 'mine', { codes, version }, { after: codes.includes('>') ? '....' : '>>..' })
      .catch(() => {})

  test('a marking whose answer was lost is not taken for the one after it', async () => {
    await batches.claim(send, key, 'mine', 100, 200)
    // It took effect, and its holder never heard so: the next marking says that nobody was called after all.
    await batches.mark(send, key, 'mine', fresh, { after: '>>..' })
    const marked = await batches.mark(send, key, 'mine', fresh, { after: '....' })
    expect(marked).toMatchObject({ codes: '....', version: 2 })
  })

  test('what an event or a person decided of the uncertain meanwhile stays', async () => {
    await batches.claim(send, key, 'mine', 100, 200)
    const known = await batches.mark(send, key, 'mine', fresh, { after: '.uu.', uncertainAt: 150 })
    expect(await batches.rewrite(send, key, known!, '.aW.')).toMatchObject({ codes: '.aW.' })
    for (const table of [batches, forgetfulBatches]) {
      const marked = await table.mark(send, key, 'mine', known!, { after: 'auua' })
      expect(marked).toMatchObject({ codes: 'aaWa', closed: true, uncertainAt: 150 })
    }
  })

  test('letters are rewritten only if the batch is as it was read', async () => {
    expect(await batches.rewrite(send, key, { codes: 'u...' }, 'a...')).toBeUndefined()
    expect(await batches.rewrite(send, key, { codes: '....', version: 7 }, 'a...')).toBeUndefined()
    expect(await batches.rewrite(send, '000-0009', fresh, 'a...')).toBeUndefined()
    expect(await forgetfulBatches.rewrite(send, key, fresh, 'W...')).toBeUndefined()
    expect(await batches.list(send)).toEqual([aBatch({ codes: 'W...' })])
  })

  test('the next batch that nobody works on is found after another, and from the first on', async () => {
    await batches.add(send, aBatch({ key: '000-0001', closed: true, codes: 'aaaa' }))
    await batches.add(send, aBatch({ key: '000-0002', lease: 500 }))
    await batches.add(send, aBatch({ key: '001-0000', due: 900 }))
    expect(await batches.nextOpen(send, key, 100)).toBe(key)
    expect(await batches.nextOpen(send, '000-0001', 501)).toBe('000-0002')
    expect(await batches.nextOpen(send, '000-0002', 901)).toBe('001-0000')
    await batches.claim(send, key, 'mine', 100, 200)
    expect(await batches.nextOpen(send, key, 150)).toBeUndefined()
  })

  test('only a closed batch is opened again, and can be claimed then', async () => {
    expect(await batches.reopen(send, key, fresh, 'a...')).toBeUndefined()
    await batches.claim(send, key, 'mine', 100, 200)
    const settled = await batches.mark(send, key, 'mine', fresh, { after: 'aaru', uncertainAt: 150 })
    expect(await batches.reopen(send, key, { ...settled!, codes: 'aara' }, 'aa.a')).toBeUndefined()
    expect(await batches.reopen(send, key, { codes: 'aaru' }, 'aa.u')).toBeUndefined()
    const open = await batches.reopen(send, key, settled!, 'aa.u')
    const reopened = {
      codes: 'aa.u',
      attempt: 1,
      uncertainAt: 150,
      reopened: true,
      reopenedAfter: 1,
      version: 2,
    } as const
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
      () => batches.mark(send, key, 'mine', fresh, { after: '>>..' }),
      () => batches.hinted(send, key, 700),
    ]
    for (const read of readings)
      await expect(read(), String(read)).rejects.toThrow(/The ledger’s item .* another version/)
  })
})
