import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
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

onEachDatabase(({ client, createTable }) => {
  /** A send of which one reader has the issue, and the others were left out by a cancel. */
  const aCancelledSend = async () => {
    const table = await createTable('pk', 'sk')
    const world = aSendingWorld(client, table, readers)
    await world.start()
    const [first] = world.planQueue.splice(0, 1)
    await world.plan(first!.range)
    const [batch] = world.batchQueue.splice(0, 1)
    await world.deliver(batch!.batch)
    await world.control.cancel(id)
    await world.work()
    expect(await world.status()).toMatchObject({
      state: 'cancelled',
      audience: { accepted: 1, excluded: { cancelled: 2 }, waiting: 0 },
    })
    /** Asks anew; whoever asks dies at its nth change. */
    const askAnew = async (diesAt = 0) => {
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
        editions: { issue: async () => issue },
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
    const batch = {
      key,
      size: 2,
      candidates: 2,
      excluded: {},
      codes: '..',
      hintedAt: 0,
      closed: false,
      attempt: 0,
    }
    await tables.batches.add(id, batch)
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
