import { randomBytes, randomUUID } from 'node:crypto'
import { idBytes, secretBytes, writeApiKey } from '../access/api-key.ts'
import { createAuditTable } from '../access/audit.table.ts'
import { createKeysTable } from '../access/keys.table.ts'
import { createEditionsTable } from '../edition/model/edition.table.ts'
import { createViewsTable } from '../edition/views/views.table.ts'
import { createAnnouncer } from '../events/announce.store.ts'
import { createWantedEvents } from '../events/wanted-events.table.ts'
import { createEraseReader } from '../privacy/erase-reader.ts'
import { bundledModule, bundledOpenApi, bundledPublication } from '../publication/bundled-assets.store.ts'
import { createTimedDatabase } from '../runtime/database.table.ts'
import { jsonHandler } from '../runtime/json-http.ts'
import { log } from '../runtime/log.ts'
import { createQueue } from '../runtime/queue.ts'
import { madeOfSecret } from '../runtime/secret.ts'
import { isCloudOnThisMachine, readSettings } from '../runtime/settings.ts'
import { createControl } from '../sending/control/control-send.ts'
import { announcingSends } from '../sending/ledger/announcing-sends.ts'
import { createLedgerTables } from '../sending/ledger/ledger-tables.table.ts'
import type { SchedulingMessage } from '../sending/ledger/queue-messages.ts'
import { createRangeSums } from '../sending/ledger/range-sums.ts'
import { createHistory } from '../sending/ledger/reader-history.ts'
import { createCountCorrection } from '../sending/plan/count-correction.ts'
import { createCorrect, findCorrectable } from '../sending/schedule/correct-send.ts'
import { mostLately } from '../sending/schedule/measure-audience.ts'
import { createRequestSend } from '../sending/schedule/request-send.ts'
import { createFindMailed } from '../sending/status/find-mailed.ts'
import { createRecipients } from '../sending/status/list-recipients.ts'
import { createStatus } from '../sending/status/status.ts'
import { createCountsTable } from '../subscription/counts/counts.table.ts'
import { createImportsTable } from '../subscription/import/imports.table.ts'
import { createSignUpCounters } from '../subscription/limits/sign-up-counters.table.ts'
import { createCountReaders } from '../subscription/readers/count-readers.ts'
import { createListReaders } from '../subscription/readers/list-readers.ts'
import { createSuppressByAdmin } from '../subscription/readers/suppress-by-admin.ts'
import { createWalkReaders } from '../subscription/readers/walk-readers.ts'
import { createSegmentsTable } from '../subscription/segments/segments.table.ts'
import { createOwnerOf, createPlaceAt } from '../subscription/states/address-owners.ts'
import { createAnnouncingSubscribers } from '../subscription/states/announcing-subscribers.store.ts'
import { createLeftInboxes } from '../subscription/states/left-inboxes.table.ts'
import { createNoteInbox } from '../subscription/states/note-left-inboxes.ts'
import { createReaderIds } from '../subscription/states/reader-id.ts'
import { createStanding } from '../subscription/states/readers-by-any-id.ts'
import { createDeliveriesTable } from '../webhooks/deliveries.table.ts'
import { secretBytes as webhookSecretBytes, writeSecret } from '../webhooks/sign.ts'
import type { DeliverMessage } from '../webhooks/webhook-message.ts'
import { createWebhooksTable } from '../webhooks/webhooks.table.ts'
import { createApi } from './api.ts'
import { createAudience } from './audience.ts'
import { createAudit } from './audit.ts'
import { createCorrections } from './corrections.ts'
import { createCountAudience } from './count-audience.ts'
import { createAskDns } from './dns.store.ts'
import { createEditionsToSend } from './editions-to-send.ts'
import { createGrowth } from './growth.ts'
import { createKeyedCallsTable } from './idempotency.table.ts'
import { createOnce } from './idempotency.ts'
import { createImports } from './imports.ts'
import { createIssues } from './issues.ts'
import { createKeys } from './keys.ts'
import { createOpenApi } from './open-api.ts'
import { createFindDigest, createPreviews } from './previews.ts'
import { createQuota } from './quota.ts'
import { createCallCounter } from './rate-limit.table.ts'
import { createRateLimit } from './rate-limit.ts'
import { createReadSegment } from './read-segment.ts'
import { createReaderMail } from './reader-mail.ts'
import { createReaderIn, createReaders } from './readers.ts'
import { createRecipientLists } from './recipient-lists.ts'
import { onError, unknownCall } from './router.ts'
import { openApiPath, otherPaths } from './routes-and-roles.ts'
import { createSegments } from './segments.ts'
import { createActions } from './send-actions.ts'
import { createSender } from './sender.ts'
import { createSends } from './sends.ts'
import { environment } from './settings.ts'
import { createSharedQuota } from './share-quota.ts'
import { createUnpublish } from './unpublish.ts'
import { createViews } from './views.ts'
import { createWebhooks } from './webhooks.ts'
import { createAudited } from './write-audit-entry.ts'

const settings = readSettings('api', environment.api)
const publication = bundledPublication()
const { timeZone } = publication
const { database, time } = createTimedDatabase()
const editions = createEditionsTable(database, settings.EDITIONS_TABLE)
const ledger = createLedgerTables(database, settings.SENDS_TABLE)
const { openSends, dueBatches, planSteps, batches, sesReports } = ledger
const announce = createAnnouncer(settings.WEBHOOKS_QUEUE_URL, {
  database,
  table: settings.SUBSCRIBERS_TABLE,
  may: 'write',
})
const sends = announcingSends(ledger.sends, announce)
const idOf = async (address: string) => (await readerIds())(address)
const subscribers = createAnnouncingSubscribers(database, settings, idOf)
const queue = createQueue<SchedulingMessage>(settings.SCHEDULING_QUEUE_URL)
const rangeSums = createRangeSums({ ...ledger, token: randomUUID, time })
const readerIds = madeOfSecret(settings.READER_ID_SECRET_ARN, createReaderIds)

const uploads = () => bundledModule<typeof import('./upload.store.ts')>('upload-store.cjs')
/** Loads the S3 client only when it is needed: its code is a fifth of what a cold start would otherwise read. */
const signUploadTo = (bucket: string) => {
  let signing: ((key: string, sha256?: string) => Promise<string>) | undefined
  return (key: string, sha256?: string): Promise<string> => {
    signing ??= uploads().createSignUpload(bucket)
    return signing(key, sha256)
  }
}
/** Reads digests, by the same client. */
const readDigests = () => {
  let reading: ((key: string) => Promise<Uint8Array | undefined>) | undefined
  return (key: string): Promise<Uint8Array | undefined> => {
    reading ??= uploads().createRead(settings.EDITIONS_BUCKET)
    return reading(key)
  }
}
const digests = createFindDigest(readDigests())
const signUpload = signUploadTo(settings.CONTENT_BUCKET)
const quotaModule = () => bundledModule<typeof import('../mail/mailer.ts')>('sending-quota.cjs')
const askQuota = createSharedQuota({ ask: () => quotaModule().askQuota(), now: Date.now })
const importsTable = createImportsTable(database, settings.IMPORTS_TABLE)

const ownerOf = createOwnerOf({ get: subscribers.get, idOf })
const noteInbox = createNoteInbox({ ...createLeftInboxes(database, settings.SUBSCRIBERS_TABLE), idOf })
const standing = createStanding({ subscribers, latest: time.latest })
const byAdmin = createSuppressByAdmin({
  ...{ subscribers, standing, ownerOf, noteInbox, now: Date.now },
  placeAt: createPlaceAt({ subscribers, idOf }),
})

// Half of the function's timeout.
const walkReaders = createWalkReaders({ subscribers, now: Date.now, patienceMs: 5_000 })
const status = createStatus({ rangeSums, time })
const segments = createSegmentsTable(database, settings.SUBSCRIBERS_TABLE)
const readSegment = createReadSegment({
  segments,
  imports: importsTable,
  sends,
  status,
  publication,
  now: time.likely,
})
const audit = createAuditTable({
  client: database,
  table: settings.AUDIT_TABLE,
  keptDays: settings.KEEP_AUDIT_DAYS,
  time,
  token: randomUUID,
})
const request = createRequestSend({
  sends,
  openSends,
  editions: { issue: editions.issueToSend },
  queue,
  time,
  approveAbove: publication.approval?.above,
})
const correcting = { ...ledger, editions: { issue: editions.issueToSend } }
const editionsToSend = createEditionsToSend({ issue: editions.issueToSend })
const count = createCountAudience({ subscribers, ledger, now: time.likely })
const api = createApi({
  issues: createIssues({ editions, sends, status, signUpload, timeZone }),
  unpublish: createUnpublish({
    editions,
    sends,
    status,
    put: (key, body) => uploads().createPut(settings.CONTENT_BUCKET)(key, body),
    get: (key) => uploads().createGet(settings.CONTENT_BUCKET)(key),
    token: randomUUID,
    now: time.likely,
  }),
  views: createViews({ editions, views: createViewsTable(database, settings.VIEWS_TABLE) }),
  previews: createPreviews({ editions, digests, publication, now: Date.now }),
  sends: createSends({
    editionsToSend,
    pressedLinks: ledger.pressedLinks,
    ledger: sends,
    status,
    request,
    publication,
    readSegment,
  }),
  audience: createAudience({
    editions: { issue: editions.issueToSend },
    readSegment,
    count,
    publication,
    lately: (now) => mostLately(ledger, now),
    now: time.likely,
  }),
  segments: createSegments({
    segments,
    imports: importsTable,
    readSegment,
    count,
    publication,
    now: time.likely,
  }),
  actions: createActions({
    control: createControl({
      sends,
      status,
      openSends,
      dueBatches,
      batches,
      sesReports,
      rangeSums,
      editions: { issue: editions.issueToSend },
      subscribers,
      publishersOf: editions.publishersOf,
      queue,
      resolveAfterMs: settings.RESOLVE_AFTER_SECONDS * 1000,
      time,
      token: randomUUID,
    }),
    sends,
    readSegment,
    editionsToSend,
    timeZone,
  }),
  corrections: createCorrections({
    correct: createCorrect({ ...correcting, request }),
    find: (asked) => findCorrectable(correcting, asked),
    count: createCountCorrection({ ...ledger, subscribers, now: time.likely }),
    publication,
  }),
  recipients: createRecipientLists({
    ledger: sends,
    list: createRecipients({ sends, planSteps, batches, sesReports, subscribers }),
    subscribers,
  }),
  imports: createImports({
    imports: importsTable,
    queue: createQueue(settings.IMPORTS_QUEUE_URL),
    signUpload: signUploadTo(settings.IMPORTS_BUCKET),
    publication,
    now: Date.now,
  }),
  growth: createGrowth({
    counts: createCountsTable(database, settings.SUBSCRIBERS_TABLE),
    now: Date.now,
    timeZone,
  }),
  keys: createKeys({
    keys: createKeysTable(database, settings.ACCESS_TABLE),
    newKey: () => writeApiKey({ id: randomBytes(idBytes), secret: randomBytes(secretBytes) }),
    now: Date.now,
    timeZone,
  }),
  webhooks: createWebhooks({
    webhooks: createWebhooksTable(database, settings.WEBHOOKS_TABLE),
    deliveries: createDeliveriesTable(database, settings.WEBHOOKS_TABLE),
    wanted: createWantedEvents(database, settings.SUBSCRIBERS_TABLE),
    queue: createQueue<DeliverMessage>(settings.WEBHOOKS_QUEUE_URL),
    newId: () => randomBytes(idBytes).toString('hex'),
    newSecret: () => writeSecret(randomBytes(webhookSecretBytes)),
    allowsLoopback: isCloudOnThisMachine(),
    now: Date.now,
    timeZone,
  }),
  quota: createQuota(askQuota),
  sender: createSender({
    address: publication.sender.address,
    records: settings.DNS_RECORDS,
    askDns: createAskDns(),
    askQuota,
  }),
  audit: createAudit({ log: audit, timeZone }),
  guards: {
    edgeKey: settings.EDGE_KEY,
    audited: createAudited({
      log: audit,
      readerIn: createReaderIn(ownerOf),
      onTrouble: (error) => log.error('the audit log is not written', error as Error),
    }),
    limit: createRateLimit({
      count: createCallCounter(database, settings.CALLS_TABLE),
      now: Date.now,
      onTrouble: (error) => log.error('calls are not counted', error as Error),
    }),
    once: createOnce({
      calls: createKeyedCallsTable(database, settings.CALLS_TABLE),
      // The limit has asked the database before.
      now: time.likely,
      random: randomBytes,
      onTrouble: (error) => log.error('the answer to a call is not kept', error as Error),
    }),
  },
  readerMail: createReaderMail({
    subscribers: standing,
    findMailed: createFindMailed({ sends, planSteps, batches }),
    digests,
    publication,
  }),
  readers: createReaders({
    history: createHistory({ sends, planSteps, batches, sesReports }),
    subscribers: standing,
    imports: importsTable,
    list: createListReaders(walkReaders),
    count: createCountReaders(walkReaders),
    byAdmin,
    erase: createEraseReader({
      subscribers,
      erasures: ledger.erasures,
      sends,
      counters: createSignUpCounters(database, settings.SIGN_UPS_TABLE),
      idOf,
      noteInbox,
      token: randomUUID,
      now: Date.now,
      time,
    }),
    now: Date.now,
    idOf: ownerOf,
    publication,
  }),
})

const describe = createOpenApi(bundledOpenApi)

/** HTTP API `/api/*`: what editors do, and the description of that. */
export const handler = jsonHandler(async (request) => {
  if (request.routeKey !== otherPaths) return api(request)
  const isAsked = request.requestContext.http.method === 'GET' && request.rawPath === openApiPath
  return isAsked ? describe() : unknownCall(request)
}, onError)
