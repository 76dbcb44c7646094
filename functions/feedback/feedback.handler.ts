import { createDatabase } from '../platform/database.table.ts'
import { log } from '../platform/log.ts'
import { queueHandler } from '../platform/queue.ts'
import { readSettings } from '../platform/settings.ts'
import { createSubscribersTable } from '../subscription/subscriber.table.ts'
import { SesEventMessage } from './ses-event.ts'
import { createSuppress } from './suppress.ts'

const settings = readSettings('feedback')
const suppress = createSuppress({
  subscribers: createSubscribersTable(createDatabase(), settings.SUBSCRIBERS_TABLE),
  now: Date.now,
})

/** Queue `Feedback`: one event of SES a message. */
export const handler = queueHandler(SesEventMessage, async (event) => {
  const outcome = await suppress(event)
  log.info('feedback', { type: event.type === 'other' ? event.kind : event.type, outcome })
})
