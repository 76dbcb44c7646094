import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { type Cloud, startCloud } from '#local-cloud'
import type { Usage } from '#local-cloud/bill/usage'
import { multiplyReader } from '../../cli/cost/audience.ts'
import { untilDone } from '../../cli/cost/sweep.ts'
import { usageSince } from '../../cli/cost/usage-since.ts'
import { type Admin, masthead } from '../../cli/start/publish-and-send.ts'
import type { StatusAnswer } from '../../functions/api/answers/statuses.ts'
import { createSubscribersTable } from '../../functions/subscription/states/subscriber.table.ts'
import type { Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { idOf } from '../reader-ids.ts'
import { inTemporaryFolder } from './temporary.ts'
import type { Reads, Watch } from './watch.ts'

const sampleIssue = 'matrix-64'

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

export type SendOptions = {
  /** The synthesised template. */
  assembly: string
  readers: number
  watch: Watch
  /** At most so many delivering processes; the template's number when absent. */
  workers?: number
}

/**
 * Sends the sample issue to so many readers, on a cloud of its own with a fresh state.
 * @param then uses the cloud afterwards, and a folder that goes with it
 * @throws when not every reader is sent the issue, or anything else went wrong in the cloud
 */
export const sendOnce = async <Result>(
  { assembly, readers, watch, workers }: SendOptions,
  then: (sent: Sent, cloud: Cloud, dir: string) => Promise<Result>,
): Promise<Result> =>
  inTemporaryFolder(async (dir) => {
    const cloud = await startCloud({
      assembly,
      dir: join(dir, 'cloud'),
      environment: ({ site }) => ({ SITE_URL: site }),
      sendQuota: () => ({ max24HourSend: -1, maxSendRate: 100_000 }),
      coldStartMs: 0,
      interceptor: watch.around,
      change: ({ Resources }) => {
        const { Properties } = Resources[deliver]!
        if (workers) Resources[deliver]!.Properties = { ...Properties, ReservedConcurrentExecutions: workers }
      },
    })
    try {
      return await then(await send(cloud, readers, watch), cloud, dir)
    } finally {
      await cloud.end()
    }
  })

const send = async (cloud: Cloud, readers: number, watch: Watch): Promise<Sent> => {
  const { accepted } = watch
  const admin = { api: cloud.addresses.api!, token: await cloud.signToken({ 'cognito:groups': ['owner'] }) }
  await Promise.all([masthead(admin, 'publish', `content/issues/${sampleIssue}`), fillTable(cloud, readers)])
  await cloud.idle()
  const before = cloud.metered()
  await masthead(admin, 'send', sampleIssue, '--yes', '--all-at-once')
  try {
    await untilDone(() => accepted.count, readers)
    await cloud.idle({ timeoutMs: 5 * 60_000 })
    if (cloud.problems().length > 0) throw new Error('Something went wrong in the cloud')
  } catch (error) {
    throw new Error(`${(error as Error).message}: ${JSON.stringify(cloud.problems())}`, { cause: error })
  }
  return {
    readers,
    seconds: (accepted.lastAt - (await frozenAt(admin, readers))) / 1000,
    underWay: (accepted.lastAt - accepted.firstAt) / 1000,
    usage: usageSince(before, cloud.metered()),
    reads: watch.reads(),
    subscribersArn: subscribersOf(cloud).attributes.Arn!,
    peakMB: cloud.usage()[deliver]!.peakMB,
  }
}

const frozenAt = async ({ api, token }: Admin, readers: number): Promise<number> => {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await fetch(`${api}/api/sends/${sampleIssue}--digest`, { headers })
  const { send, audience } = (await answer.json()) as StatusAnswer
  if (audience.accepted !== readers)
    throw new Error(`Of ${readers} readers ${audience.accepted} were sent to: ${JSON.stringify(audience)}`)
  return Date.parse(send.frozen!.at)
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
