import { cp } from 'node:fs/promises'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Cloud, startCloud } from '#local-cloud'
import type { Usage } from '#local-cloud/bill/usage'
import { multiplyReader } from '../../../cli/cost/audience.ts'
import { untilDone } from '../../../cli/cost/sweep.ts'
import { usageSince } from '../../../cli/cost/usage-since.ts'
import { type Admin, masthead } from '../../../cli/start/publish-and-send.ts'
import type { StatusAnswer } from '../../../functions/api/answers/statuses.ts'
import { createSubscribersTable } from '../../../functions/subscription/states/subscriber.table.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { idOf } from '../../reader-ids.ts'
import { inTemporaryFolder } from '../temporary.ts'
import type { QuickSes } from './quick-ses.ts'
import { sampleIssue } from './real-digest.ts'
import { createWatch, type Reads } from './watch.ts'

export const plan = 'SendingPlanFunction'
export const deliver = 'SendingDeliverFunction'

/** What one send took. */
export type Sent = {
  readers: number
  /** From the freeze of the audience to the last message that SES took. */
  seconds: number
  /** From the first message that SES took to the last: without the start of processes, which is the same for any send. */
  underWay: number
  usage: Usage
  reads: Reads[]
  subscribersArn: string
  /** The most memory that a process of the deliver function ever had, MB. */
  peakMB: number
}

/** Where the clouds come from. */
export type Prepared = {
  /** The synthesised template. */
  assembly: string
  /** The folder of a cloud in which the sample issue is published, see `prepare`. */
  published: string
}

export type SendOptions = Prepared & {
  readers: number
  /** Takes the digests instead of the cloud's own SES. */
  ses?: QuickSes
  /** At most so many processes of a function; the local cloud's usual number when absent. */
  workers?: number
}

/** A cloud with readers and a published issue. */
export type Sender = {
  cloud: Cloud
  /**
   * Sends the issue to all readers, each time for another purpose, and waits until all is quiet.
   * @throws when not every reader is sent it, or anything else went wrong in the cloud
   */
  send(): Promise<Sent>
}

/**
 * Publishes the sample issue in a cloud of its own, whose folder each measured one begins with a copy of: what is measured
 * is sending.
 */
export const prepare = async (assembly: string, dir: string): Promise<Prepared> => {
  const published = join(dir, 'published')
  const cloud = await startCloud({
    assembly,
    dir: published,
    environment: ({ site }) => ({ SITE_URL: site }),
    coldStartMs: 0,
  })
  try {
    await masthead(await adminOf(cloud), 'publish', `content/issues/${sampleIssue}`)
    await cloud.idle()
  } finally {
    await cloud.end()
  }
  return { assembly, published }
}

/** A token holds for minutes, and a cloud sends for longer. */
const adminOf = async (cloud: Cloud): Promise<Admin> => ({
  api: cloud.addresses.api!,
  token: await cloud.signToken({ 'cognito:groups': ['owner'] }),
})

/** Runs a cloud of its own for as long as `then` uses it. */
export const withSender = <Result>(
  { assembly, published, readers, ses, workers }: SendOptions,
  then: (sender: Sender) => Promise<Result>,
): Promise<Result> =>
  inTemporaryFolder(async (dir) => {
    const watch = createWatch()
    await cp(published, join(dir, 'cloud'), { recursive: true })
    const cloud = await startCloud({
      assembly,
      dir: join(dir, 'cloud'),
      environment: ({ site }) => ({ SITE_URL: site }),
      sendQuota: () => ({ max24HourSend: -1, maxSendRate: 100_000 }),
      coldStartMs: 0,
      interceptor: watch.around,
      // Beyond a reserved concurrency, events would be throttled and lie in their queue for its visibility timeout.
      ...(workers && { mostSandboxes: workers }),
      change: (template) => {
        if (ses) callThere(template.Resources, ses.url)
      },
    })
    try {
      await fillTable(cloud, readers)
      await cloud.idle()
      let sends = 0
      const send = async () => {
        sends += 1
        const purpose = `round-${sends}`
        await ses?.forget()
        const before = ses ? undefined : watch.accepted()
        const accepted = () => {
          const now = ses ? ses.taken() : watch.accepted()
          return { ...now, messages: now.messages - (before?.messages ?? 0) }
        }
        const sent = await sendIssue(cloud, { purpose, readers, accepted })
        return { ...sent, reads: watch.reads() }
      }
      return await then({ cloud, send })
    } finally {
      await cloud.end()
    }
  })

/** One send on a cloud of its own. */
export const sendOnce = (options: SendOptions): Promise<Sent> => withSender(options, ({ send }) => send())

type Template = Parameters<NonNullable<Parameters<typeof startCloud>[0]['change']>>[0]['Resources']

const callThere = (resources: Template, url: string) => {
  const { Properties = {} } = resources[deliver]!
  const { Variables } = Properties.Environment as { Variables: object }
  const Environment = { Variables: { ...Variables, AWS_ENDPOINT_URL_SES: url } }
  resources[deliver]!.Properties = { ...Properties, Environment }
}

type Wanted = {
  purpose: string
  readers: number
  accepted: () => { messages: number; firstAt: number; lastAt: number }
}

const sendIssue = async (cloud: Cloud, { purpose, readers, accepted }: Wanted) => {
  const before = cloud.metered()
  const asked = ['--purpose', purpose, '--yes', '--all-at-once']
  await masthead(await adminOf(cloud), 'send', sampleIssue, ...asked)
  try {
    await untilDone(() => accepted().messages, readers)
    await cloud.idle({ timeoutMs: 5 * 60_000 })
    if (cloud.problems().length > 0) throw new Error('Something went wrong in the cloud')
  } catch (error) {
    throw new Error(`${(error as Error).message}: ${JSON.stringify(cloud.problems())}`, { cause: error })
  }
  const { firstAt, lastAt } = accepted()
  return {
    readers,
    seconds: (lastAt - (await frozenAt(await adminOf(cloud), `${sampleIssue}--${purpose}`, readers))) / 1000,
    underWay: (lastAt - firstAt) / 1000,
    usage: usageSince(before, cloud.metered()),
    subscribersArn: subscribersOf(cloud).attributes.Arn!,
    peakMB: cloud.usage()[deliver]!.peakMB,
  }
}

const frozenAt = async ({ api, token }: Admin, send: string, readers: number): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${api}/api/sends/${send}`, { headers })
  const { send: asked, audience } = (await answer.json()) as StatusAnswer
  if (audience.accepted !== readers)
    throw new Error(`Of ${readers} readers ${audience.accepted} were sent to: ${JSON.stringify(audience)}`)
  return Date.parse(asked.frozen!.at)
}

const subscribersOf = ({ resources }: Cloud) => resources.get('SubscriptionsSubscribers')!

const fillTable = async (cloud: Cloud, readers: number) => {
  const { addresses, region, credentials } = cloud
  const client = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const table = subscribersOf(cloud).physicalId
  await createSubscribersTable(client, table).replace(undefined, firstReader)
  await multiplyReader(client, table, firstReader.email, readers, ['en', 'zh-CN'])
  client.destroy()
}

const at = '2026-01-01T00:00:00.000Z'
const email = 'reader-0@readers.example'
const firstReader: Subscriber = {
  id: idOf(email),
  email,
  status: 'active',
  language: 'zh-CN',
  topics: [],
  consent: { at, form: '/subscribe', wording: 'Send me each issue.', confirmedAt: at },
  createdAt: at,
  confirmedAt: at,
  revision: 0,
}
