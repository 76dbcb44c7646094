import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
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
    const wanted = asked[name]
    const others = Object.values(chosen)
    const port = await freePort(wanted || last[name] || 0).catch(() => 0)
    if (wanted && (!port || others.includes(port))) {
      throw new Error(`Port ${wanted} is in use: choose another for ${name}, or 0 for a free one.`)
    }
    chosen[name] = port && !others.includes(port) ? port : await freePort(0)
  }
  state.set('ports', chosen)
  return chosen as Ports
}

/** The port itself if it can be bound on loopback; for 0 one that can. */
const freePort = async (port: number): Promise<number> => {
  const server = createServer().listen(port, '127.0.0.1')
  await once(server, 'listening')
  const bound = (server.address() as AddressInfo).port
  server.close()
  await once(server, 'close')
  return bound
}
