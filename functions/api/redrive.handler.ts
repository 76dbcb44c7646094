import { randomBytes, randomUUID } from 'node:crypto'
import { createAuditTable } from '../access/audit.table.ts'
import { createTimedDatabase } from '../runtime/database.table.ts'
import { jsonHandler } from '../runtime/json-http.ts'
import { log } from '../runtime/log.ts'
import { readSettings } from '../runtime/settings.ts'
import { createDeadLetterStore } from './dead-letters.store.ts'
import { createDeadLetters } from './dead-letters.ts'
import { createKeyedCallsTable } from './idempotency.table.ts'
import { createOnce } from './idempotency.ts'
import { createCallCounter } from './rate-limit.table.ts'
import { createRateLimit } from './rate-limit.ts'
import { createRouter, onError } from './router.ts'
import { type RouteOf, routes } from './routes-and-roles.ts'
import { environment } from './settings.ts'
import { createAudited } from './write-audit-entry.ts'

const settings = readSettings('redrive', environment.redrive)
const { database, time } = createTimedDatabase()
const deadLetters = createDeadLetters({
  lost: settings.DEAD_LETTERS,
  ...createDeadLetterStore(),
  onTrouble: (queue, error) => log.error('a dead letter stays', { queue, error: error as Error }),
  now: Date.now,
})

const audited = createAudited({
  log: createAuditTable({
    client: database,
    table: settings.AUDIT_TABLE,
    keptDays: settings.KEEP_AUDIT_DAYS,
    time,
    token: randomUUID,
  }),
  readerIn: async () => undefined,
  onTrouble: (error) => log.error('the audit log is not written', error as Error),
})

const once = createOnce({
  calls: createKeyedCallsTable(database, settings.CALLS_TABLE),
  // The limit has asked the database before.
  now: time.likely,
  random: randomBytes,
  onTrouble: (error) => log.error('the answer to a call is not kept', error as Error),
})

const limit = createRateLimit({
  count: createCallCounter(database, settings.CALLS_TABLE),
  now: Date.now,
  onTrouble: (error) => log.error('calls are not counted', error as Error),
})

const answer = createRouter<RouteOf<'redrive'>>(
  routes.redrive,
  {
    'GET /api/dead-letters': () => deadLetters.list(),
    'POST /api/dead-letters': ({ fields }) => deadLetters.redrive(fields),
  },
  { audited, once, limit, edgeKey: settings.EDGE_KEY },
)

/** HTTP API `/api/dead-letters`: work that failed for good. */
export const handler = jsonHandler(answer, onError)
