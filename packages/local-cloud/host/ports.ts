import { once } from 'node:events'
import { createServer } from 'node:net'
import type { JsonStore } from './state.ts'

/**
 * Chooses each server's port: the requested one, else the last run's if it is free, else any free one. Choices are
 * remembered. `portOf` throws when a requested port is in use.
 * @param asked by server name; 0 or absent for any
 */
export const createPorts = (asked: Record<string, number | undefined>, state: JsonStore) => {
  const last = state.get<Record<string, number>>('ports') ?? {}
  const chosen: Record<string, number> = {}
  const portOf = async (name: string): Promise<number> => {
    const wanted = asked[name]
    const others = Object.entries({ ...asked, ...chosen }).flatMap(([of, port]) =>
      of === name ? [] : [port],
    )
    const usable = async (port: number | undefined) => port && !others.includes(port) && (await isFree(port))
    if (wanted && !(await usable(wanted))) {
      throw new Error(`Port ${wanted} is in use: choose another for ${name}, or 0 for a free one.`)
    }
    let port = wanted || last[name]
    while (!(await usable(port))) port = anyPort(Object.values(last))
    chosen[name] = port!
    state.set('ports', { ...last, ...chosen })
    return port!
  }
  return { portOf, chosen }
}

/**
 * Below the ports that systems assign by themselves (from 32768), so that nothing takes it between this choice and the
 * bind.
 * @param but ports that other servers had in the last run
 */
const anyPort = (but: number[]): number => {
  const port = 20_000 + Math.floor(Math.random() * 12_000)
  return but.includes(port) ? anyPort(but) : port
}

const isFree = async (port: number): Promise<boolean> => {
  const server = createServer().listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
