import { expect, test } from 'vitest'
import { createAskMove } from '../../functions/subscription/states/ask-move.ts'
import { createMove } from '../../functions/subscription/states/confirm-move.ts'
import { createMovesTable } from '../../functions/subscription/states/moves.table.ts'
import { createSubscribersTable } from '../../functions/subscription/states/subscriber.table.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon, theLinks } from '../builders.ts'
import { idOf } from '../reader-ids.ts'
import { onEachDatabase } from './database.ts'

const old = 'ada@example.org'
const other = 'ada@example.com'

onEachDatabase(({ client, forgetful, createTable }) => {
  test('a move is noted, listed, and removed only by its own time', async () => {
    const moves = createMovesTable(client, await createTable('shard', 'id'))
    await moves.add('a', 1)
    await moves.add('b', 2)
    await moves.add('a', 3)
    await moves.remove({ id: 'a', at: 1 })
    await moves.remove({ id: 'c', at: 1 })
    expect(await moves.list()).toEqual([
      { id: 'a', at: 3 },
      { id: 'b', at: 2 },
    ])
    await moves.remove({ id: 'a', at: 3 })
    expect(await moves.list()).toEqual([{ id: 'b', at: 2 }])
  })

  test('a reader moves there and back, although the answer to each write is lost', async () => {
    const table = await createTable('shard', 'id')
    const subscribers = createSubscribersTable(forgetful, table)
    await createSubscribersTable(client, table).replace(undefined, aSubscriber('active'))
    const world = { at: noon }
    const now = () => world.at
    const deps = {
      subscribers,
      moves: createMovesTable(forgetful, table),
      links: theLinks,
      idOf,
      now,
      latest: now,
    }
    const move = async (from: string, to: string) => {
      await createAskMove(deps)((await subscribers.get(idOf(from))) as Subscriber, to)
      const claim = { purpose: 'move', subscriber: idOf(from), send: idOf(to), expires: 0 } as const
      return createMove(deps).move(theLinks.sign(claim))
    }
    expect(await move(old, other)).toMatchObject({ outcome: 'moved', subscriber: { email: other } })
    expect(await subscribers.get(idOf(old))).toMatchObject({ status: 'moved', to: idOf(other) })
    world.at += 60_000
    expect(await move(other, old)).toMatchObject({ outcome: 'moved', subscriber: { email: old } })
    expect(await subscribers.get(idOf(old))).toMatchObject({ status: 'active', email: old })
    expect(await subscribers.get(idOf(other))).toMatchObject({ status: 'moved', to: idOf(old) })
    expect(await deps.moves.list()).toEqual([])
    const ids = new Set<string>()
    for (const id of [idOf(old), idOf(other)])
      for (const row of (await subscribers.page(id.slice(0, 2))).subscribers) ids.add(row.id)
    expect([...ids].sort()).toEqual([idOf(old), idOf(other)].sort())
  })
})
