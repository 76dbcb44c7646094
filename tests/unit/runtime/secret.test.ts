import { expect, test } from 'vitest'
import { madeOfSecret } from '../../../functions/runtime/secret.ts'

const hour = 3_600_000

/** A secret store with a clock. `text`: the secret, or why it cannot be read. */
const aStore = (text: string | Error = 'old') => {
  const store = { text, reads: 0, at: Date.parse('2026-12-01T00:00:00Z') }
  const made = madeOfSecret('arn', (secret) => ({ secret }), {
    read: async () => {
      store.reads += 1
      if (store.text instanceof Error) throw store.text
      return store.text
    },
    now: () => store.at,
  })
  /** Needs what only this secret brings. */
  const needing = (wanted: string) => made(({ secret }) => secret !== wanted)
  return Object.assign(store, { made, needing })
}

test('what is made of a secret is made once, however many ask at once', async () => {
  const store = aStore()
  expect(store.reads).toBe(0)
  const [first, second] = await Promise.all([store.made(), store.made()])
  expect(first).toBe(second)
  expect(await store.made()).toEqual({ secret: 'old' })
  expect(store.reads).toBe(1)
})

test('a reading that fails is tried again at the next use', async () => {
  const store = aStore(new Error('away'))
  await expect(store.made()).rejects.toThrow('away')
  store.text = 'old'
  expect(await store.made()).toEqual({ secret: 'old' })
})

test('who lacks something gets it at once, also right after the first reading', async () => {
  const store = aStore()
  await store.made()
  store.text = 'new'
  expect(await store.needing('new')).toEqual({ secret: 'new' })
  expect(await store.needing('new')).toEqual({ secret: 'new' })
  expect(store.reads).toBe(2)
})

test('who asks for what there is not cannot have the secret read more than once in 10 seconds', async () => {
  const store = aStore()
  for (let number = 0; number < 1_000; number += 1) {
    expect(await store.needing(`made up ${number}`)).toEqual({ secret: 'old' })
    store.at += 100
  }
  expect(store.reads).toBe(1 + 10)
})

test('a secret that stays the same makes nothing new', async () => {
  const store = aStore()
  const before = await store.made()
  expect(await store.needing('new')).toBe(before)
})

test('a sandbox that lives for long learns of a new secret within the hour', async () => {
  const store = aStore()
  await store.made()
  store.text = 'new'
  store.at += hour - 1
  expect(await store.made()).toEqual({ secret: 'old' })
  store.at += 1
  expect(await store.made()).toEqual({ secret: 'new' })
})

test('while the store is away, only who lacks something is disturbed, and hears that it is not known', async () => {
  const store = aStore()
  await store.made()
  store.text = new Error('away')
  store.at += 2 * hour
  expect(await store.made()).toEqual({ secret: 'old' })
  for (const _ of ['once', 'and within 10 seconds'])
    await expect(store.needing('new')).rejects.toThrow('could not be read again')
  expect(await store.made()).toEqual({ secret: 'old' })
  store.text = 'new'
  store.at += 10_000
  expect(await store.needing('new')).toEqual({ secret: 'new' })
})

test('a new secret that nothing can be made of leaves the old one in force', async () => {
  const made = madeOfSecret(
    'arn',
    (secret) => {
      if (secret === 'broken') throw new Error('not a secret')
      return secret
    },
    { read: async () => texts.shift()!, now: () => 0 },
  )
  const texts = ['old', 'broken']
  await made()
  await expect(made((secret) => secret === 'old')).rejects.toThrow('could not be read again')
  expect(await made()).toBe('old')
})

test('a clock that is set back stops nobody from learning of a new secret', async () => {
  const store = aStore()
  await store.needing('made up')
  store.text = 'new'
  store.at -= hour
  expect(await store.needing('new')).toEqual({ secret: 'new' })
})
