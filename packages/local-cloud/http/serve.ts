import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { releasePort } from '../host/ports.ts'
import type { Request, Response } from '../types.ts'
import { bytesOf } from './bytes-of.ts'
import { type IsOwnHost, misdirected, ownHosts } from './hosts.ts'

type Answer = (request: Request, signal: AbortSignal) => Promise<Response>

/**
 * Connections that may wait to be accepted. Node's 511 is less than a flood brings at once, and whom the kernel left waiting
 * is reset in the end; AWS's front doors take far more. The kernel lowers it to its own limit.
 */
const backlog = 4096

/** Returns true when it took over the connection. */
type Listen = (request: Pick<Request, 'method' | 'path'>, outgoing: ServerResponse) => boolean

const read = async (incoming: IncomingMessage): Promise<Request> => {
  const body = await bytesOf(incoming)
  const [path = '/', ...query] = (incoming.url ?? '/').split('?')
  const headers = Object.fromEntries(
    Object.entries(incoming.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  )
  return {
    method: incoming.method ?? 'GET',
    path,
    query: query.join('?'),
    headers,
    body,
  }
}

const reply = (outgoing: ServerResponse, answer: Response, method: string): void => {
  if (answer.status === 0) {
    outgoing.socket?.destroy()
    return
  }
  const body = Buffer.isBuffer(answer.body) ? answer.body : Buffer.from(answer.body)
  const { 'content-length': stated, ...headers } = answer.headers
  // The length in answer to HEAD is the object's, not that of the empty body.
  const length = method === 'HEAD' && typeof stated === 'string' ? stated : body.length
  outgoing.writeHead(answer.status, { ...headers, 'content-length': length })
  outgoing.end(method === 'HEAD' ? undefined : body)
}

/**
 * An HTTP server on loopback that reads each request completely before answering it.
 * @param port 0 for any free port
 * @param isOwnHost which host names to answer to; default: this machine's own
 * @param listen gets each request first; true when it took over the connection, e.g. for an event stream
 * @throws a one-line error when the port is in use
 */
export const serve = async (
  port: number,
  answer: Answer,
  isOwnHost: IsOwnHost = ownHosts(),
  listen: Listen = () => false,
): Promise<{ url: string; end(): Promise<void> }> => {
  const server = createServer(async (incoming, outgoing) => {
    if (!isOwnHost(incoming.headers.host)) return reply(outgoing, misdirected, 'GET')
    const [path = '/'] = (incoming.url ?? '/').split('?')
    if (listen({ method: incoming.method ?? 'GET', path }, outgoing)) return
    const gone = new AbortController()
    outgoing.on('close', () => {
      if (!outgoing.writableFinished) gone.abort()
    })
    try {
      const request = await read(incoming)
      reply(outgoing, await answer(request, gone.signal), request.method)
    } catch (error) {
      if (gone.signal.aborted) return
      reply(outgoing, { status: 500, headers: { 'content-type': 'text/plain' }, body: String(error) }, 'GET')
    }
  })
  // If the server closed idle connections, a client reusing one at that moment would see a lost answer.
  server.keepAliveTimeout = 0
  server.requestTimeout = 0
  await releasePort(port)
  server.listen({ port, host: '127.0.0.1', backlog })
  await once(server, 'listening').catch((cause) => {
    throw new Error(`port ${port} is in use: choose another for the local AWS endpoint`, { cause })
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const end = async () => {
    const closed = once(server, 'close')
    server.close()
    server.closeAllConnections()
    await closed
  }
  return { url, end }
}
