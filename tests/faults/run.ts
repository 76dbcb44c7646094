import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Cloud } from '../../infra/local/cloud.ts'
import { type Service, startService } from '../journeys/service.ts'
import { type Admin, createAdmin } from './admin.ts'
import { type Choice, choose } from './choose.ts'
import { clockImport, factor, openClock, realNow, realSleep } from './clock.ts'
import { audienceOf, candidatesOf, issue } from './golden.ts'
import { judge } from './judge.ts'
import { type Log, openLog } from './log.ts'
import { createMeddler } from './meddle.ts'
import { createMishaps } from './mishaps.ts'
import { createPeople } from './people.ts'
import { createQuiet } from './quiet.ts'
import { changeTemplate } from './template.ts'
import { createVictims } from './victims.ts'

export type RunOptions = {
  seed: number
  recipients: number
  assembly: string
  /** The cloud's folder, prepared. */
  dir: string
  /** The file that keeps the clock of this process. */
  clock: string
  log: string
  /** What is chosen for this run instead of by the seed. */
  but?: Partial<Choice>
}

export type Outcome = {
  seed: number
  kills: number
  lost: number
  repeated: number
  afterUnsubscribe: number
  uncertain: number
  /** Everything that should not be so. */
  wrong: string[]
}

const send = `${issue}--digest`
const lookEveryMs = 25
const patienceMs = 240_000
const mostRounds = 8

/** One send, and everything that its seed chose to happen to it. In a process that lives by the clock in a file. */
export const run = async (options: RunOptions): Promise<Outcome> => {
  const log = openLog(options.log)
  const choice = { ...choose(options.seed, options.recipients), ...options.but }
  log.say(JSON.stringify(choice))
  const clock = openClock(options.clock)
  let cloud: Cloud | undefined
  const victims = createVictims(() => cloud?.sandboxes() ?? [], clock, log)
  const meddler = createMeddler({ choice, victims, log, now: Date.now })
  const service = await startService({
    assembly: options.assembly,
    dir: options.dir,
    sandboxNodeOptions: ['--import', clockImport(options.clock)],
    sendQuota: () => ({ max24HourSend: -1, maxSendRate: 100_000 }),
    seed: options.seed,
    around: meddler.around,
    // A second outside.
    longPollSeconds: factor,
    // Time jumps over hours. Who is to die is killed; a start for each jump would cost more than the sending.
    idleSandboxMs: 24 * 3_600_000,
    change: changeTemplate,
    onLog: (functionId, line) => {
      if (functionId !== 'FeedbackRecordFunction') log.say(`${functionId} ${shortly(line)}`)
    },
  })
  service.expectProblems(() => true)
  service.cloud.onProblem(({ kind, where, what }) => log.say(`${kind} at ${where}: ${what}`))
  cloud = service.cloud
  try {
    return await befall({ options, choice, log, clock, victims, meddler, service })
  } finally {
    await service.end()
    clock.close()
    log.close()
  }
}

const shortly = (line: string) =>
  line.replace(/"(service|timestamp|sampling_rate|xray[^"]*)":"[^"]*",?/g, '').slice(0, 300)

type Setting = {
  options: RunOptions
  choice: ReturnType<typeof choose>
  log: Log
  clock: ReturnType<typeof openClock>
  victims: ReturnType<typeof createVictims>
  meddler: ReturnType<typeof createMeddler>
  service: Service
}

const befall = async ({ options, choice, log, clock, victims, meddler, service }: Setting) => {
  const { cloud } = service
  const deadline = realNow() + patienceMs
  const audience = audienceOf(options.recipients)
  const admin = createAdmin(cloud, log, send)
  const people = createPeople({
    choice,
    service,
    admin,
    send,
    secret: await secretOf(cloud),
    audience,
    seen: meddler.mail,
    log,
    now: Date.now,
  })
  const accepted = () => meddler.mail.accepted
  const mishaps = createMishaps({ choice, victims, accepted, now: Date.now })
  const quiet = createQuiet(cloud, victims, clock)
  const urlOf = (queue: string) => cloud.resources.get(queue)!.physicalId
  meddler.know({ sqs: quiet.sqs, feedback: urlOf('FeedbackWorkQueue') })

  /** Until the send is over, nobody does anything, and no message waits anywhere. */
  const untilOver = async (): Promise<boolean> => {
    while (realNow() < deadline) {
      await mishaps.look()
      people.look()
      const { quiet: isQuiet, hidden } = await quiet.look()
      if (isQuiet) {
        const isOver = hidden === 0 && !people.isBusy() && !victims.anyStopped() && (await isClosed(admin))
        if (isOver) return true
        quiet.pass()
      }
      await realSleep(lookEveryMs)
    }
    return false
  }
  const wait = async () => {
    if (await untilOver()) return
    const busy = cloud.sandboxes().filter((one) => one.busy)
    log.say(`not over: ${JSON.stringify(await admin.account())}`)
    log.say(`busy: ${JSON.stringify(busy)}; queues: ${JSON.stringify(await quiet.look())}`)
    throw new Error(`It did not come to its end in ${patienceMs} ms`)
  }
  const verdict = async () =>
    judge(
      { recipients: options.recipients, audience, candidates: candidatesOf(options.recipients) },
      {
        choice,
        meddler,
        people,
        victims,
        cloud,
        account: await admin.account(),
        send,
      },
    )

  meddler.be('on')
  await begin(choice.start, admin, quiet.sqs, urlOf('SchedulesWorkQueue'))
  await wait()
  log.say('over')
  log.say(
    'cpu ' +
      JSON.stringify(cloud.usage()) +
      JSON.stringify(process.resourceUsage()) +
      JSON.stringify(cloud.calls()),
  )
  const outcome = await verdict()
  if (outcome.wrong.length > 0 || choice.cancel) return outcome
  // Of whom an event is lost, nobody can tell whether they have their mail: to send to them again may repeat it.
  for (let round = 0; round < mostRounds && meddler.lostEvents() === 0; round += 1) {
    quiet.pass()
    await admin.act({ action: 'retry' })
    const status = await admin.act({ action: 'resolve', how: choice.end })
    await wait()
    const { uncertain, failed } = (await admin.account()).audience
    if (status === 200 && uncertain === 0 && Object.keys(failed).length === 0) break
  }
  const last = await verdict()
  if (last.uncertain > 0 && meddler.lostEvents() === 0)
    outcome.wrong.push(`${last.uncertain} stay uncertain although nothing was lost`)
  return {
    ...outcome,
    kills: last.kills,
    lost: Math.max(outcome.lost, last.lost),
    repeated: Math.max(outcome.repeated, last.repeated),
    afterUnsubscribe: last.afterUnsubscribe,
    wrong: [...new Set([...outcome.wrong, ...last.wrong])],
  }
}

const secretOf = async ({ addresses, region, credentials, resources }: Cloud): Promise<string> => {
  const client = new SecretsManagerClient({ endpoint: addresses.aws, region, credentials })
  const SecretId = resources.get('SubscriptionsLinkSecret')!.physicalId
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
  return SecretString!
}

const isClosed = async (admin: Admin): Promise<boolean> => {
  const account = await admin.account().catch(() => undefined)
  return account?.state === 'finished' || account?.state === 'cancelled'
}

/** Asks for the send from all sides at once: two admins, and the cadence as a schedule that fires twice. */
const begin = async (
  start: 'at once' | 'by a schedule',
  admin: Admin,
  sqs: (action: string, body: object) => Promise<unknown>,
  QueueUrl: string,
) => {
  const at = start === 'at once' ? undefined : new Date(Date.now() + 20_000).toISOString()
  const cadence = () => sqs('SendMessage', { QueueUrl, MessageBody: '{"kind":"cadence"}' })
  await Promise.all([admin.request(issue, at), admin.request(issue, at), cadence(), cadence()])
}
