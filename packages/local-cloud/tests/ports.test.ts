import { once } from 'node:events'
import { createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createPorts, releasePort } from '../host/ports.ts'
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
  const first = createPorts({}, state)
  const before = await first.portOf('Shop.Api')
  await first.end()
  const { portOf, end } = createPorts({}, state)
  onTestFinished(end)
  const others = [await portOf('api'), await portOf('Office.Api')]
  expect(await portOf('Shop.Api')).toBe(before)
  expect(others).not.toContain(before)
})

test('an asked port is given to who asked for it and to nobody before', async () => {
  const state = aState()
  const first = createPorts({}, state)
  const asked = await first.portOf('api')
  await first.end()
  const { portOf, chosen, end } = createPorts({ 'Shop.Api': asked }, state)
  onTestFinished(end)
  expect(await portOf('api')).not.toBe(asked)
  expect(await portOf('Shop.Api')).toBe(asked)
  expect(Object.keys(chosen)).toEqual(['api', 'Shop.Api'])
})

test('a chosen port is kept from others until its server listens', async () => {
  const { portOf, end } = createPorts({}, aState())
  onTestFinished(end)
  const port = await portOf('api')
  const other = createServer().listen(port, '127.0.0.1')
  await expect(once(other, 'listening')).rejects.toThrow('EADDRINUSE')
  await expect(createPorts({ site: port }, aState()).portOf('site')).rejects.toThrow('in use')

  await releasePort(port)
  const its = createServer().listen(port, '127.0.0.1')
  await once(its, 'listening')
  its.close()
})
