import { Agent, type ClientRequest, type IncomingMessage, request as send } from 'node:http'
import type { Request, Response } from '../types.ts'
import { bytesOf } from './bytes-of.ts'

/** Forwards requests to emulators over keep-alive connections. */
export type Forward = ((base: string, request: Request, signal?: AbortSignal) => Promise<Response>) & {
  end(): void
}

// Headers of one connection, not of the message (RFC 9110 §7.6.1). The body is complete, so there is nothing to
// continue.
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'transfer-encoding',
  'expect',
  'upgrade',
  'te',
  'trailer',
])

const passed = (headers: NodeJS.Dict<string | string[]>): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).filter(([name, value]) => value !== undefined && !hopByHop.has(name)),
  ) as Record<string, string | string[]>

const collect = async (answer: IncomingMessage): Promise<Response> => {
  return { status: answer.statusCode ?? 502, headers: passed(answer.headers), body: await bytesOf(answer) }
}

const attempt = (base: string, request: Request, agent: Agent, signal?: AbortSignal) =>
  new Promise<Response>((resolve, reject) => {
    const { method, path, query, body } = request
    // Keep the gateway's Host header: fauxqs builds queue URLs from it.
    const headers = { ...passed(request.headers), 'content-length': body.length }
    const url = new URL(base)
    const outgoing: ClientRequest = send(
      {
        host: url.hostname,
        port: url.port,
        method,
        path: query ? `${path}?${query}` : path,
        headers,
        agent,
        signal,
      },
      (answer) => void collect(answer).then(resolve, reject),
    )
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      const stale = error.code === 'ECONNRESET' && outgoing.reusedSocket
      reject(stale ? new StaleConnection() : error)
    })
    outgoing.end(body)
  })

/** The emulator closed an idle connection just as it was reused; nothing was executed. */
class StaleConnection extends Error {}

/** Creates a forwarder. `end` closes its idle connections. */
export const createForward = (): Forward => {
  const agent = new Agent({ keepAlive: true, maxFreeSockets: 64 })
  const forward = async (base: string, request: Request, signal?: AbortSignal): Promise<Response> => {
    try {
      return await attempt(base, request, agent, signal)
    } catch (error) {
      if (error instanceof StaleConnection) return attempt(base, request, agent, signal)
      throw error
    }
  }
  return Object.assign(forward, { end: () => agent.destroy() })
}
