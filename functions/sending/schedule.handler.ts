import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { createEditionsTable } from '../edition/edition.table.ts'
import { bundledPublication } from '../platform/assets.ts'
import { createDatabase } from '../platform/database.table.ts'
import { instantOf } from '../platform/instant.ts'
import { log } from '../platform/log.ts'
import { createQueue, queueHandler } from '../platform/queue.ts'
import { readSettings } from '../platform/settings.ts'
import { createSubscribersTable } from '../subscription/subscriber.table.ts'
import { type PlanMessage, SchedulingMessage } from './messages.ts'
import { createScheduleOnce } from './schedule.store.ts'
import { createSchedule } from './schedule.ts'
import { createSendsTable } from './send.table.ts'

const settings = readSettings('schedule')
const { timeZone } = bundledPublication()
const database = createDatabase()

const schedule = createSchedule({
  sends: createSendsTable(database, settings.SENDS_TABLE),
  editions: createEditionsTable(database, settings.EDITIONS_TABLE),
  subscribers: createSubscribersTable(database, settings.SUBSCRIBERS_TABLE),
  queue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  scheduleOnce: createScheduleOnce(new SchedulerClient({}), {
    group: settings.SCHEDULE_GROUP,
    queueArn: settings.SCHEDULING_QUEUE_ARN,
    roleArn: settings.SCHEDULER_ROLE_ARN,
    missedQueueArn: settings.MISSED_QUEUE_ARN,
  }),
  instantOf: (local) => instantOf(local, timeZone),
  timeZone,
  now: Date.now,
})

/** Queue `Scheduling`: what should be sent, and when. */
export const handler = queueHandler(SchedulingMessage, async (message) => {
  log.info('scheduling', { asked: message, outcome: await schedule(message) })
})
