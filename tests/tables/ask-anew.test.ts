import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import type { PublishedIssue } from '../../functions/edition/model/edition.table.ts'
import { testStep } from '../../functions/sending/plan/plan.ts'
import { reopenCancelled } from '../../functions/sending/plan/reopen-cancelled.ts'
import { createRequestSend } from '../../functions/sending/schedule/request-send.ts'
import { anIssuePublished, aSubscriber } from '../builders.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'
import { aSendingWorld } from './sending-world.ts'

const issue = anIssuePublished()
const id = `${issue.id}--digest`
const readers = ['00', '80', 'ff'].map((shard, index) =>
  aSubscriber('active', { id: shard + String(index).repeat(30), email: `r${index}@example.org`, topics: [] }),
)

/** Of two recipients who wait. */
const waitingBatch = {
  size: 2,
  candidates: 2,
  excluded: {},
  codes: '..',
  hintedAt: 0,
  closed: false,
  attempt: 0,
}

onEachDatabase(({ client, createTable }) => {
  /** A send of which one reader has the issue, and the others were left out by a cancel. */
  const aCancelledSend = async (before?: (world: ReturnType<typeof aSendingWorld>) => Promise<unknown>) => {
    const table = await createTable('pk', 'sk')
    const world = aSendingWorld(client, table, readers)
    await world.start()
    const [first] = world.planQueue.splice(0, 1)
    await world.plan(first!.range)
    const [batch] = world.batchQueue.splice(0, 1)
    await world.deliver(batch!.batch)
    await before?.(world)
    await world.control.cancel(id)
    await world.work()
    expect(await world.status()).toMatchObject({
      state: 'cancelled',
      audience: { accepted: 1, excluded: { cancelled: 2 }, waiting: 0 },
    })
    /**
     * Asks anew; whoever asks dies at its nth change.
     * @param secondLook before the issue is looked at again
     */
    const askAnew = async (
      diesAt = 0,
      secondLook?: () => Promise<void>,
      published: PublishedIssue = issue,
    ) => {
      let looks = 0
      const look = async () => {
        looks += 1
        if (looks === 2) await secondLook?.()
        return (await world.editions.issue()) && published
      }
      let changes = 0
      const killable = new Proxy(client, {
        get: (target, name) => {
          if (name !== 'send') return Reflect.get(target, name)
          return async (command: object) => {
            const isChange = !/^(Get|Query)/.test(command.constructor.name)
            if (isChange && ++changes === diesAt) throw new Error('killed')
            return target.send(command as never)
          }
        },
      }) as DynamoDBClient
      const cancelledAt = (await world.sends.get(id))!.cancelledAt!
      const request = createRequestSend({
        ...ledgerTables(killable, table),
        editions: { issue: look },
        queue: { send: async () => void (await world.schedule({ kind: 'start', send: id })) },
        time: { likely: world.now },
      })
      return { changes: () => changes, asked: await request({ issue: issue.id, anew: cancelledAt }) }
    }
    const comeToAnEnd = async () => {
      for (let round = 0; round < 6; round += 1) await world.work()
    }
    return { world, askAnew, comeToAnEnd }
  }

  test('who has the issue does not get it again, who was left out does, and the sums hold', async () => {
    const { world, askAnew, comeToAnEnd } = await aCancelledSend()
    expect((await askAnew()).asked.outcome).toBe('asked-anew')
    expect((await world.status()).state).not.toBe('finished')
    await comeToAnEnd()
    expect([...world.mailed].sort()).toEqual(readers.map((reader) => reader.id).sort())
    expect(await world.status()).toMatchObject({
      state: 'finished',
      audience: { candidates: 3, accepted: 3, excluded: {}, waiting: 0 },
    })
    const { anew, reopening, cancelledAt } = (await world.sends.get(id))!
    expect([anew, reopening, cancelledAt]).toEqual([1, undefined, undefined])
  })

  test('whoever asks and dies at any change leaves a cancelled send, or one that the sweeper has go on', async () => {
    for (let at = 1; at <= 5; at += 1) {
      const { world, askAnew, comeToAnEnd } = await aCancelledSend()
      await askAnew(at).catch(() => {})
      await comeToAnEnd()
      const { state, audience } = await world.status()
      expect(['cancelled', 'finished'], `killed at ${at}`).toContain(state)
      expect(audience.accepted, `killed at ${at}`).toBe(state === 'finished' ? 3 : 1)
      expect(new Set(world.mailed).size, `killed at ${at}`).toBe(world.mailed.length)
    }
  })

  /** What stands when all is done: one reader had the issue before, and nobody got it since. */
  const expectCancelled = async (world: ReturnType<typeof aSendingWorld>) => {
    expect(world.mailed).toHaveLength(1)
    expect(await world.status()).toMatchObject({
      state: 'cancelled',
      audience: { accepted: 1, excluded: { cancelled: 2 }, waiting: 0 },
    })
    expect((await world.sends.get(id))!.reopening).toBeUndefined()
  }

  test('a person’s pause of before ends when the cancel is taken back, by whoever takes it back; what else holds it stays', async () => {
    for (const dies of [false, true]) {
      const world = aSendingWorld(client, await createTable('pk', 'sk'), readers)
      await world.start()
      expect((await world.control.pause(id)).outcome).toBe('done')
      await world.sends.hold(id, 'reputation', 'then')
      await world.control.cancel(id)
      const cancelled = (await world.sends.get(id))!
      await world.openSends.add(id)
      const again = { requestedAt: 'now', by: 'ada', editions: issue.editions }
      const noted = (await world.sends.askAnew(id, cancelled, again))!
      expect(noted.holds).toHaveProperty('person')
      // Whoever asked has died, and the sweeper takes the cancel back.
      if (dies) await world.sweep()
      else await world.sends.takeCancelBack(id, noted)
      const { holds, cancelledAt } = (await world.sends.get(id))!
      expect([holds, cancelledAt]).toEqual([{ reputation: 'then' }, undefined])
    }
  })

  test('a sweeper that saw the send cancelled does not forget it when another has taken the cancel back', async () => {
    const { world } = await aCancelledSend()
    const cancelled = (await world.sends.get(id))!
    await world.openSends.add(id)
    const [seen] = (await world.openSends.list()).open
    const again = { requestedAt: new Date(world.now()).toISOString(), by: 'ada', editions: issue.editions }
    await world.sends.askAnew(id, cancelled, again)
    // Whoever asked dies here; one round takes the cancel back, and the other is late.
    await world.sweep()
    await seen!.forget()
    for (let round = 0; round < 6; round += 1) {
      world.advance(6 * 60_000)
      await world.sweep()
      await world.work()
    }
    expect(await world.status()).toMatchObject({ state: 'finished', audience: { accepted: 3 } })
    expect((await world.sends.get(id))!.reopening).toBeUndefined()
  })

  test('who asks anew for what was paused has it go out', async () => {
    const { world, askAnew, comeToAnEnd } = await aCancelledSend(({ control }) => control.pause(id))
    expect((await world.sends.get(id))!.holds).toHaveProperty('person')
    expect((await askAnew()).asked.outcome).toBe('asked-anew')
    await comeToAnEnd()
    expect(await world.status()).toMatchObject({ state: 'finished', audience: { accepted: 3 } })
  })

  test('a pause that was asked for before the cancel and takes effect after it was taken back holds nothing; a new one does', async () => {
    const { world, askAnew } = await aCancelledSend()
    const before = (await world.sends.get(id))!
    expect((await askAnew()).asked.outcome).toBe('asked-anew')
    expect(await world.sends.hold(id, 'person', 'late', { seen: before })).toBeUndefined()
    expect((await world.control.pause(id)).outcome).toBe('done')
  })

  test('whoever asks and dies while the issue is taken down has nobody mailed: the sweeper lets the cancel hold', async () => {
    const { world, askAnew, comeToAnEnd } = await aCancelledSend()
    const dies = async () => {
      world.takeDown()
      throw new Error('killed')
    }
    await expect(askAnew(0, dies)).rejects.toThrow('killed')
    expect((await world.sends.get(id))!.reopening).toBeDefined()
    await comeToAnEnd()
    await expectCancelled(world)
  })

  test.each(['before', 'after'])(
    'who asks while the issue is taken down is refused, and nobody is mailed, if the sweeper comes %s it',
    async (when) => {
      const { world, askAnew, comeToAnEnd } = await aCancelledSend()
      const meanwhile = async () => {
        if (when === 'after') world.takeDown()
        await world.sweep()
        world.takeDown()
      }
      expect((await askAnew(0, meanwhile)).asked).toEqual({ outcome: 'not-published' })
      await comeToAnEnd()
      await expectCancelled(world)
    },
  )

  test('who asks late and finds the issue taken down cancels nothing that another asked for since', async () => {
    const { world, askAnew, comeToAnEnd } = await aCancelledSend()
    const meanwhile = async () => {
      await world.sweep()
      await world.control.cancel(id)
      world.advance(1_000)
      expect((await askAnew()).asked.outcome).toBe('asked-anew')
      world.takeDown()
    }
    expect((await askAnew(0, meanwhile)).asked).toEqual({ outcome: 'not-published' })
    world.takeDown(false)
    await comeToAnEnd()
    expect(await world.status()).toMatchObject({ state: 'finished', audience: { accepted: 3 } })
  })

  test.each([true, false])(
    'of one that had not begun the sweeper looks at the issue, too: %s',
    async (isGone) => {
      const world = aSendingWorld(client, await createTable('pk', 'sk'), readers)
      const requestedAt = new Date(world.now()).toISOString()
      const at = new Date(world.now() + 86_400_000).toISOString()
      const send = { id, issue: issue.id, by: 'ada', requestedAt, holds: {}, at }
      await world.openSends.add(id)
      await world.sends.create(send)
      await world.control.cancel(id)
      const cancelled = (await world.sends.get(id))!
      await world.sends.askAnew(id, cancelled, { requestedAt, by: 'ada', at, editions: issue.editions })
      world.takeDown(isGone)
      await world.sweep()
      const { cancelledAt, anew, reopening } = (await world.sends.get(id))!
      expect(reopening).toBeUndefined()
      expect([cancelledAt, anew]).toEqual(isGone ? [cancelled.cancelledAt, undefined] : [undefined, 1])
    },
  )

  test('one for some readers that had not begun is not asked for anew without a word of them', async () => {
    const world = aSendingWorld(client, await createTable('pk', 'sk'), readers)
    const requestedAt = new Date(world.now()).toISOString()
    const at = new Date(world.now() + 86_400_000).toISOString()
    const filter = { languages: ['en'] }
    await world.sends.create({ id, issue: issue.id, by: 'ada', requestedAt, holds: {}, at, filter })
    await world.control.cancel(id)
    const cancelled = (await world.sends.get(id))!
    const request = createRequestSend({
      ...world,
      editions: { issue: async () => issue },
      queue: { send: async () => {} },
      time: { likely: world.now },
    })
    const anew = { issue: issue.id, anew: cancelled.cancelledAt! }
    expect(await request(anew)).toEqual({ outcome: 'for-whom', send: cancelled })
    expect(await world.sends.get(id)).toEqual(cancelled)
    expect(await request({ ...anew, filter })).toMatchObject({ outcome: 'asked-anew', send: { filter } })
  })

  test('who was left out gets what is published now; no language may have been dropped', async () => {
    const { world, askAnew } = await aCancelledSend()
    const before = await world.sends.get(id)
    const dropped = { ...issue, editions: { 'zh-CN': 'mended' } }
    expect((await askAnew(0, undefined, dropped)).asked).toMatchObject({
      outcome: 'dropped',
      languages: ['en'],
    })
    expect(await world.sends.get(id)).toEqual(before)
    const editions = { 'zh-CN': 'mended', en: 'mended-too' }
    expect((await askAnew(0, undefined, { ...issue, editions })).asked.outcome).toBe('asked-anew')
    expect((await world.sends.get(id))!.frozen!.editions).toEqual(editions)
  })

  test('planning hints at once at those who wait again, of steps long past too', async () => {
    const { world, askAnew } = await aCancelledSend()
    const left = (await world.batches.list(id)).filter(({ codes }) => codes === 'C')
    await askAnew()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const hinted = () => world.batchQueue.splice(0).map(({ batch }) => batch)
    expect(hinted()).toEqual(expect.arrayContaining(left.map(({ key }) => key)))
  })

  test('hints are given at a range that was cancelled half-way through its planning', async () => {
    const world = aSendingWorld(client, await createTable('pk', 'sk'), readers)
    await world.start()
    for (const number of [0, 1]) {
      const [reader] = [`00${String(number).repeat(30)}`]
      const { groups, soFar } = testStep({ address: '', language: 'en' })
      const [group] = groups
      const key = `000-000${number}`
      const step = { number, upTo: reader, groups: [{ ...group!, key }], leftOut: {}, last: false, soFar }
      await world.planSteps.take(id, 0, step)
      const one = { size: 1, candidates: 1, codes: 'C', closed: true }
      await world.batches.add(id, { ...waitingBatch, ...one, key })
    }
    await world.control.cancel(id)
    const cancelled = (await world.sends.get(id))!
    const again = { requestedAt: cancelled.requestedAt, by: 'ada', editions: issue.editions }
    await world.sends.takeCancelBack(id, (await world.sends.askAnew(id, cancelled, again))!)
    await world.plan(0)
    expect(world.batchQueue.map(({ batch }) => batch)).toContain('000-0000')
    expect((await world.batches.get(id, '000-0000'))!.codes).toBe('.')
  })

  test('a range is not through while a worker holds a batch of which it left somebody out', async () => {
    const world = aSendingWorld(client, await createTable('pk', 'sk'), readers)
    const key = '000-0000'
    await world.batches.add(id, { ...waitingBatch, key })
    await world.rangeEnds.add(id, { range: 0, batches: 1, candidates: 0, excluded: {} })
    const won = (await world.batches.claim(id, key, 'w', 1, 2))!
    const marked = (await world.batches.mark(id, key, 'w', won, { after: 'C>', cancelled: 0 }))!
    const reopen = async () => {
      await reopenCancelled(world, { id, range: 0, anew: 1 })
      return (await world.rangeSums.get(id, 0))?.sums.anew
    }
    expect(await reopen()).toBeUndefined()
    expect((await world.batches.get(id, key))!.codes).toBe('C>')
    await world.batches.mark(id, key, 'w', marked, { after: 'Ca', cancelled: 0 })
    expect(await reopen()).toBe(1)
    expect((await world.batches.get(id, key))!.codes).toBe('.a')
  })

  test('that all are reopened is noted of the asking that is meant, and late of none', async () => {
    const { world, askAnew } = await aCancelledSend()
    await askAnew()
    await world.control.cancel(id)
    const cancelled = (await world.sends.get(id))!
    const again = { requestedAt: '2026-12-01T02:00:00.000Z', by: 'ada', editions: issue.editions }
    const noted = (await world.sends.askAnew(id, cancelled, again))!
    const isMarked = async () => (await world.sends.get(id))!.reopening !== undefined
    // The number is still that of the asking before.
    await world.sends.reopened(id, 1)
    expect(await isMarked()).toBe(true)
    await world.sends.takeCancelBack(id, noted)
    await world.sends.reopened(id, 1)
    expect(await isMarked()).toBe(true)
    await world.sends.reopened(id, 2)
    expect(await isMarked()).toBe(false)
  })

  test('a call that names another cancel takes nothing back, and a late cancel of before holds nothing', async () => {
    const { world, askAnew } = await aCancelledSend()
    const seen = (await world.sends.get(id))!
    await askAnew()
    // As the database gets it: the first try of the cancel that was taken back.
    expect(await world.sends.cancel(id, seen.cancelledAt!, { ...seen })).toBeUndefined()
    expect(await world.sends.takeCancelBack(id, { ...seen, reopening: 'then' })).toMatchObject({ anew: 1 })
    expect((await world.sends.get(id))!.cancelledAt).toBeUndefined()
  })

  test('a worker that saw the cancel leaves nobody out of a batch that was asked for anew since', async () => {
    const tables = ledgerTables(client, await createTable('pk', 'sk'))
    const key = '000-0000'
    await tables.batches.add(id, { ...waitingBatch, key })
    const won = (await tables.batches.claim(id, key, 'w', 1, 2))!
    await tables.batches.markAnew(id, key, won, 1)
    const marked = await tables.batches.mark(id, key, 'w', won, { after: 'aC', cancelled: 0 })
    expect(marked).toMatchObject({ codes: 'a.', closed: false })
    // Who sees a later cancel does.
    expect(await tables.batches.mark(id, key, 'w', marked!, { after: 'aC', cancelled: 1 })).toMatchObject({
      codes: 'aC',
      closed: true,
    })
  })
})
