import { bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createDeadline } from '../../runtime/clocks.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { handlerOf } from '../../runtime/handler.ts'
import { log } from '../../runtime/log.ts'
import { readSettings } from '../../runtime/settings.ts'
import { systemClocks as clocks } from '../../runtime/system-clocks.ts'
import { createCountsTable } from '../counts/counts.table.ts'
import { environment } from '../settings.ts'
import { createSubscribersTable } from '../states/subscriber.table.ts'
import { createForgetLeft } from './forget-left.ts'
import { createNightRound } from './night-round.ts'

const settings = readSettings('nightly', environment.nightly)
const { database } = createTimedDatabase(clocks)
const { timeZone, keepUnsubscribedDays } = bundledPublication()
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const nightRound = createNightRound({
  subscribers,
  counts: createCountsTable(database, settings.SUBSCRIBERS_TABLE),
  forgetLeft: createForgetLeft({ subscribers, keptMs: keepUnsubscribedDays * 86_400_000, now: Date.now }),
  timeZone,
  now: Date.now,
})

/** Schedule `EveryNight`. */
export const handler = handlerOf().handler(async () => {
  const round = await nightRound(createDeadline(clocks, settings.ROUND_SECONDS * 1000))
  log.info('night', round)
})
