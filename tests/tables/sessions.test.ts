import { beforeEach, expect, test } from 'vitest'
import type { KeptSession } from '../../functions/console/session/kept-session.ts'
import { createSessionsTable } from '../../functions/console/session/sessions.table.ts'
import { onEachDatabase } from './database.ts'

const session: KeptSession = {
  ...{
    id: 'a'.repeat(64),
    sealed: 'first',
    by: 'ada',
    at: '2026-12-01T00:00:00.000Z',
    expires: 1_796_083_200,
  },
}

onEachDatabase(({ client, forgetful, createTable }) => {
  let table: string
  beforeEach(async () => {
    table = await createTable('kind', 'id')
  })

  test('a session is kept, renewed and ended', async () => {
    const sessions = createSessionsTable(client, table)
    await sessions.put(session)
    expect(await sessions.get(session.id)).toEqual(session)
    await createSessionsTable(forgetful, table).renew({ ...session, sealed: 'second' })
    expect(await sessions.get(session.id)).toEqual({ ...session, sealed: 'second' })
    await createSessionsTable(forgetful, table).remove(session.id)
    expect(await sessions.get(session.id)).toBeUndefined()
  })

  test('a session that was ended while its tokens were renewed does not come back', async () => {
    const sessions = createSessionsTable(client, table)
    await sessions.put(session)
    await sessions.remove(session.id)
    await sessions.renew({ ...session, sealed: 'second' })
    expect(await sessions.get(session.id)).toBeUndefined()
  })
})
