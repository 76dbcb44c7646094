import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { beforeEach, expect, test } from 'vitest'
import { openSendKeys } from '../../functions/sending/ledger/keys.ts'
import { createLedger, type Ledger } from '../../functions/sending/ledger/ledger.table.ts'
import type { PlanStep } from '../../functions/sending/ledger/plan-step.ts'
import type { RangeEnd } from '../../functions/sending/ledger/range-end.ts'
import type { Frozen, Send } from '../../functions/sending/ledger/send.ts'
import { stamp } from '../../functions/sending/ledger/stamp.table.ts'
import { type LedgerTables, ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'

const id = 'matrix-64--digest'
const aSend = (but: Partial<Send> = {}): Send => ({
  id,
  issue: 'matrix-64',
  by: 'admin',
  requestedAt: '2026-12-01T00:00:00.000Z',
  holds: {},
  ...but,
})
const frozen = (at: string): Frozen => ({ at, editions: { en: 'hash-en' }, topics: ['focus'], ranges: 2 })
const aStep = (number: number, but: Partial<PlanStep> = {}): PlanStep => ({
  ...{ number, upTo: 'ab', last: false, leftOut: { pending: 'aaaaaaaaaaaaaaaaaaaaaa' } },
  groups: [{ key: `000-000${number}`, recipients: 'en  aaaaaaaaaaaaaaaaaaaaab', size: 1 }],
  ...but,
})
const anEnd = (range: number, but: Partial<RangeEnd> = {}): RangeEnd => ({
  ...{ range, batches: 3, candidates: 4, excluded: {} },
  ...but,
})

onEachDatabase(({ client, forgetful, createTable }) => {
  let name: string
  let tables: LedgerTables
  let forgetfulTables: LedgerTables
  beforeEach(async () => {
    name = await createTable('pk', 'sk')
    tables = ledgerTables(client, name)
    forgetfulTables = ledgerTables(forgetful, name)
  })
  const putBroken = (pk: string, sk: string) =>
    client.send(new PutItemCommand({ TableName: name, Item: marshall({ pk, sk, number: 'seven' }) }))

  test('a send is made once; who comes second gets the first', async () => {
    expect(await tables.sends.create(aSend({ at: undefined }))).toEqual({ won: true, value: aSend() })
    expect(await tables.sends.create(aSend({ by: 'cadence' }))).toEqual({ won: false, value: aSend() })
    expect(await tables.sends.get(id)).toStrictEqual(aSend())
    expect(await tables.sends.ids()).toEqual([id])
  })

  test('a send is made all the same when the answer was lost', async () => {
    const made = await forgetfulTables.sends.create(
      aSend({ test: { address: 'a@example.org', language: 'en' } }),
    )
    expect(made.won).toBe(true)
    expect(await tables.sends.ids()).toEqual([id])
  })

  test('sends that nobody made are not there', async () => {
    expect(await tables.sends.get(id)).toBeUndefined()
    expect(await tables.sends.ids()).toEqual([])
    expect(await tables.sends.freeze(id, frozen('now'), {})).toBeUndefined()
    expect(await tables.sends.get(id)).toBeUndefined()
  })

  test('an audience is frozen once; the second freeze gets the first', async () => {
    await tables.sends.create(aSend())
    expect((await tables.sends.freeze(id, frozen('first'), {}))?.frozen?.at).toBe('first')
    expect((await tables.sends.freeze(id, frozen('second'), {}))?.frozen?.at).toBe('first')
  })

  test('of many freezes at once all get the same', async () => {
    await tables.sends.create(aSend())
    const all = await Promise.all(['a', 'b', 'c', 'd'].map((at) => tables.sends.freeze(id, frozen(at), {})))
    expect(new Set(all.map((send) => send?.frozen?.at)).size).toBe(1)
  })

  test('a freeze whose answer was lost stands', async () => {
    await tables.sends.create(aSend())
    expect((await forgetfulTables.sends.freeze(id, frozen('now'), {}))?.frozen).toEqual(frozen('now'))
  })

  test('a send is held for each cause once, and each cause lifts only its own', async () => {
    await tables.sends.create(aSend())
    expect(await tables.sends.hold(id, 'person', 'first')).toMatchObject({ holds: { person: 'first' } })
    expect(await tables.sends.hold(id, 'person', 'second')).toBeUndefined()
    await forgetfulTables.sends.hold(id, 'reputation', 'then')
    expect((await tables.sends.get(id))?.holds).toEqual({ person: 'first', reputation: 'then' })
    const lifted = await forgetfulTables.sends.lift(id, ['person', 'overdue'], false)
    expect(lifted).toStrictEqual(aSend({ holds: { reputation: 'then' }, lifts: 1 }))
    expect(await forgetfulTables.sends.lift(id, ['reputation'], true)).toStrictEqual(
      aSend({ trusted: true, lifts: 2 }),
    )
  })

  test('a send is cancelled once', async () => {
    await tables.sends.create(aSend())
    expect(await tables.sends.cancel(id, 'first', {})).toStrictEqual(aSend({ cancelledAt: 'first' }))
    expect(await forgetfulTables.sends.cancel(id, 'second', {})).toBeUndefined()
    expect(await tables.sends.get(id)).toMatchObject({ cancelledAt: 'first' })
  })

  test('a send gets another time until it is frozen or cancelled', async () => {
    await tables.sends.create(aSend({ at: 'noon' }))
    expect(await forgetfulTables.sends.reschedule(id, 'one')).toStrictEqual(aSend({ at: 'one' }))
    expect(await forgetfulTables.sends.reschedule(id)).toStrictEqual(aSend())
    await tables.sends.freeze(id, frozen('now'), {})
    expect(await tables.sends.reschedule(id, 'two')).toBeUndefined()
    const other = aSend({ id: 'matrix-65--digest' })
    await tables.sends.create(other)
    await tables.sends.cancel(other.id, 'now', {})
    expect(await tables.sends.reschedule(other.id, 'two')).toBeUndefined()
  })

  test('a lift that takes effect late leaves a hold that was set after it', async () => {
    await tables.sends.create(aSend())
    const seen = { person: 'first' }
    await tables.sends.hold(id, 'person', seen.person)
    await tables.sends.lift(id, ['person'], false, seen)
    await tables.sends.hold(id, 'person', 'second')
    expect(await tables.sends.lift(id, ['person'], false, seen)).toMatchObject({
      holds: { person: 'second' },
    })
    expect(await tables.sends.get(id)).toMatchObject({ holds: { person: 'second' } })
  })

  test('who was trusted with bounces and complaints is not held for them again', async () => {
    await tables.sends.create(aSend())
    await tables.sends.hold(id, 'reputation', 'then')
    await tables.sends.lift(id, ['reputation'], true)
    expect(await tables.sends.hold(id, 'reputation', 'later')).toBeUndefined()
    expect(await tables.sends.get(id)).toMatchObject({ holds: {}, trusted: true })
  })

  test('nobody holds, lifts, cancels or reschedules what is not there', async () => {
    expect(await tables.sends.hold(id, 'person', 'now')).toBeUndefined()
    expect(await tables.sends.lift(id, ['person'], true)).toBeUndefined()
    expect(await tables.sends.cancel(id, 'now', {})).toBeUndefined()
    expect(await tables.sends.reschedule(id, 'now')).toBeUndefined()
    expect(await tables.sends.get(id)).toBeUndefined()
  })

  test('a send is open from when it is added until it is forgotten, however often either is said', async () => {
    const open = async () => (await tables.openSends.list()).open.map((one) => one.id)
    for (const table of [tables, forgetfulTables]) {
      await table.openSends.add(id)
      await table.openSends.add('matrix-65--digest')
    }
    expect(await open()).toEqual([id, 'matrix-65--digest'])
    for (const table of [tables, forgetfulTables])
      for (const one of (await table.openSends.list()).open) await one.forget()
    expect(await open()).toEqual([])
    expect(await tables.sends.ids()).toEqual([])
  })

  test('a send that is opened again while a sweeper looks at it is not forgotten', async () => {
    await tables.openSends.add(id)
    for (const again of [() => tables.openSends.add(id), () => forgetfulTables.openSends.touch(id)]) {
      const [seen] = (await tables.openSends.list()).open
      await again()
      await seen!.forget()
      expect((await tables.openSends.list()).open).toHaveLength(1)
    }
    await forgetfulTables.openSends.touch('matrix-65--digest')
    expect((await tables.openSends.list()).open).toHaveLength(2)
  })

  test('a stamp that comes late, after others, does not come back', async () => {
    const { add, list } = tables.openSends
    const ledger = createLedger(client, name)
    await add(id)
    const [first] = (await list()).open
    const late: (() => Promise<unknown>)[] = []
    const keep: Pick<Ledger, 'get' | 'update'> = {
      get: ledger.get,
      update: (schema, key, change) => {
        late.push(() => ledger.update(schema, key, change))
        return ledger.update(schema, key, change)
      },
    }
    await stamp(keep, openSendKeys.of(id))
    const [second] = (await list()).open
    await add(id)
    const [third] = (await list()).open
    for (const again of late) await again()
    expect((await list()).open[0]?.stamp).toBe(third?.stamp)
    for (const seen of [first, second]) await seen?.forget()
    expect((await list()).open).toHaveLength(1)
    await third?.forget()
    expect((await list()).open).toEqual([])
  })

  test('that a send was begun again is noted only of the opening that was seen', async () => {
    const { openSends } = tables
    await openSends.add(id)
    const [seen] = (await openSends.list()).open
    await openSends.add(id)
    expect(await openSends.hinted(id, seen!.stamp, 7)).toBeUndefined()
    const [standing] = (await openSends.list()).open
    expect(standing?.hintedAt).toBeUndefined()
    await openSends.hinted(id, standing!.stamp, 7)
    expect((await openSends.list()).open).toMatchObject([{ id, hintedAt: 7 }])
  })

  test('a series’ batches come when they are due, the longest due first', async () => {
    const at = (hour: number) => Date.parse('2026-12-01T00:00:00Z') + hour * 3_600_000
    for (const [batch, hour] of [
      ['c', 3],
      ['a', 1],
      ['b', 2],
    ] as const)
      await forgetfulTables.dueBatches.add(id, batch, at(hour))
    const due = async (hour: number) => (await tables.dueBatches.list(id, at(hour))).map(({ batch }) => batch)
    expect([await due(0.5), await due(1), await due(2.5), await due(9)]).toEqual([
      [],
      ['a'],
      ['a', 'b'],
      ['a', 'b', 'c'],
    ])
    for (const { remove } of await tables.dueBatches.list(id, at(2))) await remove()
    expect([await due(9), await tables.dueBatches.isEmpty(id)]).toEqual([['c'], false])
    for (const { remove } of await tables.dueBatches.list(id, at(9))) await remove()
    expect(await tables.dueBatches.isEmpty(id)).toBe(true)
  })

  test('each occasion of the cadence chooses once, none ready also', async () => {
    expect(await forgetfulTables.cadences.choose('2026-12-10', 'matrix-64')).toBe('matrix-64')
    expect(await tables.cadences.choose('2026-12-10', 'matrix-65')).toBe('matrix-64')
    expect(await tables.cadences.choose('2027-01-10', undefined)).toBeUndefined()
    expect(await tables.cadences.choose('2027-01-10', 'matrix-65')).toBeUndefined()
  })

  test('a step of a plan is taken once; who comes second gets the first', async () => {
    expect(await tables.planSteps.take(id, 0, aStep(0))).toEqual({ won: true, value: aStep(0) })
    const end = aStep(0, { groups: [], last: true })
    expect(await tables.planSteps.take(id, 0, end)).toEqual({ won: false, value: aStep(0) })
    expect(await tables.planSteps.get(id, 0, 0)).toStrictEqual(aStep(0))
    expect(await tables.planSteps.get(id, 0, 1)).toBeUndefined()
    expect((await forgetfulTables.planSteps.take(id, 1, end)).won).toBe(true)
  })

  test('a plan is listed in order, over 1 MB too, without the plans of other ranges', async () => {
    const groups = [{ key: '001-0000', recipients: 'x'.repeat(120_000), size: 1 }]
    for (const number of [11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0])
      await tables.planSteps.take(id, 1, aStep(number, { groups }))
    await tables.planSteps.take(id, 11, aStep(0))
    expect((await tables.planSteps.list(id, 1)).map(({ number }) => number)).toEqual([...Array(12).keys()])
    expect(await tables.planSteps.list(id, 0)).toEqual([])
  })

  test('ends of ranges are kept once each', async () => {
    await tables.sends.create(aSend())
    for (const range of [10, 2]) await tables.rangeEnds.add(id, anEnd(range))
    await tables.rangeEnds.add(id, anEnd(2, { batches: 99 }))
    await forgetfulTables.rangeEnds.add(id, anEnd(0))
    for (const range of [0, 2, 10]) expect(await tables.rangeEnds.get(id, range)).toEqual(anEnd(range))
    expect(await tables.rangeEnds.get(id, 1)).toBeUndefined()
  })

  test('a broken row is a surprise to everyone who reads it', async () => {
    await putBroken(`send#${id}`, 'send')
    await putBroken(`send#${id}`, 'range#000')
    await putBroken(`plan#${id}#0`, '0000')
    const readings = [
      () => tables.sends.get(id),
      () => tables.sends.create(aSend()),
      () => tables.sends.freeze(id, frozen('now'), {}),
      () => tables.rangeEnds.get(id, 0),
      () => tables.planSteps.last(id, 0),
      () => tables.rangeEnds.add(id, anEnd(0)),
      () => tables.planSteps.list(id, 0),
      () => tables.planSteps.get(id, 0, 0),
      () => tables.planSteps.take(id, 0, aStep(0)),
    ]
    for (const read of readings)
      await expect(read(), String(read)).rejects.toThrow(/The ledger’s item .* another version/)
  })
})
