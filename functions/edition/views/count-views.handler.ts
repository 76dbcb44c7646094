import { createHash } from 'node:crypto'
import * as z from 'zod'
import { createDatabase } from '../../runtime/database.table.ts'
import { log } from '../../runtime/log.ts'
import { queueHandler } from '../../runtime/queue-handler.ts'
import { readSettings } from '../../runtime/settings.ts'
import { environment } from '../settings.ts'
import { createCountLog } from './count-log-once.ts'
import { createLogs } from './logs.store.ts'
import { createViewsTable } from './views.table.ts'

const settings = readSettings('count-views', environment['count-views'])

const countLog = createCountLog({
  lines: createLogs(settings.LOGS_BUCKET),
  views: createViewsTable(createDatabase(), settings.VIEWS_TABLE),
  // 72 bits: a day's marks of an issue are far too few to meet by chance.
  markOf: (name) => createHash('sha256').update(name).digest('base64url').slice(0, 12),
})

/** From the rule that hears of new logs, or an event that the rule could not deliver. */
const Message = z.union([
  z.object({ log: z.string() }),
  z
    .object({ detail: z.object({ object: z.object({ key: z.string() }) }) })
    .transform(({ detail }) => ({ log: detail.object.key })),
])

/** Queue `Views`: each message is a log of CloudFront's. */
export const handler = queueHandler(Message, async ({ log: key }) => {
  log.info('counted views', { log: key, ...(await countLog(key)) })
})
