import { expect, test } from 'vitest'
import { createPorts } from '../host/ports.ts'
import type { JsonStore } from '../host/state.ts'

const aState = (): JsonStore => {
  const values = new Map<string, unknown>()
  return {
    get: <T>(key: string) => values.get(key) as T | undefined,
    set: (key, value) => values.set(key, value),
  }
}

test('a server has the same port at each start, whoever else is there', async () => {
  const state = aState()
  const before = await createPorts({}, state).portOf('Shop.Api')
  const { portOf } = createPorts({}, state)
  const others = [await portOf('api'), await portOf('Office.Api')]
  expect(await portOf('Shop.Api')).toBe(before)
  expect(others).not.toContain(before)
})

test('an asked port is given to who asked for it and to nobody before', async () => {
  const state = aState()
  const asked = await createPorts({}, state).portOf('api')
  const { portOf, chosen } = createPorts({ 'Shop.Api': asked }, state)
  expect(await portOf('api')).not.toBe(asked)
  expect(await portOf('Shop.Api')).toBe(asked)
  expect(Object.keys(chosen)).toEqual(['api', 'Shop.Api'])
})
