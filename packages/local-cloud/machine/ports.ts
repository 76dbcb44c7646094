import { once } from 'node:events'
import { createServer } from 'node:net'
import type { JsonStore } from './state.ts'

const names = ['site', 'api', 'aws', 'inbox'] as const
export type Ports = Record<(typeof names)[number], number>

/**
 * A port for each server: the asked one, else the one of the last run if it is free, else a free one.
 * What is chosen is remembered. Throws when an asked port is in use.
 */
export const choosePorts = async (asked: Partial<Ports>, state: JsonStore): Promise<Ports> => {
  const last = state.get<Partial<Ports>>('ports') ?? {}
  const chosen: Partial<Ports> = {}
  for (const name of names) {
    const others = Object.values(chosen)
    const usable = async (port: number | undefined) => port && !others.includes(port) && (await isFree(port))
    const wanted = asked[name]
    if (wanted && !(await usable(wanted))) {
      throw new Error(`Port ${wanted} is in use: choose another for ${name}, or 0 for a free one.`)
    }
    let port = wanted || last[name]
    while (!(await usable(port))) port = anyPort()
    chosen[name] = port
  }
  state.set('ports', chosen)
  return chosen as Ports
}

/** Below what systems hand out by themselves (from 32768 on): nobody takes it between this choice and the bind. */
const anyPort = () => 20_000 + Math.floor(Math.random() * 12_000)

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
