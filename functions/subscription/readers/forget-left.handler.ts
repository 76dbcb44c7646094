import { bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { handlerOf } from '../../runtime/handler.ts'
import { log } from '../../runtime/log.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { environment } from '../settings.ts'
import { createSubscribersTable } from '../states/subscriber.table.ts'
import { createForgetLeft } from './forget-left.ts'
import { createForgettingCursor } from './forgetting.table.ts'

const settings = readSettings('forget-left', environment['forget-left'])
const { database } = createTimedDatabase(clocks)
const forgetLeft = createForgetLeft({
  subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
  cursor: createForgettingCursor(database, settings.SUBSCRIBERS_TABLE),
  keptMs: bundledPublication().keepUnsubscribedDays * 86_400_000,
  now: Date.now,
})

/** Schedule `Weekly`. */
export const handler = handlerOf().handler(async () => {
  const outcome = await forgetLeft(createDeadline(clocks, settings.FORGET_SECONDS * 1000))
  log.info('forgetting', outcome)
})
