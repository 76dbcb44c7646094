import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { createEditionsTable } from '../../edition/model/edition.table.ts'
import { createAnnouncer } from '../../events/announce.store.ts'
import { createMailer } from '../../mail/mailer.ts'
import { bundledPublication } from '../../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../../runtime/database.table.ts'
import { instantOf } from '../../runtime/local-time.ts'
import { log } from '../../runtime/log.ts'
import { createQueue } from '../../runtime/queue.ts'
import { queueHandler } from '../../runtime/queue-handler.ts'
import { readSettings } from '../../runtime/settings.ts'
import { createSubscribersTable } from '../../subscription/states/subscriber.table.ts'
import { createNotifyAdmin } from '../ledger/admin-notice.ts'
import { announcingSends } from '../ledger/announcing-sends.ts'
import { createLedgerTables } from '../ledger/ledger-tables.table.ts'
import { type BatchMessage, type PlanMessage, SchedulingMessage } from '../ledger/queue-messages.ts'
import { environment } from '../settings.ts'
import { createNoticeMail } from './admin-notice-mail.ts'
import { createSlicesFor } from './measure-audience.ts'
import { createScheduleOnce } from './schedule.store.ts'
import { createSchedule } from './schedule.ts'
import { createWelcome } from './welcome.ts'

const settings = readSettings('schedule', environment.schedule)
const publication = bundledPublication()
const { timeZone, welcome: series } = publication
const { database, time } = createTimedDatabase()
const tables = createLedgerTables(database, settings.SENDS_TABLE)
const announce = createAnnouncer(settings.WEBHOOKS_QUEUE_URL, {
  database,
  table: settings.SUBSCRIBERS_TABLE,
  may: 'read',
})
const ledger = { ...tables, sends: announcingSends(tables.sends, announce) }
const { issueToSend, issuesToSend, isTakenDown } = createEditionsTable(database, settings.EDITIONS_TABLE)
const editions = { issue: issueToSend, issues: issuesToSend, isTakenDown }
const subscribers = createSubscribersTable(database, settings.SUBSCRIBERS_TABLE)
const mailer = createMailer(settings.CONFIGURATION_SET)

const schedule = createSchedule({
  ...ledger,
  editions,
  subscribers,
  queue: createQueue<PlanMessage>(settings.PLAN_QUEUE_URL),
  scheduleOnce: createScheduleOnce(new SchedulerClient({}), {
    group: settings.SCHEDULE_GROUP,
    queueArn: settings.SCHEDULING_QUEUE_ARN,
    roleArn: settings.SCHEDULER_ROLE_ARN,
    missedQueueArn: settings.MISSED_QUEUE_ARN,
  }),
  welcome: createWelcome({
    ...ledger,
    editions,
    subscribers,
    queue: createQueue<BatchMessage>(settings.BATCHES_QUEUE_URL),
    series,
    time,
  }),
  isForWelcome: (issue) => series.some((letter) => letter.issue === issue),
  notify: createNotifyAdmin({
    notified: ledger.notified,
    mail: createNoticeMail({ mailer, publication }),
  }),
  instantOf: (local) => instantOf(local, timeZone),
  timeZone,
  tracking: publication.tracking,
  approveAbove: publication.approval?.above,
  slicesFor: createSlicesFor({ ...ledger, subscribers, isOff: publication.warmUp === false }),
  time,
})

/** What may be logged of a message: neither whom it is about nor what SES said. */
const askedIn = (message: SchedulingMessage) => ({
  asked: message.kind,
  ...('issue' in message && { issue: message.issue }),
  ...('send' in message && { send: message.send }),
  ...('notice' in message && { about: message.notice.about }),
})

/** Queue `Scheduling`: what to send, and when. */
export const handler = queueHandler(SchedulingMessage, async (message) => {
  log.info('scheduling', { ...askedIn(message), outcome: await schedule(message) })
})
