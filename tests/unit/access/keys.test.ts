import { expect, test } from 'vitest'
import { hashOfSecret, isSecretOf, readApiKey, writeApiKey } from '../../../functions/access/api-key.ts'
import { createIdentify } from '../../../functions/access/identify.ts'
import type { KeptKey } from '../../../functions/access/keys.table.ts'
import type { Role } from '../../../functions/access/role.ts'
import { createKeys, mostKeys } from '../../../functions/api/keys.ts'

const start = Date.parse('2026-12-01T01:00:00Z')
const dayMs = 86_400_000

/** Keys in memory; what the n-th is made of is n. */
const aWorld = () => {
  const kept = new Map<string, KeptKey>()
  const world = {
    ...{ kept, clock: start, made: 0, marked: 0 },
    /** Who has an account, by what the pool calls them. */
    roles: new Map<string, Role>([
      ['ada', 'owner'],
      ['sub-1', 'owner'],
      ['Ada@Example.org', 'owner'],
    ]),
  }
  const table = {
    get: async (id: string) => kept.get(id),
    all: async () => [...kept.values()],
    put: async (key: KeptKey) => void kept.set(key.id, key),
    remove: async (id: string) => void kept.delete(id),
    markUsed: async (id: string, usedOn: string) => {
      world.marked += 1
      kept.set(id, { ...kept.get(id)!, usedOn })
    },
  }
  const newKey = () => {
    world.made += 1
    return writeApiKey({
      id: Buffer.from(String(world.made).padStart(6, '0')),
      secret: Buffer.alloc(32, world.made),
    })
  }
  const now = () => world.clock
  const keys = createKeys({ keys: table, newKey, now, timeZone: 'UTC' })
  const identify = createIdentify({
    verifyToken: async () => ({ outcome: 'refused' }),
    keys: table,
    accounts: { roleOf: async (person) => world.roles.get(person) },
    now,
  })
  const create = async (fields: object) => {
    const { status, value } = await keys.create(fields as Record<string, unknown>, { by: 'ada' })
    return {
      status,
      value: value as { apiKey: string; key: { id: string }; problems: { message: string }[] },
    }
  }
  return { world, keys, create, who: (key: string) => identify(`Bearer ${key}`) }
}
const refused = { refused: expect.stringContaining('not valid') }

test('a key is shown once, stored as a hash, and is whoever it was made for', async () => {
  const { world, keys, create, who } = aWorld()
  const { status, value } = await create({ name: 'shop', role: 'editor' })
  expect(status).toBe(201)
  const { secret } = readApiKey(value.apiKey)!
  expect(JSON.stringify([...world.kept.values()])).not.toContain(secret)
  expect(JSON.stringify((await keys.all()).value)).not.toMatch(
    new RegExp(`${secret}|${hashOfSecret(secret)}`),
  )
  expect(await who(value.apiKey)).toEqual({
    ...{ by: 'key shop', role: 'editor', key: value.key.id },
    person: 'ada',
  })
})

test('a day of use is noted once', async () => {
  const { world, create, who } = aWorld()
  const { value } = await create({ name: 'shop', role: 'viewer' })
  await who(value.apiKey)
  await who(value.apiKey)
  world.clock += dayMs
  await who(value.apiKey)
  expect([world.marked, world.kept.get(value.key.id)?.usedOn]).toEqual([2, '2026-12-02'])
})

test('a key that is revoked, expired or not quite right is nobody’s', async () => {
  const { world, keys, create, who } = aWorld()
  const { value: first } = await create({ name: 'shop', role: 'owner', days: 1 })
  const { value: second } = await create({ name: 'shop-2', role: 'owner' })
  const mixed = `mk_${readApiKey(first.apiKey)!.id}_${readApiKey(second.apiKey)!.secret}`
  for (const key of [
    mixed,
    `${first.apiKey}x`,
    first.apiKey.slice(0, -1),
    'mk_',
    `mk_${'0'.repeat(12)}_${'A'.repeat(43)}`,
  ])
    expect(await who(key)).toEqual(refused)
  expect(await who(first.apiKey)).toMatchObject({ role: 'owner' })
  world.clock += dayMs
  expect(await who(first.apiKey)).toEqual(refused)
  expect((await keys.revoke(second.key.id)).status).toBe(200)
  expect(await who(second.apiKey)).toEqual(refused)
  expect((await keys.revoke(second.key.id)).status).toBe(404)
})

test.each([
  ['no name', { role: 'viewer' }],
  ['a name that is no word', { name: 'My shop', role: 'viewer' }],
  ['a role that there is not', { name: 'shop', role: 'chief' }],
  ['no time at all', { name: 'shop', role: 'viewer', days: 0 }],
  ['a field that there is not', { name: 'shop', role: 'viewer', scope: '*' }],
])('a key with %s is not made', async (_, fields) => {
  const { world, create } = aWorld()
  expect((await create(fields)).status).toBe(400)
  expect(world.kept.size).toBe(0)
})

test('a name is one key’s, until that has ended', async () => {
  const { world, create } = aWorld()
  await create({ name: 'shop', role: 'viewer', days: 1 })
  expect((await create({ name: 'shop', role: 'viewer' })).status).toBe(409)
  world.clock += dayMs
  expect((await create({ name: 'shop', role: 'viewer' })).status).toBe(201)
})

test('there are only so many, and it is said what to do', async () => {
  const { world, create } = aWorld()
  for (let index = 0; index < mostKeys; index += 1) await create({ name: `k-${index}`, role: 'viewer' })
  const { status, value } = await create({ name: 'shop', role: 'viewer' })
  expect([status, value.problems[0]?.message]).toEqual([409, expect.stringContaining('revoke')])
  expect(world.kept.size).toBe(mostKeys)
})

test('a secret is compared whole', () => {
  const hash = hashOfSecret('a'.repeat(43))
  expect(isSecretOf(hash, 'a'.repeat(43))).toBe(true)
  expect(isSecretOf(hash, `${'a'.repeat(42)}b`)).toBe(false)
})

test('a key is of who made it, by the id and the verified address of then, also one that a key made', async () => {
  const { keys, who } = aWorld()
  const ada = { by: 'Ada@example.org', person: 'sub-1', email: 'ada@example.org' }
  const made = await keys.create({ name: 'shop', role: 'owner' }, ada)
  const identity = await who((made.value as { apiKey: string }).apiKey)
  expect(identity).toMatchObject({ by: 'key shop', person: 'sub-1', email: 'ada@example.org' })
  const second = await keys.create({ name: 'second', role: 'owner' }, identity as typeof ada)
  expect(await who((second.value as { apiKey: string }).apiKey)).toMatchObject({
    ...{ by: 'key second', person: 'sub-1', email: 'ada@example.org' },
  })
  const shown = JSON.stringify([made.value, (await keys.all()).value])
  expect(shown).not.toContain('sub-1')
})

test('a key of before is of the address that made it, in small letters', async () => {
  const { world, create, who } = aWorld()
  const { value } = await create({ name: 'shop', role: 'sender' })
  const key = world.kept.get(value.key.id)!
  world.kept.set(key.id, { ...key, by: 'Ada@Example.org' })
  expect(await who(value.apiKey)).toMatchObject({ person: 'Ada@Example.org', email: 'ada@example.org' })
})

test('a key ends with the account of whoever made it, and with the role that it needs', async () => {
  const { world, create, who } = aWorld()
  const { value } = await create({ name: 'shop', role: 'editor' })
  for (const [role, isTaken] of [
    ['owner', true],
    ['editor', true],
    ['viewer', false],
  ] as const) {
    world.roles.set('ada', role)
    expect([role, 'refused' in (await who(value.apiKey))]).toEqual([role, !isTaken])
  }
  world.roles.delete('ada')
  expect(await who(value.apiKey)).toEqual({ refused: expect.stringContaining('made the API key') })
})

test('a key of before that knows no person is looked up by who made it', async () => {
  const { world, create, who } = aWorld()
  const { value } = await create({ name: 'shop', role: 'viewer' })
  const { person: _, ...older } = world.kept.get(value.key.id)!
  world.kept.set(older.id, { ...older, by: 'ada@example.org' })
  expect(await who(value.apiKey)).toHaveProperty('refused')
  world.roles.set('ada@example.org', 'sender')
  expect(await who(value.apiKey)).toMatchObject({ by: 'key shop' })
})
