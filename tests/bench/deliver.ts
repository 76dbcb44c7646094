import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { createSubscribersTable } from '../../functions/subscription/subscriber.table.ts'
import { idOf, type Subscriber } from '../../functions/subscription/subscriber.ts'
import { type Cloud, startCloud } from '../../infra/local/cloud.ts'
import { runScript } from '../../infra/start/build.ts'
import { bareSendCpu } from './bare-send.ts'
import { type Benchmark, median } from './figures.ts'
import { createQuickSes, type QuickSes } from './quick-ses.ts'

const few = 2_000
const many = 10_000
const issue = 'matrix-64'
const functions = ['SendingPlanFunction', 'SendingDeliverFunction']
const writesAtOnce = 40
const patienceMs = 30_000

/** One send to `readers`. @returns CPU a message, ms: ours, starts and all, and the bare SDK call's */
const measure = async (assembly: string, readers: number): Promise<{ ours: number; bare: number }> => {
  const dir = await mkdtemp(join(tmpdir(), 'masthead-bench-'))
  const ses = createQuickSes()
  const cloud = await startCloud({
    assembly,
    dir,
    parameters: ({ site }) => ({ SiteUrl: site }),
    sendQuota: () => ({ max24HourSend: -1, maxSendRate: 100_000 }),
    around: ses.around,
    // One worker beside one bare sender: neither competes with its own kind for the processors.
    change: ({ Resources }) => {
      Resources.SendingDeliverFunction!.Properties = {
        ...Resources.SendingDeliverFunction!.Properties,
        ReservedConcurrentExecutions: 1,
      }
    },
  })
  try {
    const admin = { MASTHEAD_API: cloud.addresses.api, MASTHEAD_TOKEN: await cloud.signToken() }
    await Promise.all([masthead(admin, 'publish', `content/issues/${issue}`), fillTable(cloud, readers)])
    await cloud.idle()
    await masthead(admin, 'send', issue)
    await delivered(cloud, ses, readers)
    const cpuMs = functions.reduce((sum, name) => sum + (cloud.usage()[name]?.cpuMs ?? 0), 0)

    const file = join(dir, 'mails.json')
    await writeFile(file, JSON.stringify(ses.kept))
    const env = {
      AWS_ENDPOINT_URL: cloud.addresses.aws,
      AWS_REGION: cloud.region,
      AWS_ACCESS_KEY_ID: cloud.credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: cloud.credentials.secretAccessKey,
    }
    const execArgv = [`--max-old-space-size=${heapMB(cloud)}`]
    const bare: number[] = []
    for (let run = 0; run < 3; run += 1)
      bare.push(await bareSendCpu({ file, messages: readers, execArgv, env }))
    return { ours: cpuMs / readers, bare: median(bare) }
  } finally {
    await cloud.end()
    await rm(dir, { recursive: true, force: true })
  }
}

/** What the local Lambda gives the deliver function's process. */
const heapMB = ({ resources }: Cloud): number =>
  Math.ceil(Number(resources.get('SendingDeliverFunction')!.properties.MemorySize) * 0.9)

const masthead = async (admin: Record<string, string>, ...args: string[]) => {
  const { code, stderr } = await runScript('functions/admin/masthead.ts', args, admin)
  if (code !== 0) throw new Error(`masthead ${args[0]} failed: ${stderr}`)
}

/** Half read Chinese, half English; one in five chose a topic. */
const aReader = (number: number): Subscriber => {
  const email = `reader-${number}@readers.example`
  const at = '2026-01-01T00:00:00.000Z'
  return {
    id: idOf(email),
    email,
    status: 'active',
    language: number % 2 ? 'zh-CN' : 'en',
    topics: number % 5 ? [] : ['focus', 'views'],
    consent: { at, form: '/subscribe', wording: 'Send me each issue.', confirmedAt: at },
    createdAt: at,
    confirmedAt: at,
    revision: 0,
  }
}

const fillTable = async ({ addresses, region, credentials, resources }: Cloud, readers: number) => {
  const client = new DynamoDBClient({ endpoint: addresses.aws, region, credentials })
  const table = createSubscribersTable(client, resources.get('SubscriptionsSubscribers')!.physicalId)
  let next = 0
  const write = async () => {
    while (next < readers) await table.replace(undefined, aReader(next++))
  }
  await Promise.all(Array.from({ length: writesAtOnce }, write))
}

/** Waits for the last message. @throws when none came for a while */
const delivered = async (cloud: Cloud, ses: QuickSes, readers: number) => {
  let last = { count: ses.count(), at: Date.now() }
  while (last.count < readers) {
    await sleep(100)
    if (ses.count() !== last.count) last = { count: ses.count(), at: Date.now() }
    else if (Date.now() - last.at > patienceMs)
      throw new Error(
        `After ${last.count} of ${readers} messages no more came: ${JSON.stringify(cloud.problems())}`,
      )
  }
  await cloud.idle()
}

/** What a message costs in processor time, beside the bare call to SES that none can do without. */
export const benchDeliver: Benchmark = async (found) => {
  const assembly = await mkdtemp(join(tmpdir(), 'masthead-bench-'))
  try {
    const { code, stderr } = await runScript('infra/app.ts', [], { CDK_OUTDIR: assembly })
    if (code !== 0) throw new Error(stderr)
    // In a small send the starts of the processes weigh more than the messages: it has no budget.
    for (const { readers, budget } of [{ readers: few }, { readers: many, budget: 1.25 }]) {
      const { ours, bare } = await measure(assembly, readers)
      const what = `deliver: ${readers.toLocaleString('en')} readers,`
      found({ what: `${what} CPU a message`, value: ours, unit: 'ms' })
      found({ what: `${what} the bare SDK call's`, value: bare, unit: 'ms' })
      found({ what: `${what} CPU by the bare SDK call's`, value: ours / bare, unit: '×', budget })
    }
  } finally {
    await rm(assembly, { recursive: true, force: true })
  }
}
