import { DynamoDBClient, PutItemCommand, QueryCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import type { Cloud } from '#local-cloud'
import { createChance } from '#local-cloud/host/seeded-random'
import type { Service } from '../journeys/service.ts'
import { aSmallIssue } from '../journeys/small-issue.ts'
import type { Admin } from './admin.ts'
import { issue, type Person } from './audience.ts'
import { realSleep } from './clock.ts'
import type { Choice, Moment } from './draw-choice.ts'
import type { Log } from './log.ts'
import type { Met } from './met.ts'

type Options = {
  choice: Choice
  service: Service
  admin: Admin
  send: string
  audience: Person[]
  seen: { accepted: number; mailed: Set<string> }
  lostEvents: () => number
  met: Met
  log: Log
  now: () => number
}

export const tester = 'tester@readers.example'
/** What the issue says before it is published anew, after, and when the send is corrected. */
export const words = { before: 'A thought', after: 'Another thought', corrected: 'The right thought' }

/** From when until when a send was paused, Unix ms; the last one may last. */
export type Pause = { send: string; from: number; to: number }

/** What the API answers when nobody is left to pause or cancel a send for. */
const isFinished = 409

/** What people of the publication do in mid-send: pause, resume, cancel, decide, publish anew, ask for more sends. */
export const createActs = (options: Options) => {
  const { choice, service, admin, send, seen, lostEvents, met, log, now } = options
  const rows = createRows(service.cloud, options)
  const busy = new Set<Promise<void>>()
  const pauses: Pause[] = []
  /** The sends that were asked for and answered, but for the digest. */
  const sends: { id: string; of: 'test' | 'second' }[] = []
  let cancelledAt: number | undefined
  let pausedUntil = 0
  /** How many were asked for, and how many of them are not answered yet. */
  const resumes = { asked: 0, open: 0 }
  let local: string | undefined

  const pause = async (forMs: number) => {
    const [asked, open] = [resumes.asked, resumes.open]
    if ((await admin.act(send, { action: 'pause' })) === isFinished) return
    met.note('paused')
    // What another resume that was under way meanwhile lifts, before or after this answer, is no pause.
    const isSure = open === 0 && resumes.asked === asked
    pauses.push({ send, from: now(), to: isSure ? Number.POSITIVE_INFINITY : now() })
    pausedUntil = now() + forMs
  }
  const resume = async () => {
    pausedUntil = 0
    for (const one of pauses) one.to = Math.min(one.to, now())
    resumes.asked += 1
    resumes.open += 1
    await admin.act(send, { action: 'resume' }).finally(() => {
      resumes.open -= 1
    })
  }
  const cancel = async () => {
    if ((await admin.act(send, { action: 'cancel' })) === isFinished) return
    cancelledAt = now()
    met.note('cancelled')
  }
  const act = async (what: Choice['acts'][number]['what']) => {
    met.note(`${what} while workers run`)
    if (what === 'redrive') return void (await admin.redrive())
    if (what === 'resume') return resume()
    // Of whom an event is lost, nobody can tell whether they have their mail.
    const how = choice.rates.queue.eventLost > 0 || lostEvents() > 0 ? 'write-off' : choice.end
    await admin.act(send, { action: what, ...(what === 'resolve' && { how }) })
  }
  const republish = async () => {
    const { before, after } = words
    const files = aSmallIssue(1)
    const article = String(files['02-thought.en.md']).replaceAll(before, after)
    await service.publish(issue, { ...files, '02-thought.en.md': article })
    met.note('published anew')
  }
  const ask = async (of: 'test' | 'second', wanted: Record<string, unknown>) => {
    const id = await admin.ask({ issue, ...wanted })
    if (!id) return log.say(`no such send: ${JSON.stringify(wanted)}`)
    sends.push({ id, of })
    met.note(of === 'test' ? 'a test' : `a second send: ${choice.second?.how}`)
  }
  const askSecond = (how: NonNullable<Choice['second']>['how']) => {
    const purpose = 'extra'
    if (how === 'at once') return ask('second', { purpose })
    if (how === 'in English') return ask('second', { purpose, filter: { languages: ['en'] } })
    // Past in most zones, and some hours ahead in others.
    local = new Date(now() - 2 * 3_600_000).toISOString().slice(0, 19)
    return ask('second', { purpose, at: local, ownZones: true })
  }
  const spoil = async (row: Choice['unreadable'][number]['row'], forMs: number) => {
    const mend = await rows.spoil(row)
    if (!mend) return
    met.note(`unreadable: ${row}`)
    const at = now() + forMs
    while (now() < at) await realSleep(20)
    await mend()
    log.say(`mended the ${row}`)
  }
  const begin = (work: Promise<unknown>) => {
    const done = work.then(
      () => void busy.delete(done),
      (error: Error) => {
        log.say(error.message)
        busy.delete(done)
      },
    )
    busy.add(done)
  }
  const isDue = ({ afterMails }: Moment) => seen.accepted >= afterMails
  const waiting: (Moment & { go: () => Promise<unknown> })[] = [
    ...(choice.pause ? [{ ...choice.pause, go: () => pause(choice.pause!.forMs) }] : []),
    ...(choice.cancel ? [{ ...choice.cancel, go: cancel }] : []),
    ...(choice.republish ? [{ ...choice.republish, go: republish }] : []),
    ...(choice.test ? [{ ...choice.test, go: () => ask('test', { to: tester, language: 'en' }) }] : []),
    ...(choice.second ? [{ ...choice.second, go: () => askSecond(choice.second!.how) }] : []),
    ...choice.acts.map((one) => ({ ...one, go: () => act(one.what) })),
    ...choice.unreadable.map((one) => ({ ...one, go: () => spoil(one.row, one.forMs) })),
  ]
  return {
    pauses,
    sends,
    cancelledAt: () => cancelledAt,
    isPaused: () => pausedUntil > 0,
    isBusy: () => busy.size > 0 || pausedUntil > 0,
    /** The local time of the send by readers' own clocks. */
    local: () => local,
    /** To be called again and again. */
    look: () => {
      for (const one of waiting.filter(isDue)) {
        waiting.splice(waiting.indexOf(one), 1)
        begin(one.go())
      }
      if (pausedUntil > 0 && now() >= pausedUntil) begin(resume())
    },
  }
}
export type Acts = ReturnType<typeof createActs>

/** Makes rows of the tables unreadable, as a hand that slipped would, or another version of the service. */
const createRows = (cloud: Cloud, { choice, send, audience, seen }: Options) => {
  const { addresses, region, credentials, resources } = cloud
  const client = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const ledger = resources.get('SendingSends')!.physicalId
  const subscribers = resources.get('SubscriptionsSubscribers')!.physicalId
  const { pick } = createChance(choice.seed)

  /** Sets one field to something that it cannot be, and back to what it was. */
  const spoilField = async (
    TableName: string,
    Key: Record<string, { S: string }>,
    field: string,
    was: object,
  ) => {
    const set = (value: object) =>
      client.send(
        new UpdateItemCommand({
          TableName,
          Key,
          UpdateExpression: 'SET #field = :value',
          ExpressionAttributeNames: { '#field': field },
          ExpressionAttributeValues: { ':value': value as never },
        }),
      )
    await set({ M: {} })
    return () => set(was)
  }
  const aBatch = async () => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: ledger,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :batch)',
        ExpressionAttributeValues: { ':pk': { S: `send#${send}` }, ':batch': { S: 'batch#' } },
        ConsistentRead: true,
      }),
    )
    const open = Items.filter(({ closed }) => !closed?.BOOL)
    if (open.length === 0) return undefined
    const { pk, sk, size } = pick(`unreadable batch ${seen.accepted}`, open)
    return spoilField(ledger, { pk: { S: pk!.S! }, sk: { S: sk!.S! } }, 'size', { N: size!.N! })
  }
  const aReader = async () => {
    const waiting = audience.filter(({ id }) => !seen.mailed.has(id))
    if (waiting.length === 0) return undefined
    const { id, email } = pick(`unreadable reader ${seen.accepted}`, waiting)
    return spoilField(subscribers, { shard: { S: id.slice(0, 2) }, id: { S: id } }, 'email', { S: email })
  }
  const anOpen = async () => {
    const Key = { pk: { S: 'open' }, sk: { S: 'aaa--unreadable' } }
    await client.send(new PutItemCommand({ TableName: ledger, Item: { ...Key, stamp: { N: '1' } } }))
    return () =>
      client.send(
        new UpdateItemCommand({
          TableName: ledger,
          Key,
          UpdateExpression: 'SET stamp = :stamp',
          ExpressionAttributeValues: { ':stamp': { S: 'readable' } },
        }),
      )
  }
  return {
    spoil: (row: 'batch' | 'reader' | 'open') => ({ batch: aBatch, reader: aReader, open: anOpen })[row](),
  }
}
