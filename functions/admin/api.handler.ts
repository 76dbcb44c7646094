import { createEditionsTable } from '../edition/edition.table.ts'
import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { httpHandler, json } from '../platform/http.ts'
import { createQueue } from '../platform/queue.ts'
import { readSettings } from '../platform/settings.ts'
import { createBatchesTable } from '../sending/batch.table.ts'
import { createControl } from '../sending/control.ts'
import { createFatesTable } from '../sending/fate.table.ts'
import type { SchedulingMessage } from '../sending/messages.ts'
import { createRequestSend } from '../sending/request.ts'
import { createSendsTable } from '../sending/send.table.ts'
import { createActions } from './actions.ts'
import { createApi } from './api.ts'
import { createIssues } from './issues.ts'
import { createSends } from './sends.ts'
import { createSignUpload } from './upload.store.ts'

const settings = readSettings('api')
const { timeZone } = bundledPublication()
const database = createDatabase()
const editions = createEditionsTable(database, settings.EDITIONS_TABLE)
const ledger = createSendsTable(database, settings.SENDS_TABLE)
const batches = createBatchesTable(database, settings.SENDS_TABLE)
const fates = createFatesTable(database, settings.SENDS_TABLE)
const queue = createQueue<SchedulingMessage>(settings.SCHEDULING_QUEUE_URL)

const api = createApi({
  issues: createIssues({ editions, signUpload: createSignUpload(settings.CONTENT_BUCKET) }),
  sends: createSends({
    ledger,
    batches,
    fates,
    request: createRequestSend({ sends: ledger, editions, queue, now: Date.now }),
    timeZone,
    now: Date.now,
  }),
  actions: createActions({
    control: createControl({
      sends: ledger,
      batches,
      fates,
      queue,
      resolveAfterMs: settings.RESOLVE_AFTER_SECONDS * 1000,
      now: Date.now,
    }),
    timeZone,
    now: Date.now,
  }),
})

const messages: Record<number, string> = {
  400: 'The body is not JSON',
  413: 'The body is too large',
}

/** HTTP API `/api/*`: what editors do. */
export const handler = httpHandler(api, (_, status) =>
  json(status, { problems: [{ message: messages[status] ?? 'The service failed; its log says why' }] }),
)
