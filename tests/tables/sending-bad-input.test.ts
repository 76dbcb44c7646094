import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { expect, test } from 'vitest'
import { createSends, type SendsDeps } from '../../functions/api/sends.ts'
import { packRecipients } from '../../functions/sending/ledger/plan-step.ts'
import type { Send } from '../../functions/sending/ledger/send.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { onEachDatabase } from './database.ts'
import { putBroken } from './put-broken.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const digest = 'matrix-64--digest'

onEachDatabase(({ client, createTable }) => {
  const aWorld = async (readers: Subscriber[], options: WorldOptions = {}) => {
    const table = await createTable('pk', 'sk')
    return { table, world: aSendingWorld(client, table, readers, options) }
  }

  test('a send to nobody comes to its end, and its sums are 0', async () => {
    const { world } = await aWorld([])
    await world.run()
    expect(await world.status()).toMatchObject({
      state: 'finished',
      audience: { candidates: 0, accepted: 0, excluded: {}, failed: {}, uncertain: 0, waiting: 0 },
    })
    expect((await world.openSends.list()).open).toEqual([])
  })

  test('with nothing left of the daily quota nobody is mailed, nobody fails, and it goes on when it frees', async () => {
    let left = 0
    const readers = Array.from({ length: 5 }, (_, number) => anActiveReader(number))
    const { world } = await aWorld(readers, { answer: () => (left > 0 ? undefined : { outcome: 'quota' }) })
    await world.run()
    expect(world.mailed).toEqual([])
    expect(await world.status()).toMatchObject({
      state: 'delivering',
      audience: { waiting: 5, failed: {}, uncertain: 0 },
    })
    left = 5
    world.advance(24 * 3_600_000)
    await world.run()
    expect(world.mailed).toHaveLength(5)
  })

  test('a batch that was written before later fields came is delivered as it is', async () => {
    const reader = anActiveReader(1)
    const { world, table } = await aWorld([reader])
    await world.start()
    const put = (item: object) => client.send(new PutItemCommand({ TableName: table, Item: marshall(item) }))
    const recipients = packRecipients([{ id: reader.id, language: reader.language, topics: [] }])
    const groups = [{ key: '000-0000', recipients, size: 1 }]
    await put({
      pk: `plan#${digest}#0`,
      sk: '0000',
      number: 0,
      upTo: reader.id,
      groups,
      leftOut: {},
      last: true,
    })
    const oldest = {
      key: '000-0000',
      size: 1,
      candidates: 1,
      excluded: {},
      codes: '.',
      hintedAt: 0,
      closed: false,
    }
    await put({ pk: `send#${digest}`, sk: 'batch#000-0000', ...oldest, attempt: 0 })
    expect(await world.deliver('000-0000')).toBe('closed')
    expect(world.mailed).toEqual([reader.id])
  })

  test('a batch of a version that is not known mails nobody, and whoever meets it says which it is', async () => {
    const { world, table } = await aWorld([anActiveReader(1)])
    await world.start()
    const newer = {
      pk: `send#${digest}`,
      sk: 'batch#000-0000',
      key: '000-0000',
      codes: [1],
      closed: false,
      attempt: 0,
    }
    await client.send(new PutItemCommand({ TableName: table, Item: marshall(newer) }))
    await expect(world.deliver('000-0000')).rejects.toThrow(
      `The ledger’s item send#${digest}/batch#000-0000 cannot be read: another version`,
    )
    expect(world.mailed).toEqual([])
  })

  test('sums that cannot be read keep no hint of their send back, and are derived anew with one alarm', async () => {
    const readers = Array.from({ length: 5 }, (_, number) => anActiveReader(number))
    const { world, table } = await aWorld(readers, { estimate: 10 })
    await world.start()
    await world.plan(0)
    world.batchQueue.length = 0
    await putBroken(client, table, `send#${digest}`, 'sums#000')
    world.advance(5 * 60_000)
    await expect(world.sweep()).rejects.toThrow('1 things could not be swept')
    expect(world.warnings).toEqual([`Sums of ${digest} cannot be read: they are derived anew`])
    expect(world.batchQueue).toEqual([{ send: digest, batch: '000-0000' }])
    world.advance(20 * 60_000)
    await world.run()
    expect(world.mailed).toHaveLength(5)
    expect(await world.status()).toMatchObject({ state: 'finished', audience: { accepted: 5 } })
  })

  test('a send that cannot be read is listed by the key of its row, beside the others', async () => {
    const { world, table } = await aWorld([anActiveReader(1)])
    await world.run()
    const other = { id: 'other--digest', issue: 'other', by: 'ada', requestedAt: '2026-12-01T00:00:00.000Z' }
    await world.sends.create({ ...other, holds: {} })
    await putBroken(client, table, 'send#other--digest', 'send')
    const { all } = createSends({
      ledger: world.sends,
      status: ({ id }: Send) => world.status(id),
      publication: { timeZone: 'UTC', languages: ['en'], topics: {}, fields: [] },
    } as unknown as SendsDeps)
    expect(await all('owner')).toMatchObject({
      status: 200,
      value: {
        sends: [{ send: { id: digest }, audience: { accepted: 1 } }],
        unreadable: [{ id: other.id, row: 'send#other--digest/send' }],
      },
    })
  })

  test('a hint at a batch or a range that nobody knows does nothing', async () => {
    const { world } = await aWorld([anActiveReader(1)])
    expect(await world.deliver('000-0007')).toBe('nothing-to-do')
    expect(await world.deliver('000-0000', 'no-such--digest')).toBe('nothing-to-do')
    expect(await world.plan(0)).toBe('no-such-send')
  })
})
