import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createEventStream } from '#local-cloud/http/event-stream'
import { Stop } from '../terminal/terminal-io.ts'
import type { Answer } from './answer.ts'

export type Served = {
  url: string
  /** Tells all open pages the current version. */
  tell(version: string): void
  close(): Promise<void>
}

const host = '127.0.0.1'

/** Headers that keep other sites from reading the preview: no cache, no sniffing, no embedding. */
const always = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
}

/**
 * Serves the preview on the loopback address only.
 * @param port 0 for any free port
 * @throws Stop when the port is taken or not permitted
 */
export const serve = async (
  port: number,
  { answer, version }: { answer: (url: URL) => Answer | Promise<Answer>; version: () => string },
): Promise<Served> => {
  const events = createEventStream(always)
  const server = createServer((request, response) => {
    const refused = refusal(request)
    if (refused) return send(request, response, refused)
    const url = new URL(`http://${host}${request.url}`)
    if (url.pathname === '/events') return events.listen(response, version())
    void Promise.resolve(answer(url))
      .catch((error: Error) => say(500, `${error.message}\n`))
      .then((answered) => send(request, response, answered))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(portTrouble(error, port)))
    server.listen(port, host, resolve)
  })
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}/`,
    tell: events.tell,
    close: async () => {
      server.close()
      server.closeAllConnections()
    },
  }
}

/**
 * Against DNS rebinding: another site may point its own host name at this machine to read what is served here, but its
 * requests still carry that name. Any port is accepted, since it may be forwarded from another machine.
 */
const isLoopback = (name: string | undefined): boolean =>
  /^(127\.0\.0\.1|localhost|\[::1\])(:\d+)?$/i.test(name ?? '')

const say = (status: number, body: string, more = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', ...more },
  body,
})

const refusal = ({ method, headers, url }: IncomingMessage): Answer | undefined => {
  if (!isLoopback(headers.host)) return say(403, 'The preview answers only to this machine’s own names.\n')
  if (method !== 'GET' && method !== 'HEAD')
    return say(405, 'The preview is read-only.\n', { allow: 'GET, HEAD' })
  // An absolute URL, as sent to a proxy, or `*`: no browser sends these here.
  return url?.startsWith('/') ? undefined : say(400, 'This is not a path.\n')
}

const send = ({ method }: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer) => {
  response.writeHead(status, { ...always, ...headers, 'content-length': Buffer.byteLength(body) })
  response.end(method === 'HEAD' ? undefined : body)
}

const portTrouble = (error: NodeJS.ErrnoException, port: number): Error => {
  if (error.code === 'EADDRINUSE') return new Stop(`Port ${port} is taken: give another by --port`)
  if (error.code === 'EACCES') return new Stop(`Port ${port} may not be used: give one over 1023 by --port`)
  return error
}
