import type { Server } from 'node:http'
import { join } from 'node:path'
import { buildApp } from 'fauxqs'

// biome-ignore lint/suspicious/noExplicitAny: fauxqs exports no types of its parts.
type Part = any

/**
 * fauxqs (SQS, SNS, S3), assembled like its own `startFauxqs`, but on loopback only and without waiting for the disk.
 * `startFauxqs` has no option for either: it listens on 0.0.0.0 and opens its database itself
 * (https://github.com/kibertoad/fauxqs/blob/main/src/app.ts, src/persistence.ts, as of 2.4.1). `buildApp` accepts
 * stores, but the package exports none, so they are imported from its files; the version is pinned.
 * @param dir the cloud's folder; messages are kept in `queues`, objects in `objects`
 */
export const startMessaging = async (dir: string): Promise<{ server: Server; close(): Promise<void> }> => {
  const [SqsStore, SnsStore, S3Store, PersistenceManager, FileS3Persistence] = await Promise.all([
    part('sqs/sqsStore.js', 'SqsStore'),
    part('sns/snsStore.js', 'SnsStore'),
    part('s3/s3Store.js', 'S3Store'),
    part('persistence.js', 'PersistenceManager'),
    part('s3/fileS3Persistence.js', 'FileS3Persistence'),
  ])
  const stores = { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() }
  const messages = new PersistenceManager(join(dir, 'queues'))
  // Every message is a commit. Without fsync, a killed process loses none; only a power failure may.
  messages.db.exec('PRAGMA synchronous = NORMAL')
  const objects = new FileS3Persistence(join(dir, 'objects'))
  // Attach the persistence after loading, so that loaded data is not written again.
  messages.loadSqsAndSns(stores.sqsStore, stores.snsStore)
  objects.loadS3(stores.s3Store)
  for (const store of [stores.sqsStore, stores.snsStore, ...stores.sqsStore.allQueues()])
    store.persistence = messages
  stores.s3Store.persistence = objects
  const app = buildApp({ logger: false, stores })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const close = async () => {
    await app.close()
    messages.close()
    objects.close()
  }
  return { server: app.server, close }
}

const part = async (file: string, name: string): Promise<Part> =>
  (await import(new URL(file, import.meta.resolve('fauxqs')).href))[name]
