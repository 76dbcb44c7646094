import { once } from 'node:events'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { misdirected, ownHosts } from '../http/hosts.ts'

/**
 * The thread of one emulator: loads it, starts it when told the region, reports its port or an error, and closes its store
 * when told to end.
 */
type Emulator = { server: Server; close(): Promise<void> }
type Start = (dir: string) => Promise<Emulator>

const loadTables = async (): Promise<Start> => {
  const dynalite = createRequire(import.meta.url)('dynalite')
  return async (dir) => {
    const path = join(dir, 'dynamodb')
    const server: Server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
    server.listen({ port: 0, host: '127.0.0.1' })
    await once(server, 'listening')
    const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
    return { server, close }
  }
}

/** Loaded only in its own thread. */
const loadMessaging = async (): Promise<Start> => (await import('./sqs-sns-s3.ts')).startMessaging

/** The emulators do not authenticate callers, so they must not answer to foreign host names (DNS rebinding). */
const toOwnHosts = (server: Server, hosts?: readonly string[]) => {
  const isOwnHost = ownHosts(hosts)
  const answers = server.listeners('request')
  server.removeAllListeners('request')
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isOwnHost(request.headers.host)) for (const answer of answers) answer.call(server, request, response)
    else response.writeHead(misdirected.status, misdirected.headers).end(misdirected.body)
  })
}

const { kind, dir, hosts } = workerData as {
  kind: 'dynamodb' | 'messaging'
  dir: string
  hosts?: readonly string[]
}
const told = once(parentPort!, 'message') as Promise<[{ region: string }]>
const start = await (kind === 'dynamodb' ? loadTables() : loadMessaging())
const [{ region }] = await told
process.env.AWS_REGION = region
const emulator = await start(dir)
toOwnHosts(emulator.server, hosts)
parentPort!.once('message', async () => {
  await emulator.close()
  process.exit()
})
parentPort!.postMessage((emulator.server.address() as AddressInfo).port)
