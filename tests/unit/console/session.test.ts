import { expect, test } from 'vitest'
import type { KeptSession, Tokens } from '../../../functions/console/session/kept-session.ts'
import { sessionIdOf } from '../../../functions/console/session/kept-session.ts'
import { createSessions } from '../../../functions/console/session/sessions.ts'
import { seal, unseal } from '../../../functions/runtime/seal.ts'

const secret = 'x'.repeat(43)

test('what is sealed is read by its secret alone, and not once it is altered', () => {
  const sealed = seal('console tokens', 'their tokens', secret, Buffer.alloc(12, 1))
  expect(sealed).not.toContain('tokens')
  expect(unseal('console tokens', sealed, secret)).toBe('their tokens')
  expect(unseal('console tokens', sealed, `y${secret.slice(1)}`)).toBeUndefined()
  const bytes = Buffer.from(sealed, 'base64url')
  for (const at of [0, 12, bytes.length - 1]) {
    const altered = Buffer.from(bytes)
    altered[at]! ^= 1
    expect(unseal('console tokens', altered.toString('base64url'), secret)).toBeUndefined()
  }
  expect(unseal('console tokens', '', secret)).toBeUndefined()
})

const hour = 3_600_000

const someSessions = () => {
  const rows = new Map<string, KeptSession>()
  const state = {
    clock: Date.parse('2031-05-06T07:00:00Z'),
    renewals: 0,
    isGone: false,
    ended: [] as unknown[],
  }
  const tokensAt = (version: number): Tokens => ({
    id: `id-${version}`,
    refresh: 'refresh',
    until: state.clock + hour,
  })
  const sessions = createSessions({
    kept: {
      get: async (id) => rows.get(id),
      put: async (session) => void rows.set(session.id, session),
      renew: async (session) => {
        if (rows.has(session.id)) rows.set(session.id, session)
      },
      remove: async (id) => void rows.delete(id),
    },
    pool: {
      begin: async (to) => ({ location: 'x', remember: { state: 's', nonce: 'n', verifier: 'v', to } }),
      finish: async (query) => (query === 'code=good' ? tokensAt(0) : undefined),
      renew: async () => (state.isGone ? undefined : tokensAt(++state.renewals)),
      end: async (tokens, to) => {
        state.ended.push(tokens)
        return to
      },
    },
    whoIn: (id) => ({ by: `somebody by ${id}`, role: 'editor' }),
    random: (bytes) => Buffer.alloc(bytes, 7),
    now: () => state.clock,
  })
  return { sessions, rows, state }
}
const begun = { state: 's', nonce: 'n', verifier: 'v', to: '/admin' }

test('who signs in is known by the secret that their browser holds, of which nothing is kept', async () => {
  const { sessions, rows } = someSessions()
  const theirs = (await sessions.finish('code=good', begun))!
  expect(await sessions.current(theirs)).toEqual({
    who: { by: 'somebody by id-0', role: 'editor' },
    token: 'id-0',
  })
  const kept = JSON.stringify([...rows.values()])
  expect(kept).not.toContain(theirs)
  expect(kept).not.toContain('refresh')
  expect([...rows.keys()]).toEqual([sessionIdOf(theirs)])
  expect(await sessions.current('another')).toBeUndefined()
})

test('who the pool does not know is not signed in', async () => {
  const { sessions, rows } = someSessions()
  expect(await sessions.finish('code=bad', begun)).toBeUndefined()
  expect(rows.size).toBe(0)
})

test('tokens that end are renewed once, and kept', async () => {
  const { sessions, state } = someSessions()
  const theirs = (await sessions.finish('code=good', begun))!
  state.clock += hour
  expect((await sessions.current(theirs))?.token).toBe('id-1')
  expect((await sessions.current(theirs))?.token).toBe('id-1')
  expect(state.renewals).toBe(1)
})

test('who was removed from the pool is signed out when their token ends', async () => {
  const { sessions, state, rows } = someSessions()
  const theirs = (await sessions.finish('code=good', begun))!
  Object.assign(state, { isGone: true, clock: state.clock + hour })
  expect(await sessions.current(theirs)).toBeUndefined()
  expect(rows.size).toBe(0)
})

test('a sign-in ends after a working day, whatever is renewed', async () => {
  const { sessions, state } = someSessions()
  const theirs = (await sessions.finish('code=good', begun))!
  state.clock += 12 * hour - 1
  expect(await sessions.current(theirs)).toBeDefined()
  state.clock += 1
  expect(await sessions.current(theirs)).toBeUndefined()
})

test('who signs out is signed out here and at the pool', async () => {
  const { sessions, state, rows } = someSessions()
  const theirs = (await sessions.finish('code=good', begun))!
  expect(await sessions.end(theirs, 'https://matrix.example/admin/signed-out')).toContain('/admin/signed-out')
  expect(rows.size).toBe(0)
  expect(state.ended).toEqual([expect.objectContaining({ refresh: 'refresh' })])
  expect(await sessions.current(theirs)).toBeUndefined()
})
