import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { idBytes, secretBytes, writeApiKey } from '../../../functions/access/api-key.ts'
import type { ActResult, AuditEntry } from '../../../functions/access/audit-entry.ts'
import type { Identity } from '../../../functions/access/caller.ts'
import type { KeptKey } from '../../../functions/access/keys.table.ts'
import { createApi } from '../../../functions/api/api.ts'
import { createAudience } from '../../../functions/api/audience.ts'
import { createAudit } from '../../../functions/api/audit.ts'
import { createCorrections } from '../../../functions/api/corrections.ts'
import { createCountAudience } from '../../../functions/api/count-audience.ts'
import { createEditionsToSend } from '../../../functions/api/editions-to-send.ts'
import { createGrowth } from '../../../functions/api/growth.ts'
import { createOnce, type KeptCall } from '../../../functions/api/idempotency.ts'
import { createImports } from '../../../functions/api/imports.ts'
import { createIssues } from '../../../functions/api/issues.ts'
import { createKeys } from '../../../functions/api/keys.ts'
import { createPreviews } from '../../../functions/api/previews.ts'
import { createQuota } from '../../../functions/api/quota.ts'
import { createRateLimit } from '../../../functions/api/rate-limit.ts'
import { createReadSegment } from '../../../functions/api/read-segment.ts'
import { createReaderMail } from '../../../functions/api/reader-mail.ts'
import { createReaderIn, createReaders } from '../../../functions/api/readers.ts'
import { createRecipientLists } from '../../../functions/api/recipient-lists.ts'
import { createSegments } from '../../../functions/api/segments.ts'
import { createActions } from '../../../functions/api/send-actions.ts'
import { createSender } from '../../../functions/api/sender.ts'
import { createSends } from '../../../functions/api/sends.ts'
import { createUnpublish } from '../../../functions/api/unpublish.ts'
import { createViews } from '../../../functions/api/views.ts'
import { createWebhooks } from '../../../functions/api/webhooks.ts'
import { createAudited } from '../../../functions/api/write-audit-entry.ts'
import { type Digest, digestKey } from '../../../functions/edition/model/digest.ts'
import type { Attempt, PublishedIssue, Unpublishing } from '../../../functions/edition/model/edition.table.ts'
import { newestFirst } from '../../../functions/edition/model/newest-first.ts'
import type { Publisher } from '../../../functions/edition/model/publisher.ts'
import type { DayViews } from '../../../functions/edition/views/views-in-log.ts'
import { sha256 } from '../../../functions/issue/manifest.ts'
import { createEraseReader } from '../../../functions/privacy/erase-reader.ts'
import { createControl } from '../../../functions/sending/control/control-send.ts'
import type { Batch } from '../../../functions/sending/ledger/batch.ts'
import type { PlanStep } from '../../../functions/sending/ledger/plan-step.ts'
import type { SchedulingMessage } from '../../../functions/sending/ledger/queue-messages.ts'
import type { RangeEnd } from '../../../functions/sending/ledger/range-end.ts'
import { placeIn } from '../../../functions/sending/ledger/range-sums.ts'
import { createHistory } from '../../../functions/sending/ledger/reader-history.ts'
import type { Again } from '../../../functions/sending/ledger/send.table.ts'
import type { Hold, Send } from '../../../functions/sending/ledger/send.ts'
import { type Act, isUnchanged } from '../../../functions/sending/ledger/send-version.ts'
import type { StoredSums } from '../../../functions/sending/ledger/sums.table.ts'
import { noSums, type Place, sumUp } from '../../../functions/sending/ledger/sums.ts'
import { createCountCorrection } from '../../../functions/sending/plan/count-correction.ts'
import { createCorrect, findCorrectable } from '../../../functions/sending/schedule/correct-send.ts'
import { createRequestSend, type SendRequest } from '../../../functions/sending/schedule/request-send.ts'
import { createFindMailed } from '../../../functions/sending/status/find-mailed.ts'
import { createRecipients } from '../../../functions/sending/status/list-recipients.ts'
import { createStatus } from '../../../functions/sending/status/status.ts'
import type { DayCounts } from '../../../functions/subscription/counts/day-counts.ts'
import { createCountReaders } from '../../../functions/subscription/readers/count-readers.ts'
import { createListReaders } from '../../../functions/subscription/readers/list-readers.ts'
import { createWalkReaders } from '../../../functions/subscription/readers/walk-readers.ts'
import type { SavedSegment, SegmentsTable } from '../../../functions/subscription/segments/segments.table.ts'
import type { ReaderRow, Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import type { HttpRequest, HttpResponse } from '../../../functions/web/form-http.ts'
import type { Delivery } from '../../../functions/webhooks/delivery.ts'
import { writeSecret } from '../../../functions/webhooks/sign.ts'
import type { Webhook } from '../../../functions/webhooks/webhook.ts'
import type { DeliverMessage } from '../../../functions/webhooks/webhook-message.ts'
import { anAskingSite } from '../../builders.ts'
import { adminOver } from '../../reader-acts.ts'
import { idOf } from '../../reader-ids.ts'
import { someDeadLetters } from '../api/some-dead-letters.ts'
import { importWorld } from '../subscription/import/import-world.ts'
import { deliveriesIn, webhooksIn } from '../webhooks/webhook-world.ts'

const noon = Date.parse('2026-12-01T04:00:00Z')

/** The API over stores in memory. */
export const anApi = (
  signUpload: (key: string) => Promise<string> = async (key) => `https://content.test/${key}`,
  putObject: (key: string, body: string) => Promise<void> = async () => {},
) => {
  const stores = {
    issues: new Map<string, PublishedIssue>(),
    /** The versions of issues before the current ones. */
    previous: new Map<string, PublishedIssue>(),
    /** By `digestKey`. */
    digests: new Map<string, Digest>(),
    attempts: new Map<string, Attempt>(),
    sends: new Map<string, Send>(),
    ends: [] as RangeEnd[],
    /** By `<send>#<range>`. */
    steps: new Map<string, PlanStep[]>(),
    batches: [] as Batch[],
    /** By the batch's key. */
    reports: new Map<string, string>(),
    /** Ranges whose sums cannot be read. */
    broken: new Set<Place>(),
    subscribers: new Map<string, Subscriber>(),
    segments: new Map<string, SavedSegment>(),
    /** Page views, in order of days. */
    views: [] as DayViews[],
    /** What the nights counted, in order. */
    days: [] as DayCounts[],
    queue: [] as SchedulingMessage[],
    wishes: new Map<string, Unpublishing>(),
    /** What the API itself writes into the bucket of uploads. */
    objects: new Map<string, string>(),
    tokens: 0,
    webhooks: new Map<string, Webhook>(),
    webhookIds: 0,
    deliveries: new Map<string, Delivery>(),
    /** What webhooks want, and messages to the queue of them. */
    wanted: [] as string[],
    told: [] as DeliverMessage[],
    /** The audit log, the newest first. */
    acts: [] as AuditEntry[],
    /** Calls that came with an `Idempotency-Key`, by its hash, and how much later than noon it is for them. */
    calls: new Map<string, KeptCall>(),
    laterMs: 0,
    /** Calls by caller and minute. */
    counted: new Map<string, number>(),
    /** Whether nothing can be written into it. */
    isLogLost: false,
    /** What SES lets the account send. */
    quota: { rate: 14, max: 50_000, sent: 0 },
    /** The most readers whom one send lately reached. */
    lately: 0,
    /** Sends to more readers wait for a second person. */
    approveAbove: undefined as number | undefined,
    /** About how many readers there are. */
    estimate: 1_000,
    /** Where pages of issues may be whose first publishing has not ended. */
    begun: new Map<string, string[]>(),
    /** Who published an edition, by issue and hash; who asked for an upload, by issue. */
    publishers: new Map<string, Publisher[]>(),
    uploaders: new Map<string, Publisher>(),
  }
  const editions = {
    issue: async (id: string) => stores.issues.get(id),
    previous: async (id: string) => stores.previous.get(id),
    begunPages: async (id: string) => stores.begun.get(id) ?? [],
    issues: async () => newestFirst([...stores.issues.values()].filter(({ gone }) => !gone)),
    issuesEver: async () => newestFirst([...stores.issues.values()]),
    unpublishing: async (id: string) => stores.wishes.get(id),
    attempt: async (id: string) => stores.attempts.get(id),
    putUploader: async (issue: string, manifest: string, who: Publisher) =>
      void stores.uploaders.set(`${issue} ${manifest}`, who),
    putUnpublishing: async (wish: Unpublishing) => void stores.wishes.set(wish.id, wish),
    clearUnpublishing: async ({ id }: Unpublishing) => void stores.wishes.delete(id),
    issueToSend: async (id: string) =>
      stores.wishes.has(id) || stores.issues.get(id)?.gone ? undefined : stores.issues.get(id),
  }
  const digests = async (issue: string, language: string, hash: string) =>
    stores.digests.get(digestKey(issue, language, hash))
  const ledger = {
    get: async (id: string) => stores.sends.get(id),
    ids: async () => [...stores.sends.keys()],
    create: async (send: Send) => {
      const standing = stores.sends.get(send.id)
      if (!standing) stores.sends.set(send.id, send)
      return { won: !standing, value: standing ?? send }
    },
    ...controls(stores.sends),
  }
  const planSteps = {
    list: async (id: string, range: number) => stores.steps.get(`${id}#${range}`) ?? [],
    last: async (id: string, range: number) => stores.steps.get(`${id}#${range}`)?.at(-1),
    get: async (id: string, range: number, number: number) => stores.steps.get(`${id}#${range}`)?.[number],
  }
  const openSends = { add: async () => {} }
  const dueBatches = { add: async () => {} }
  const queue = { send: async (messages: SchedulingMessage[]) => void stores.queue.push(...messages) }
  const now = () => noon
  const sesReports = {
    get: async (_: string, key: string) => ({ codes: stores.reports.get(key) ?? '', acts: '' }),
  }
  const batches = {
    list: async () => stores.batches,
    get: async (_: string, key: string) => stores.batches.find((one) => one.key === key),
    reopen: async (_: string, key: string, known: { codes: string }, after: string) =>
      change(stores.batches, key, known.codes, { codes: after, closed: false }),
    rewrite: async (_: string, key: string, known: { codes: string }, after: string) =>
      change(stores.batches, key, known.codes, { codes: after }),
  }
  const time = { earliest: now, latest: now, likely: now }
  const rangeSums = {
    list: async (id: string) => sumsOf(stores, id),
    survey: async () => ({ batches: [], unreadable: [] }),
    reopening: async <Result>(_: string, __: unknown, work: () => Promise<Result>) => work(),
    refresh: async () => {},
  }
  const rows = rowsIn(stores.subscribers)
  const importing = importWorld()
  const walk = createWalkReaders({ subscribers: rows, now: Date.now, patienceMs: 1_000 })
  const byAdmin = adminOver(rows, Date.now)
  const segments = segmentsIn(stores.segments)
  const editionsToSend = createEditionsToSend({ issue: editions.issueToSend })
  const readSegment = createReadSegment({
    segments,
    imports: importing.imports,
    sends: ledger,
    status: createStatus({ rangeSums, time }),
    publication: { ...anAskingSite.publication, keepRecipientsDays: 400 },
    now,
  })
  const count = createCountAudience({
    subscribers: rows,
    ledger: { sends: ledger, planSteps, batches, sesReports },
    now,
  })
  const request = (wanted: SendRequest) =>
    createRequestSend({
      sends: ledger,
      openSends,
      editions: { issue: editions.issueToSend },
      queue,
      time,
      approveAbove: stores.approveAbove,
    })(wanted)
  const correcting = {
    sends: ledger,
    sums: { list: rangeSums.list },
    editions: { issue: editions.issueToSend },
  }
  const handle = createApi({
    views: createViews({
      editions,
      views: { of: async (id) => stores.views.filter(({ issue }) => issue === id) },
    }),
    issues: createIssues({
      editions,
      sends: ledger,
      status: createStatus({ rangeSums, time }),
      signUpload,
      timeZone: 'Asia/Shanghai',
    }),
    unpublish: createUnpublish({
      editions,
      sends: ledger,
      status: createStatus({ rangeSums, time }),
      put: async (key, body) => {
        stores.objects.set(key, body)
        await putObject(key, body)
      },
      get: async (key) => stores.objects.get(key) ?? '',
      token: () => `token-${++stores.tokens}`,
      now,
    }),
    previews: createPreviews({ editions, digests, publication: anAskingSite.publication, now: () => noon }),
    sends: createSends({
      editionsToSend,
      pressedLinks: { all: async () => new Map() },
      ledger,
      status: createStatus({ rangeSums, time }),
      request,
      publication: anAskingSite.publication,
      readSegment,
    }),
    audience: createAudience({
      editions: { issue: editions.issueToSend },
      readSegment,
      count,
      publication: anAskingSite.publication,
      lately: async () => stores.lately,
      now,
    }),
    segments: createSegments({
      segments,
      imports: importing.imports,
      readSegment,
      count,
      publication: anAskingSite.publication,
      now,
    }),
    actions: createActions({
      control: createControl({
        sends: ledger,
        status: createStatus({ rangeSums, time }),
        openSends,
        dueBatches,
        batches,
        sesReports,
        rangeSums,
        editions: { issue: editions.issueToSend },
        subscribers: { estimate: async () => stores.estimate },
        publishersOf: async (issue, sent) =>
          Object.values(sent).flatMap((hash) => stores.publishers.get(`${issue} ${hash}`) ?? []),
        queue,
        resolveAfterMs: 600_000,
        time,
        token: () => `token-${++stores.tokens}`,
      }),
      sends: ledger,
      readSegment,
      editionsToSend,
      timeZone: 'Asia/Shanghai',
    }),
    corrections: createCorrections({
      correct: createCorrect({ ...correcting, request }),
      find: (asked) => findCorrectable(correcting, asked),
      count: createCountCorrection({ sends: ledger, planSteps, batches, subscribers: rows, now }),
      publication: anAskingSite.publication,
    }),
    recipients: createRecipientLists({
      ledger,
      list: createRecipients({ sends: ledger, planSteps, batches, sesReports, subscribers: rows }),
      subscribers: rows,
    }),
    imports: createImports({
      imports: importing.imports,
      queue: { send: async (messages) => void importing.queue.push(...messages.map((one) => one.import)) },
      signUpload: (id) => signUpload(`imports/${id}`),
      publication: anAskingSite.publication,
      now,
    }),
    growth: createGrowth({
      counts: { days: async (from, to) => stores.days.filter(({ day }) => from <= day && day <= to) },
      now,
      timeZone: 'Asia/Shanghai',
    }),
    webhooks: createWebhooks({
      webhooks: webhooksIn(stores.webhooks),
      deliveries: deliveriesIn(stores.deliveries),
      wanted: {
        widen: async (more) => {
          stores.wanted = [...new Set([...stores.wanted, ...more])]
        },
        renew: async (gather) => {
          stores.wanted = [...(await gather())]
        },
      },
      queue: { send: async (messages) => void stores.told.push(...messages) },
      newId: () => (0x0a1b2c3d4e5f + stores.webhookIds++).toString(16).padStart(12, '0'),
      newSecret: () => writeSecret(randomBytes(32)),
      allowsLoopback: false,
      now,
      timeZone: 'Asia/Shanghai',
    }),
    keys: createKeys({
      keys: keysIn(new Map()),
      newKey: () => writeApiKey({ id: randomBytes(idBytes), secret: randomBytes(secretBytes) }),
      now,
      timeZone: 'Asia/Shanghai',
    }),
    quota: createQuota(async () => ({ ...stores.quota })),
    sender: createSender({
      address: anAskingSite.publication.sender.address,
      records: [
        { kind: 'spf', name: 'bounce.example.org', type: 'TXT', value: 'v=spf1 include:amazonses.com ~all' },
      ],
      askDns: async () => [],
      askQuota: async () => ({ ...stores.quota }),
    }),
    audit: createAudit({ log: logIn(stores), timeZone: 'Asia/Shanghai' }),
    guards: {
      edgeKey: 'the-edge’s',
      audited: createAudited({ log: logIn(stores), readerIn: createReaderIn(idOf), onTrouble: () => {} }),
      limit: createRateLimit({
        count: async ({ id }) => {
          const calls = (stores.counted.get(id) ?? 0) + 1
          stores.counted.set(id, calls)
          return calls
        },
        now: () => noon + stores.laterMs,
        onTrouble: () => {},
      }),
      once: createOnce({
        calls: callsIn(stores.calls),
        now: () => noon + stores.laterMs,
        random: (bytes) => Buffer.alloc(bytes, ++stores.tokens),
        onTrouble: () => {},
      }),
    },
    readerMail: createReaderMail({
      subscribers: rows,
      findMailed: createFindMailed({ sends: ledger, planSteps, batches }),
      digests,
      publication: anAskingSite.publication,
    }),
    readers: createReaders({
      history: createHistory({ sends: ledger, planSteps, batches, sesReports }),
      subscribers: rows,
      imports: importing.imports,
      list: createListReaders(walk),
      count: createCountReaders(walk),
      byAdmin,
      erase: createEraseReader({
        subscribers: { ...rows, removeRequest: async () => {} },
        erasures: { add: async () => {}, isDone: async () => undefined },
        sends: { ...ledger, blankTest: async () => undefined },
        counters: { forget: async () => {} },
        idOf,
        noteInbox: async () => {},
        token: () => 't',
        now: Date.now,
        time,
      }),
      now: Date.now,
      idOf,
      publication: { ...anAskingSite.publication, timeZone: 'Asia/Shanghai' },
    }),
  })
  return { stores, handle, importing }
}

/** The audit log. */
const logIn = (kept: { acts: AuditEntry[]; isLogLost: boolean }) => {
  const at = new Date(noon).toISOString()
  const write = () => {
    if (kept.isLogLost) throw new Error('cannot be written')
  }
  return {
    begin: async (act: Omit<AuditEntry, 'id' | 'at' | 'result'>) => {
      write()
      const id = `${at}~${kept.acts.length}`
      kept.acts.unshift({ id, at, ...act })
      return id
    },
    end: async (id: string, result: Omit<ActResult, 'at'>) => {
      write()
      Object.assign(kept.acts.find((one) => one.id === id)!, { result: { at, ...result } })
    },
    page: async (isWanted: (entry: AuditEntry) => boolean, after: string | undefined, limit: number) => {
      const from = kept.acts.findIndex(({ id }) => id === after) + 1
      const entries = kept.acts.slice(from).filter(isWanted).slice(0, limit)
      return { entries, ...(entries.length === limit && { next: entries.at(-1)!.id }) }
    },
  }
}

/** A table of API keys. */
const keysIn = (kept: Map<string, KeptKey>) => ({
  get: async (id: string) => kept.get(id),
  all: async () => [...kept.values()],
  put: async (key: KeptKey) => void kept.set(key.id, key),
  remove: async (id: string) => void kept.delete(id),
})

const segmentsIn = (kept: Map<string, SavedSegment>): SegmentsTable => ({
  get: async (id) => kept.get(id),
  all: async () => [...kept.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
  replace: async (before, after) => {
    if (kept.get(after.id)?.revision !== before?.revision) return 'changed-meanwhile'
    kept.set(after.id, { ...after, revision: after.revision + 1 })
    return 'written'
  },
  remove: async (id, seen) => {
    if (seen && kept.get(id)?.revision !== seen.revision) return 'changed-meanwhile'
    kept.delete(id)
    return 'removed'
  },
})

/** Rows of subscribers as their table gives them. */
const rowsIn = (kept: Map<string, Subscriber>) => {
  const ids = (shard: string) => [...kept.keys()].filter((id) => id.startsWith(shard)).sort()
  return {
    get: async (id: string) => kept.get(id),
    getMany: async (wanted: readonly string[]) =>
      new Map(wanted.flatMap((id) => (kept.has(id) ? [[id, kept.get(id)!] as const] : []))),
    replace: async (before: ReaderRow | undefined, after: ReaderRow) => {
      // As long as one asks only for readers who are none of those erased.
      kept.set(after.id, { ...after, revision: (before?.revision ?? 0) + 1 } as Subscriber)
      return 'written' as const
    },
    page: async (shard: string, after = '', limit = 1_000) => {
      const left = ids(shard).filter((id) => id > after)
      const some = left.slice(0, limit)
      const subscribers = some.map((id) => kept.get(id)!)
      return left.length > limit ? { subscribers, next: some.at(-1)! } : { subscribers }
    },
  }
}

type Stores = {
  sends: Map<string, Send>
  batches: Batch[]
  ends: RangeEnd[]
  reports: Map<string, string>
  /** Ranges whose sums cannot be read. */
  broken: Set<Place>
}

/** A send's sums, always those of now. */
const sumsOf = ({ sends, batches, ends, reports, broken }: Stores, id: string): StoredSums[] => {
  const { frozen, series } = sends.get(id)!
  const places: Place[] = series ? ['all'] : [...Array(frozen?.ranges ?? 0).keys()]
  return places.map((place) => {
    const own = batches.filter(({ key }) => placeIn(key) === place)
    const reported = own.map(({ key }) => ({ codes: reports.get(key) ?? '', acts: '' }))
    const end = ends.find(({ range }) => range === place)
    const of = { place, batches: own, unreadable: 0, reports: reported, now: noon, ...(end && { end }) }
    if (broken.has(place)) return { place, version: 1, sums: noSums, unreadable: new Error('cannot be read') }
    return { place, version: 1, sums: sumUp(of) }
  })
}

/** What the ledger changes of a send, by hand. */
const controls = (sends: Map<string, Send>) => {
  const put = (id: string, allowed: (send: Send) => boolean, after: (send: Send) => Send, act?: Act) => {
    const send = sends.get(id)
    if (!send || !allowed(send) || (act?.seen && !isUnchanged(send, act.seen))) return undefined
    sends.set(id, { ...after(send), ...(act && { act: act.name }) })
    return sends.get(id)
  }
  const without = (holds: Send['holds'], causes: readonly string[]) =>
    Object.fromEntries(Object.entries(holds).filter(([cause]) => !causes.includes(cause)))
  return {
    hold: async (id: string, cause: Hold, since: string, { act }: { act?: Act } = {}) =>
      put(
        id,
        ({ holds }) => !holds[cause],
        (send) => ({ ...send, holds: { ...send.holds, [cause]: since } }),
        act,
      ),
    liftAsSeen: async (id: string, causes: readonly string[], _: boolean, act: Act) =>
      put(
        id,
        () => true,
        (send) => ({ ...send, holds: without(send.holds, causes) }),
        act,
      ),
    noteAct: async (id: string, act: Act) =>
      put(
        id,
        () => true,
        (send) => send,
        act,
      ),
    putOff: async () => undefined,
    lift: async (id: string, causes: readonly string[]) =>
      put(
        id,
        () => true,
        (send) => ({ ...send, holds: without(send.holds, causes) }),
      ),
    approve: async (id: string, seen: Pick<Send, 'holds'>, approval?: Send['approval'], act?: Act) =>
      put(
        id,
        ({ holds }) => holds.approval === seen.holds.approval,
        ({ holds: { approval: _, ...holds }, ...send }) => ({
          ...send,
          holds,
          ...(approval && { approval }),
        }),
        act,
      ),
    askAnew: async (id: string, _: Send, { editions: __, requestedAt, ...again }: Again) =>
      put(
        id,
        () => true,
        (send) => ({ ...send, ...again, requestedAt, reopening: requestedAt }),
      ),
    takeCancelBack: async (id: string) =>
      put(
        id,
        () => true,
        ({ cancelledAt: _, anew = 0, reopening, holds: { person: __, ...holds }, ...send }) => ({
          ...send,
          holds,
          anew: anew + 1,
          ...(send.frozen && reopening && { reopening }),
        }),
      ),
    cancel: async (id: string, at: string, _: unknown, { act }: { act?: Act } = {}) =>
      put(
        id,
        ({ cancelledAt }) => !cancelledAt,
        (send) => ({ ...send, cancelledAt: at }),
        act,
      ),
    reschedule: async (id: string, at?: string, ownZones?: string, { act }: { act?: Act } = {}) =>
      put(
        id,
        ({ frozen, cancelledAt }) => !frozen && !cancelledAt,
        ({ at: _, ownZones: __, ...send }) => ({
          ...send,
          ...(at && { at }),
          ...(ownZones && { ownZones }),
        }),
        act,
      ),
  }
}

const change = (batches: Batch[], key: string, before: string, after: Partial<Batch>) => {
  const batch = batches.find((one) => one.key === key && one.codes === before)
  return batch && Object.assign(batch, after)
}

/** Calls that came with a key, in memory. */
const callsIn = (calls: Map<string, KeptCall>) => ({
  begin: async (call: KeptCall, now: number) => {
    const there = calls.get(call.id)
    if (there && there.expires * 1000 >= now && (there.status !== undefined || there.until >= now))
      return there
    calls.set(call.id, call)
    return undefined
  },
  end: async (call: KeptCall) => {
    if (calls.get(call.id)?.run === call.run) calls.set(call.id, call)
  },
})

/** Calls the API as its gateway does: by the route's key. */
export const call = async (
  handle: (request: HttpRequest) => Promise<HttpResponse>,
  routeKey: string,
  {
    id,
    body,
    query,
    caller = { by: 'ada', role: 'owner' },
    key,
    ifMatch,
  }: {
    id?: string
    body?: object
    query?: Record<string, string>
    caller?: Identity
    /** The call’s `Idempotency-Key`. */
    key?: string | undefined
    /** The call’s `If-Match`. */
    ifMatch?: string | undefined
  } = {},
) => {
  const request = {
    routeKey,
    queryStringParameters: query,
    pathParameters: id === undefined ? undefined : { it: id },
    body,
    headers: {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(key !== undefined && { 'idempotency-key': key }),
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
    },
    requestContext: { authorizer: { lambda: caller }, http: { sourceIp: '203.0.113.7' } },
  } as unknown as HttpRequest
  const { statusCode, headers, body: answer } = await handle(request)
  return {
    status: statusCode,
    value: JSON.parse(answer ?? ''),
    ...(headers?.etag && { etag: String(headers.etag) }),
  }
}

/** A whole service on loopback: the API behind a token, and a content bucket that takes what is put into it. */
export const aService = async (
  token = 'the-token',
  lost = someDeadLetters({}),
  caller: Identity = { by: 'ada', role: 'owner' },
) => {
  const objects = new Map<string, string>()
  const hooks = { onManifest: (_hash: string) => {} }
  let origin = ''
  const api = anApi(
    async (key) => `${origin}/content/${key}`,
    async (key, body) => {
      objects.set(key, body)
      hooks.onManifest(sha256(body))
    },
  )
  const server = createServer(async (request, response) => {
    const body = await text(request)
    const { pathname, searchParams } = new URL(request.url ?? '', origin)
    const path = decodeURIComponent(pathname)
    const [, area, kind, id, action, ...rest] = path.split('/')
    if (area === 'content') {
      objects.set(path.slice('/content/'.length), body)
      if (path.endsWith('/manifest.json')) hooks.onManifest(sha256(body))
      if (kind === 'imports' && id) {
        const promised = request.headers['x-amz-checksum-sha256']?.toString()
        // As S3 answers, BadDigest.
        if (promised !== Buffer.from(sha256(body), 'hex').toString('base64'))
          return response.writeHead(400).end()
        api.importing.upload(id, body, 'e1', promised)
        void api.importing.run(id, 1)
      }
      return response.end()
    }
    response.setHeader('content-type', 'application/json')
    if (request.headers.authorization !== `Bearer ${token}`) return response.writeHead(401).end('{}')
    const isOfSend = kind === 'sends' && id !== 'audience'
    const ofOne: Record<string, string> = {
      issues: '{issue}',
      imports: '{import}',
      keys: '{key}',
      webhooks: '{webhook}',
      segments: '{segment}',
    }
    const name = (id && id !== 'count' ? ofOne[kind ?? ''] : undefined) ?? (isOfSend ? '{send}' : id)
    const routeKey = `${request.method} /api/${kind}${id ? `/${name}` : ''}${action ? `/${[action, ...rest].join('/')}` : ''}`
    const answer = await call(kind === 'dead-letters' ? lost.handle : api.handle, routeKey, {
      ...(name !== id && { id }),
      caller,
      key: request.headers['idempotency-key']?.toString(),
      ifMatch: request.headers['if-match']?.toString(),
      body: body ? JSON.parse(body) : undefined,
      query: Object.fromEntries(searchParams),
    })
    if (answer.etag) response.setHeader('etag', answer.etag)
    response.writeHead(answer.status ?? 500).end(JSON.stringify(answer.value))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    ...api,
    lost,
    objects,
    hooks,
    token,
    url: origin,
    env: { MASTHEAD_API: origin, MASTHEAD_TOKEN: token },
  }
}
