import { expect, test } from 'vitest'
import { createApplyReports } from '../../functions/sending/ledger/apply-reports.ts'
import {
  blankId,
  packRecipients,
  unpackIds,
  unpackRecipients,
} from '../../functions/sending/ledger/plan-step.ts'
import type { ReaderRow, Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld } from './sending-world.ts'

const digest = 'matrix-64--digest'
const welcome = 'matrix-64--welcome-0-2026-12'
const minute = 60_000
type Active = Extract<Subscriber, { status: 'active' }>

onEachDatabase(({ client, createTable }) => {
  const aWorld = async (count = 12) => {
    const rows: ReaderRow[] = Array.from({ length: count }, (_, number) =>
      anActiveReader(number, { confirmedAt: '2026-11-01T00:00:00.000Z' }),
    ).sort((a, b) => (a.id < b.id ? -1 : 1))
    const world = aSendingWorld(client, await createTable('pk', 'sk'), rows, { estimate: count })
    const is = (row: ReaderRow) => {
      const place = rows.findIndex(({ id }) => id === row.id)
      if (place < 0) rows.push(row)
      else rows[place] = row
    }
    const erase = async (id: string, isNoted = true) => {
      await world.erasures.add(id, world.now(), 'a secret')
      is({ id, status: 'erased', at: new Date(world.now()).toISOString(), revision: 2 })
      if (isNoted) await world.erasures.isDone(id, world.now())
    }
    const steps = () => world.planSteps.list(digest, 0)
    return {
      world,
      rows,
      is,
      erase,
      steps,
      named: async () =>
        (await steps()).flatMap(({ groups, leftOut, upTo }) => [
          ...groups.flatMap(({ recipients }) => unpackRecipients(recipients).map(({ id }) => id)),
          ...Object.values(leftOut).flatMap(unpackIds),
          upTo,
        ]),
      codes: async () => (await world.batches.list(digest)).map(({ codes }) => codes).join(''),
      open: async () => (await world.erasures.list()).items.map(({ sk }) => sk),
      comes: async (reader: Active, confirmedAt: string) => {
        world.advance(Math.max(0, Date.parse(confirmedAt) - world.now()))
        is({ ...reader, confirmedAt })
        const message = { kind: 'confirmed', subscriber: reader.id, at: Date.parse(confirmedAt) } as const
        expect(await world.schedule(message)).toBe('welcomed')
      },
    }
  }

  const placesOf = (steps: Awaited<ReturnType<Awaited<ReturnType<typeof aWorld>>['steps']>>) =>
    steps.flatMap(({ groups }) => groups.map(({ recipients }) => unpackRecipients(recipients)))
  const reports = (send: string, batch: string, index: number) => [{ send, batch, index, code: 'd' as const }]

  test('who is erased is blanked in place, and left out; everybody else keeps their place and their mail', async () => {
    const { world, rows, erase, named, steps, codes, open } = await aWorld()
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const before = placesOf(await steps())
    const gone = [rows[3]!.id, rows.at(-1)!.id]
    for (const id of gone) await erase(id)
    await world.sweep()
    expect(placesOf(await steps())).toEqual(
      before.map((some) => some.map((one) => (gone.includes(one.id) ? { ...one, id: blankId } : one))),
    )
    for (const id of gone) expect(await named()).not.toContain(id)
    await world.work()
    expect(world.mailed).toHaveLength(10)
    expect(world.mailed).not.toContain(blankId)
    const places = before.flat().map(({ id }) => (gone.includes(id) ? 'G' : 'a'))
    expect(await codes()).toBe(places.join(''))
    expect((await world.derived()).audience).toMatchObject({
      candidates: 12,
      accepted: 10,
      excluded: { erased: 2 },
    })
    // Series are looked at when whatever read the rows before has had its effect.
    expect(await open()).toHaveLength(2)
    world.advance(16 * minute)
    await world.sweep()
    expect(await open()).toEqual([])
  })

  test('nobody is blanked before the range’s end: a planner may still name them in the step after', async () => {
    const { world, rows, erase, named, open } = await aWorld()
    await world.start()
    world.planQueue.length = 0
    const [first, second] = rows as [Active, Active]
    await erase(second.id)
    await world.sweep()
    world.advance(60 * minute)
    await world.sweep()
    expect(await open()).toEqual([second.id])
    const step = (reader: Active, number: number, last: boolean) => ({
      ...{ number, last, upTo: reader.id, leftOut: {} },
      groups: [
        {
          key: `000-000${number}`,
          size: 1,
          recipients: packRecipients([{ id: reader.id, language: 'en', topics: [] }]),
        },
      ],
    })
    await world.planSteps.take(digest, 0, step(first, 0, false))
    await world.planSteps.take(digest, 0, step(second, 1, true))
    await world.sweep()
    expect(await named()).toContain(second.id)
    await world.rangeEnds.add(digest, { range: 0, batches: 2, candidates: 0, excluded: {} })
    await world.sweep()
    // The step ended with them: it ends where the one before it did.
    expect(await named()).toEqual([first.id, first.id, blankId, first.id])
    expect(await open()).toEqual([])
  })

  test.each(['report', 'write-off', 'resend'] as const)(
    'an uncertain reader who is blanked is settled by a %s, and nobody is mailed',
    async (how) => {
      const { world, rows, erase, named, steps } = await aWorld()
      await world.run()
      const reader = rows[3]!.id
      const [group] = (await steps())[0]!.groups
      const index = unpackRecipients(group!.recipients).findIndex(({ id }) => id === reader)
      const batch = (await world.batches.get(digest, group!.key))!
      const uncertain = [...batch.codes].map((code, at) => (at === index ? 'u' : code)).join('')
      await world.batches.rewrite(digest, batch.key, batch, uncertain)
      await erase(reader)
      await world.sweep()
      expect(await named()).not.toContain(reader)
      const mailed = world.mailed.length
      if (how === 'report')
        await createApplyReports(world)(digest, batch.key, reports(digest, batch.key, index))
      else {
        world.advance(20 * minute)
        expect(await world.control.resolve(digest, how)).toMatchObject({ outcome: 'done', changed: 1 })
        await world.work()
      }
      const { codes } = (await world.batches.get(digest, batch.key))!
      expect(codes[index]).toBe({ report: 'a', 'write-off': 'W', resend: 'G' }[how])
      expect(world.mailed).toHaveLength(mailed)
    },
  )

  test('their letter of welcome is there without their name, with its outcome and report, and counts once', async () => {
    const { world, rows, erase, comes, open } = await aWorld()
    await world.run()
    const reader = anActiveReader(99) as Active
    await comes(reader, '2026-12-02T02:00:00.000Z')
    await world.work()
    await createApplyReports(world)(welcome, reader.id, reports(welcome, reader.id, 0))
    const before = (await world.derived(welcome)).audience
    await erase(reader.id)
    await world.sweep()
    expect(await world.batches.get(welcome, reader.id)).toBeDefined()
    world.advance(16 * minute)
    await world.sweep()
    expect(await open()).toEqual([])
    const [copy, ...more] = await world.batches.list(welcome)
    expect(more).toEqual([])
    expect(copy!.key).toMatch(/^[0-9a-f]{32}$/)
    expect(JSON.stringify(copy)).not.toContain(reader.id)
    expect(unpackRecipients(copy!.recipients!)).toEqual([
      { id: blankId, language: reader.language, topics: [] },
    ])
    expect((await world.derived(welcome)).audience).toEqual(before)
    expect((await world.sesReports.get(welcome, copy!.key)).codes).toBe('d')
    expect((await world.sesReports.get(welcome, reader.id)).codes).toBe('')
    expect(await world.dueBatches.isEmpty(welcome)).toBe(true)
    // An event of SES that comes later is nobody's.
    await createApplyReports(world)(welcome, reader.id, reports(welcome, reader.id, 0))
    expect((await world.sesReports.get(welcome, reader.id)).codes).toBe('')
    expect(rows).toHaveLength(13)
  })

  test('a letter of welcome that waits is closed; who came back has a new one, which stays', async () => {
    const { world, erase, comes, open } = await aWorld()
    await world.run()
    const [ada, bob] = [anActiveReader(98) as Active, anActiveReader(99) as Active]
    for (const reader of [ada, bob]) await comes(reader, '2026-12-02T02:00:00.000Z')
    world.batchQueue.length = 0
    for (const { id } of [ada, bob]) await erase(id)
    world.advance(minute)
    const confirmedAt = new Date(world.now()).toISOString()
    await comes({ ...bob, createdAt: confirmedAt, revision: 5 }, confirmedAt)
    world.batchQueue.length = 0
    world.advance(16 * minute)
    await world.sweep()
    expect(await open()).toEqual([])
    expect(await world.batches.get(welcome, ada.id)).toBeUndefined()
    expect(await world.batches.get(welcome, bob.id)).toMatchObject({ codes: '.', welcome: { confirmedAt } })
    expect((await world.derived(welcome)).audience).toMatchObject({
      candidates: 2,
      excluded: { erased: 1 },
      waiting: 1,
    })
  })

  test('who asked for it and died before the row was erased changes nothing; who died after has it carried out', async () => {
    const { world, rows, erase, named, open } = await aWorld()
    await world.run()
    const [kept, gone] = rows as [Active, Active]
    await world.erasures.add(kept.id, world.now(), 'a secret')
    await erase(gone.id, false)
    await world.sweep()
    expect(await named()).toContain(kept.id)
    expect(await named()).not.toContain(gone.id)
    world.advance(16 * minute)
    await world.sweep()
    expect(await open()).toEqual([])
    expect(await named()).toContain(kept.id)
  })
})
