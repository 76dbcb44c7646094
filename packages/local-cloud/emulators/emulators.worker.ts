import { Server as HttpServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import { Server } from 'node:net'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { parentPort, workerData } from 'node:worker_threads'
import { misdirected, ownHosts } from '../http/hosts.ts'

/** The thread of one emulator: says its port, or what went wrong, and closes its store when told to end. */
type Emulator = { port: number; close(): Promise<void> }

const dynamodb = async (dir: string): Promise<Emulator> => {
  const dynalite = createRequire(import.meta.url)('dynalite')
  const path = join(dir, 'dynamodb')
  const server = dynalite({ path, createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 })
  await new Promise<void>((resolve) => server.listen({ port: 0, host: '127.0.0.1' }, resolve))
  const close = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { port: server.address().port, close }
}

const messaging = async (dir: string): Promise<Emulator> => {
  onLoopback()
  withoutWaitingForTheDisk()
  const { startFauxqs } = await import('fauxqs')
  const dataDir = join(dir, 'queues')
  const fauxqs = await startFauxqs({ port: 0, logger: false, dataDir, s3StorageDir: join(dir, 'objects') })
  return { port: fauxqs.port, close: () => fauxqs.stop() }
}

/** fauxqs listens on every interface and has no setting for it; this thread loads nothing else that listens. */
const onLoopback = () => {
  const listen = Server.prototype.listen as (...rest: unknown[]) => Server
  Server.prototype.listen = function (this: Server, options: unknown, ...rest: unknown[]) {
    const local = typeof options === 'object' ? { ...options, host: '127.0.0.1' } : options
    return listen.call(this, local, ...rest)
  } as typeof Server.prototype.listen
}

/** fauxqs commits every message by itself. Without fsync a killed process still loses none; only a power cut may. */
const withoutWaitingForTheDisk = () => {
  const { exec } = DatabaseSync.prototype
  DatabaseSync.prototype.exec = function (this: DatabaseSync, sql: string) {
    exec.call(this, sql)
    if (sql.includes('journal_mode = WAL')) exec.call(this, 'PRAGMA synchronous = NORMAL')
  }
}

/** The emulators check nothing of who calls, so they must not answer to a stranger's name. */
const toOwnHosts = (hosts?: readonly string[]) => {
  const isOwnHost = ownHosts(hosts)
  const { emit } = HttpServer.prototype
  HttpServer.prototype.emit = function (this: HttpServer, event: string | symbol, ...rest: unknown[]) {
    const [request, response] = rest as [IncomingMessage, ServerResponse]
    if (event !== 'request' || isOwnHost(request.headers.host))
      return (emit as (...all: unknown[]) => boolean).call(this, event, ...rest)
    response.writeHead(misdirected.status, misdirected.headers).end(misdirected.body)
    return true
  } as typeof emit
}

const { kind, dir, hosts } = workerData as {
  kind: 'dynamodb' | 'messaging'
  dir: string
  hosts?: readonly string[]
}
toOwnHosts(hosts)
const emulator = await (kind === 'dynamodb' ? dynamodb(dir) : messaging(dir))
parentPort!.once('message', async () => {
  await emulator.close()
  process.exit()
})
parentPort!.postMessage(emulator.port)
