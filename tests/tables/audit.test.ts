import { type DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import { createAuditTable } from '../../functions/access/audit.table.ts'
import { createAudited } from '../../functions/api/write-audit-entry.ts'
import { noon } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { failing } from './failing.ts'

const ada = { by: 'ada', role: 'owner' } as const
const anAct = { ...ada, route: 'POST /api/keys', about: 'shop', from: '203.0.113.0/24' }

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: string
  let clock: number
  let tokens: number
  beforeEach(async () => {
    table = await createTable('kind', 'id')
    clock = noon
    tokens = 0
  })
  const aLog = (over: DynamoDBClient = client, keptDays = 30) =>
    createAuditTable({
      client: over,
      table,
      keptDays,
      time: { likely: () => clock },
      token: () => `t${++tokens}`,
    })
  const rows = async () => (await client.send(new ScanCommand({ TableName: table }))).Items ?? []
  const all = () => true

  test('an act comes back with its result, and is forgotten with it', async () => {
    const log = aLog()
    const id = await log.begin(anAct)
    expect((await log.page(all, undefined, 50)).entries).toEqual([
      { ...anAct, id, at: '2026-11-30T12:00:00.000Z' },
    ])
    clock += 1_000
    const result = {
      status: 201,
      about: '0a1b',
      after: { name: 'shop', role: 'viewer', expiresAt: undefined },
    }
    await log.end(id, result)
    expect((await log.page(all, undefined, 50)).entries).toEqual([
      {
        ...anAct,
        id,
        at: '2026-11-30T12:00:00.000Z',
        result: {
          at: '2026-11-30T12:00:01.000Z',
          status: 201,
          about: '0a1b',
          after: { name: 'shop', role: 'viewer' },
        },
      },
    ])
    const ends = String(noon / 1000 + 30 * 86_400)
    expect((await rows()).map(({ expires }) => expires)).toEqual([{ N: ends }, { N: ends }])
    clock = noon + 30 * 86_400_000
    expect((await log.page(all, undefined, 50)).entries).toEqual([])
  })

  test('a row that is there is never replaced', async () => {
    const log = aLog()
    const id = await log.begin(anAct)
    await log.end(id, { status: 201 })
    await log.end(id, { status: 500 })
    expect((await log.page(all, undefined, 50)).entries).toMatchObject([{ result: { status: 201 } }])
    tokens = 0
    await log.begin({ ...anAct, by: 'eve' })
    expect((await log.page(all, undefined, 50)).entries).toMatchObject([{ by: 'ada' }])
  })

  test('who does not hear the answer writes one row all the same', async () => {
    const log = aLog(forgetful)
    await log.end(await log.begin(anAct), { status: 201 })
    expect(await rows()).toHaveLength(2)
  })

  test('pages hold each entry once with its result, the newest first, wherever one ends', async () => {
    const log = aLog()
    for (let act = 0; act < 7; act += 1) {
      clock += 1
      const id = await log.begin({ ...anAct, about: `k-${act}` })
      if (act !== 3) await log.end(id, { status: 201 })
    }
    const found: (string | undefined)[] = []
    let after: string | undefined
    do {
      const { entries, next } = await log.page(all, after, 2)
      for (const { about, result } of entries) found.push(`${about} ${result?.status}`)
      after = next
    } while (after)
    expect(found).toEqual([6, 5, 4, 3, 2, 1, 0].map((act) => `k-${act} ${act === 3 ? undefined : 201}`))
    const { entries } = await log.page(({ about }) => about === 'k-0', undefined, 2)
    expect(entries).toMatchObject([{ about: 'k-0', result: { status: 201 } }])
  })

  test('whatever call fails, nothing is done that is not in the log', async () => {
    const act = (over: DynamoDBClient) => async () => {
      const Item = marshall({ kind: 'deed', id: 'deed' })
      await over.send(new PutItemCommand({ TableName: table, Item }))
      return { status: 201, value: 1 }
    }
    for (let dies = 1; ; dies += 1) {
      table = await createTable('kind', 'id')
      let calls = 0
      // Whoever is killed makes no call from then on, also none to tidy up.
      const dying = failing(client, () => ++calls >= dies)
      const audited = createAudited({
        log: aLog(dying),
        readerIn: async () => undefined,
        onTrouble: () => {},
      })
      const call = {
        route: 'POST /api/keys',
        caller: ada,
        id: '',
        fields: { name: 'shop' },
        from: anAct.from,
      }
      const answer = await audited(call, act(dying)).catch(() => undefined)
      const kinds = (await rows()).map(({ kind }) => kind?.S).toSorted()
      expect([dies, kinds, answer?.status]).toEqual([
        dies,
        ...([
          [[], 503],
          [[], 503],
          [['act'], undefined],
          [['act', 'deed'], 201],
          [['act', 'act', 'deed'], 201],
        ][dies - 1] as [string[], number | undefined]),
      ])
      if (calls < dies) break
    }
  })
})
