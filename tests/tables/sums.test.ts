import { GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb'
import { expect, test } from 'vitest'
import type { Batch } from '../../functions/sending/ledger/batch.ts'
import { createRangeSums, type RangeSumsDeps } from '../../functions/sending/ledger/range-sums.ts'
import { noReports } from '../../functions/sending/ledger/ses-report.ts'
import { reopeningMs } from '../../functions/sending/ledger/sums.ts'
import { createStatus } from '../../functions/sending/status/status.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'
import { putBroken } from './put-broken.ts'

const id = 'm-1--digest'
const noon = Date.parse('2026-12-01T12:00:00Z')
const frozen = { at: '2026-12-01T11:00:00.000Z', editions: { en: 'h' }, topics: [], ranges: 1 }
const send = { id, issue: 'm-1', by: 'ada', requestedAt: frozen.at, holds: {}, frozen }
const key = (step: number, range = 0) => `00${range}-000${step}`

const aBatch = (step: number, codes: string, but: Partial<Batch> = {}): Batch => ({
  key: key(step),
  size: codes.length,
  candidates: codes.length,
  excluded: {},
  codes,
  hintedAt: 0,
  closed: !codes.includes('.'),
  attempt: 1,
  ...but,
})

onEachDatabase(({ client, forgetful, createTable }) => {
  /** A range of some batches, whose planning has ended. `meanwhile` runs once, right after sums were read. */
  const aRange = async (batches: Batch[], using = client) => {
    const table = await createTable('pk', 'sk')
    const world = {
      now: noon,
      meanwhile: undefined as undefined | (() => Promise<unknown>),
      table,
      ...ledgerTables(client, table),
      sums: ledgerTables(using, table).sums,
    }
    for (const batch of batches) await world.batches.add(id, batch)
    await world.rangeEnds.add(id, {
      range: 0,
      batches: batches.length,
      candidates: 2,
      excluded: { pending: 2 },
    })
    let tokens = 0
    const time = { earliest: () => world.now, latest: () => world.now, likely: () => world.now }
    const of = (hooked: RangeSumsDeps['sums']) =>
      createRangeSums({ ...world, sums: hooked, token: () => `t${++tokens}`, time })
    const plain = of(world.sums)
    const interrupted = of({
      ...world.sums,
      get: async (...args) => {
        const found = await world.sums.get(...args)
        const { meanwhile } = world
        world.meanwhile = undefined
        await meanwhile?.()
        return found
      },
    })
    const close = async (step: number, codes: string) => {
      const batch = (await world.batches.get(id, key(step)))!
      await world.batches.claim(id, batch.key, 'w', world.now, world.now + 1)
      await world.batches.mark(id, batch.key, 'w', batch, { after: codes })
    }
    const shown = async () => createStatus({ rangeSums: plain, time })(send)
    return Object.assign(world, { time, plain, interrupted, close, shown })
  }

  test('sums say what the batches, the reports and the end of a range say, and that it is done', async () => {
    const range = await aRange([
      aBatch(0, 'aur'),
      aBatch(1, 'aUx', { candidates: 5, excluded: { 'no-topic': 2 } }),
    ])
    await range.sesReports.replace(id, key(0), noReports, { codes: 'db', acts: '' })
    await range.plain.refresh(id, key(0))
    expect(await range.shown()).toMatchObject({
      state: 'finished',
      audience: {
        ...{ candidates: 10, accepted: 2, uncertain: 1, waiting: 0 },
        excluded: { pending: 2, 'no-topic': 2, unsubscribed: 1 },
        failed: { rejected: 1, refused: 1 },
      },
      batches: { closed: 2, planned: 2 },
      reports: { delivered: 1, bounced: 1, complained: 0 },
    })
  })

  test('what SES reported stands in the rows under the name that it has had there from the first', async () => {
    const range = await aRange([aBatch(0, 'a')])
    await range.sesReports.replace(id, key(0), noReports, { codes: 'd', acts: '' })
    await range.plain.refresh(id, key(0))
    const rowOf = async (sk: string) => {
      const Key = marshall({ pk: `send#${id}`, sk })
      return unmarshall((await client.send(new GetItemCommand({ TableName: range.table, Key }))).Item!)
    }
    expect(await rowOf(`fate#${key(0)}`)).toMatchObject({ fates: 'd' })
    expect((await rowOf('sums#000')).sums).toMatchObject({
      fates: { delivered: 1, bounced: 0, complained: 0 },
    })
    expect((await range.sums.get(id, 0))?.sums.reports.delivered).toBe(1)
  })

  test('sums whose answers are lost are put once, and the same sums are not put again', async () => {
    const range = await aRange([aBatch(0, 'a')], forgetful)
    for (const _ of [1, 2, 3]) await range.plain.refresh(id, key(0))
    expect(await range.sums.get(id, 0)).toMatchObject({ version: 1, sums: { accepted: 1, done: true } })
  })

  test('sums that were derived before a change never stand over those of after it', async () => {
    const range = await aRange([aBatch(0, '..'), aBatch(1, '..')])
    range.meanwhile = async () => {
      await range.close(0, 'aa')
      await range.plain.refresh(id, key(0))
    }
    await range.interrupted.refresh(id, key(1))
    expect((await range.shown()).audience).toMatchObject({ accepted: 2, waiting: 2 })
  })

  test.each(['refresh', 'survey'] as const)(
    'sums without a batch that cannot be read, by %s, have the sweeper look again, also after a send that it had forgotten',
    async (by) => {
      const range = await aRange([aBatch(0, 'a'), aBatch(1, 'a')])
      await range.plain.refresh(id, key(0))
      expect((await range.openSends.list()).open).toEqual([])
      await putBroken(client, range.table, `send#${id}`, `batch#${key(1)}`)
      await (by === 'refresh' ? range.plain.refresh(id, key(0)) : range.plain.survey(id, 0))
      expect((await range.openSends.list()).open).toMatchObject([{ id }])
    },
  )

  test('who loses twice may go: the second winner had read the change', async () => {
    const range = await aRange([aBatch(0, '..'), aBatch(1, '..')])
    const lose = async (round: number) => {
      range.meanwhile = async () => {
        await range.close(1, round === 1 ? 'u.' : 'uu')
        await range.plain.refresh(id, key(1))
        if (round === 1) await lose(2)
      }
    }
    await range.close(0, 'aa')
    await lose(1)
    await range.interrupted.refresh(id, key(0))
    expect((await range.shown()).audience).toMatchObject({ accepted: 2, uncertain: 2, waiting: 0 })
  })

  test('a range is not done before all of its batches are planned and can be read', async () => {
    const range = await aRange([aBatch(0, 'a')])
    await putBroken(client, range.table, `send#${id}`, `batch#${key(1)}`)
    await range.plain.refresh(id, key(0))
    expect(await range.sums.get(id, 0)).toMatchObject({ sums: { ended: false, unreadable: 1 } })
    const unplanned = await aRange([aBatch(0, 'a')])
    await unplanned.batches.add(id, aBatch(3, 'a'))
    await unplanned.plain.refresh(id, key(0))
    expect((await unplanned.shown()).state).toBe('planning')
  })

  test('from before a batch is reopened until its sums are derived, nothing says that the send is finished', async () => {
    const range = await aRange([aBatch(0, 'au')])
    await range.plain.refresh(id, key(0))
    const states: string[] = [(await range.shown()).state]
    await range.plain.reopening(id, 0, async () => {
      states.push((await range.shown()).state)
      // Whoever derives the sums now finds every batch closed still.
      await range.plain.refresh(id, key(0))
      states.push((await range.shown()).state)
      await range.batches.reopen(id, key(0), (await range.batches.get(id, key(0)))!, 'a.')
      states.push((await range.shown()).state)
    })
    expect(await range.shown()).toMatchObject({ state: 'delivering', audience: { waiting: 1 } })
    await range.close(0, 'aa')
    await range.plain.refresh(id, key(0))
    states.push((await range.shown()).state)
    expect(states).toEqual(['finished', 'delivering', 'delivering', 'delivering', 'finished'])
  })

  test('of two who reopen, the first to be ready does not have the range done for the other', async () => {
    const range = await aRange([aBatch(0, 'u'), aBatch(1, 'u')])
    await range.plain.refresh(id, key(0))
    await range.plain.reopening(id, 0, async () => {
      await range.plain.reopening(id, 0, async () => {})
      await range.plain.refresh(id, key(0))
      expect((await range.shown()).state).toBe('delivering')
    })
    expect((await range.shown()).state).toBe('finished')
  })

  test('a sweeper that derived the sums before a reopening does not put them after it', async () => {
    const range = await aRange([aBatch(0, 'u')])
    range.meanwhile = () =>
      range.plain.reopening(id, 0, async () => {
        await range.batches.reopen(id, key(0), (await range.batches.get(id, key(0)))!, '.')
      })
    const { stored } = await range.interrupted.survey(id, 0)
    expect(stored).toBeUndefined()
    expect((await range.shown()).state).toBe('delivering')
  })

  test('who dies while reopening keeps the range from being done for a quarter of an hour, and no longer', async () => {
    const range = await aRange([aBatch(0, 'u')])
    const dying = range.plain.reopening(id, 0, async () => {
      throw new Error('killed')
    })
    await expect(dying).rejects.toThrow('killed')
    const stateAfter = async (ms: number) => {
      range.now = noon + ms
      await range.plain.refresh(id, key(0))
      return (await range.shown()).state
    }
    expect([await stateAfter(0), await stateAfter(reopeningMs), await stateAfter(reopeningMs + 1)]).toEqual([
      'delivering',
      'delivering',
      'finished',
    ])
    expect((await range.sums.get(id, 0))?.sums.reopening).toBeUndefined()
  })

  test('a send that is reopened is open to the sweeper before its first batch is', async () => {
    const range = await aRange([aBatch(0, 'u')])
    await range.openSends.add(id)
    const [seen] = (await range.openSends.list()).open
    await range.plain.reopening(id, 0, async () => {
      await seen!.forget()
      expect((await range.openSends.list()).open).toHaveLength(1)
    })
  })

  test('a series is left to the sweeper, which finds it open under another stamp', async () => {
    const range = await aRange([])
    await range.openSends.add(id)
    const [before] = (await range.openSends.list()).open
    await range.plain.refresh(id, 'a'.repeat(32))
    const [after] = (await range.openSends.list()).open
    expect(after!.stamp).not.toBe(before!.stamp)
    expect(await range.sums.list(id)).toEqual([])
  })

  test('what is shown as finished was so at one moment, though a list of sums is none', async () => {
    const range = await aRange([aBatch(0, 'u')])
    const two = { ...send, frozen: { ...frozen, ranges: 2 } }
    await range.batches.add(id, { ...aBatch(0, '.'), key: key(0, 1) })
    await range.rangeEnds.add(id, { range: 1, batches: 1, candidates: 0, excluded: {} })
    for (const batch of [key(0), key(0, 1)]) await range.plain.refresh(id, batch)
    // The first range is listed while it is done; then it is reopened, and then the second one is done.
    let lists = 0
    const torn = async () => {
      if (lists++ > 0) return range.sums.list(id)
      const [first] = await range.sums.list(id)
      await range.plain.reopening(id, 0, async () => {
        await range.batches.reopen(id, key(0), (await range.batches.get(id, key(0)))!, '.')
      })
      const late = (await range.batches.get(id, key(0, 1)))!
      await range.batches.claim(id, late.key, 'w', noon, noon + 1)
      await range.batches.mark(id, late.key, 'w', late, { after: 'a' })
      await range.plain.refresh(id, late.key)
      return [first!, (await range.sums.list(id))[1]!]
    }
    const { state } = await createStatus({ rangeSums: { ...range.plain, list: torn }, time: range.time })(two)
    expect(state).toBe('delivering')
  })

  test('sums that cannot be read are derived anew by whoever derives them next', async () => {
    const range = await aRange([aBatch(0, 'au')])
    await range.plain.refresh(id, key(0))
    await putBroken(client, range.table, `send#${id}`, 'sums#000')
    await range.plain.refresh(id, key(0))
    expect(await range.sums.get(id, 0)).toMatchObject({ sums: { accepted: 1, uncertain: 1, closed: 1 } })
    expect(await range.shown()).not.toHaveProperty('unreadable')
  })

  test('sums that a newer version wrote keep their number: a late write of before changes nothing', async () => {
    const range = await aRange([aBatch(0, '..')])
    await range.plain.refresh(id, key(0))
    const { sums } = (await range.sums.get(id, 0))!
    const row = { pk: `send#${id}`, sk: 'sums#000', version: 7, sums: { newer: true } }
    await client.send(new PutItemCommand({ TableName: range.table, Item: marshall(row) }))
    await range.plain.refresh(id, key(0))
    expect(await range.sums.put(id, 0, 1, { ...sums, accepted: 99 })).toBeUndefined()
    expect(await range.sums.put(id, 0, 7, { ...sums, accepted: 99 })).toBeUndefined()
    expect(await range.sums.get(id, 0)).toMatchObject({ version: 8, sums: { waiting: 2 } })
  })

  test('sums that were put where none stood, or none with a version, do not stand over any that were put since', async () => {
    const range = await aRange([aBatch(0, '..')])
    await range.plain.refresh(id, key(0))
    const { sums } = (await range.sums.get(id, 0))!
    for (const known of [undefined, 0])
      expect(await range.sums.put(id, 0, known, { ...sums, accepted: 99 }), String(known)).toBeUndefined()
    expect(await range.sums.get(id, 0)).toMatchObject({ version: 1, sums: { accepted: 0 } })
    await client.send(
      new PutItemCommand({ TableName: range.table, Item: marshall({ pk: `send#${id}`, sk: 'sums#001' }) }),
    )
    expect(await range.sums.put(id, 1, 0, sums)).toMatchObject({ version: 1 })
  })

  test('who had said that batches are about to be reopened cannot be known then: nobody says done for long', async () => {
    const range = await aRange([aBatch(0, 'a')])
    await putBroken(client, range.table, `send#${id}`, 'sums#000')
    await range.plain.refresh(id, key(0))
    expect((await range.shown()).state).toBe('delivering')
    range.now += reopeningMs + 1
    await range.plain.refresh(id, key(0))
    expect((await range.shown()).state).toBe('finished')
  })

  test('a send that the sweeper has forgotten is shown by its rows where its sums cannot be read, and looked after again', async () => {
    const range = await aRange([aBatch(0, 'aau')])
    await range.plain.refresh(id, key(0))
    await putBroken(client, range.table, `send#${id}`, 'sums#000')
    const shown = await range.shown()
    expect(shown).toMatchObject({ audience: { accepted: 2, uncertain: 1, candidates: 5 } })
    expect(shown).not.toHaveProperty('unreadable')
    // Who had said that batches are about to be reopened is lost: until that is over, somebody must look.
    expect((await range.openSends.list()).open).toMatchObject([{ id }])
  })

  test('a range of which a batch cannot be read is named beside the figures, which are without it', async () => {
    const range = await aRange([aBatch(0, 'aa'), aBatch(1, 'a')])
    await putBroken(client, range.table, `send#${id}`, `batch#${key(1)}`)
    await range.plain.refresh(id, key(0))
    expect(await range.shown()).toMatchObject({ audience: { accepted: 2 }, unreadable: [0] })
  })

  test('a send with sums that cannot be derived either is shown, with the ranges that are in no figure', async () => {
    const range = await aRange([aBatch(0, 'aa'), aBatch(0, 'a', { key: key(0, 1) })])
    const two = { ...send, frozen: { ...frozen, ranges: 2 } }
    await range.plain.refresh(id, key(0))
    await putBroken(client, range.table, `send#${id}`, 'sums#001')
    const survey = async () => {
      throw new Error('the database is away')
    }
    expect(
      await createStatus({ rangeSums: { ...range.plain, survey }, time: range.time })(two),
    ).toMatchObject({
      audience: { accepted: 2 },
      unreadable: [1],
    })
  })
})
