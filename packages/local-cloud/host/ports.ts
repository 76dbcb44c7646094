import { once } from 'node:events'
import { createServer, type Server } from 'node:net'
import type { JsonStore } from './state.ts'

/** Servers that keep chosen ports from other processes until the real ones listen, which may be seconds later. */
const placeholders = new Map<number, Server>()

/** Frees a chosen port for the server that it was chosen for. To be called right before that one listens. */
export const releasePort = async (port: number): Promise<void> => {
  const server = placeholders.get(port)
  if (!server) return
  placeholders.delete(port)
  server.close()
  await once(server, 'close')
}

/**
 * Chooses each server's port: the requested one, else the last run's if it is free, else any free one. Choices are
 * remembered, and held until `releasePort` or `end`. `portOf` throws when a requested port is in use.
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
    const held = async (port: number | undefined) => port && !others.includes(port) && (await hold(port))
    if (wanted && !(await held(wanted))) {
      throw new Error(`Port ${wanted} is in use: choose another for ${name}, or 0 for a free one.`)
    }
    let port = wanted || last[name]
    if (!wanted) while (!(await held(port))) port = anyPort(Object.values(last))
    chosen[name] = port!
    state.set('ports', { ...last, ...chosen })
    return port!
  }
  const end = async () => {
    for (const port of Object.values(chosen)) await releasePort(port)
  }
  return { portOf, chosen, end }
}

/**
 * Below the ports that systems assign by themselves (from 32768), so that at a later start it is likely to be free.
 * @param but ports that other servers had in the last run
 */
const anyPort = (but: number[]): number => {
  const port = 20_000 + Math.floor(Math.random() * 12_000)
  return but.includes(port) ? anyPort(but) : port
}

/** @returns false when another has it */
const hold = async (port: number): Promise<boolean> => {
  const server = createServer((socket) => socket.destroy()).listen(port, '127.0.0.1')
  try {
    await once(server, 'listening')
  } catch {
    return false
  }
  placeholders.set(port, server.unref())
  return true
}
