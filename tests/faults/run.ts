import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import type { Cloud } from '#local-cloud'
import { type Service, startService } from '../journeys/service.ts'
import { createActs } from './acts.ts'
import { type Account, type Admin, createAdmin } from './admin.ts'
import { audienceOf, candidatesOf, elsewhere, everybody, issue, pendingOf } from './audience.ts'
import { mostNotCalled, mostUnderWay } from './bounds.ts'
import { clockImport, factor, openClock, realNow } from './clock.ts'
import { correctTheSend } from './correct-the-send.ts'
import { type Choice, drawChoice } from './draw-choice.ts'
import { createHistory, type Recorder } from './history.ts'
import { judge } from './judge.ts'
import { type Log, openLog } from './log.ts'
import { createMeddler } from './meddle.ts'
import { createMet, type Met } from './met.ts'
import type { Outcome } from './outcome.ts'
import { createQuiet } from './quiet.ts'
import { createReaders } from './readers.ts'
import { createStrikes } from './strike-workers.ts'
import { changeTemplate } from './template.ts'
import { createUntilOver, patienceMs } from './until-over.ts'
import { createVictims } from './victims.ts'
import { createWitness, type Witness } from './witness.ts'

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
  but?: Partial<Choice> | undefined
}

const send = `${issue}--digest`
const mostRounds = 8
const hour = 3_600_000

/** One send, and everything that its seed chose to happen to it. In a process that lives by the clock in a file. */
export const run = async (options: RunOptions): Promise<Outcome> => {
  const log = openLog(options.log)
  const choice = { ...drawChoice(options.seed, options.recipients), ...options.but }
  log.say(JSON.stringify(choice))
  const clock = openClock(options.clock)
  let cloud: Cloud | undefined
  if (choice.standsStill) clock.standStillWithProcesses()
  const met = createMet()
  const history = createHistory(Date.now, mostNotCalled(choice.rate))
  const witness = createWitness(history, mostUnderWay(choice.rate), Date.now)
  const victims = createVictims(() => cloud?.sandboxes() ?? [], { clock, witness, history, log })
  const meddler = createMeddler({ choice, victims, witness, met, history, log, now: Date.now })
  const began = realNow()
  const service = await startService(
    {
      assembly: options.assembly,
      dir: options.dir,
      sandboxNodeOptions: ['--import', clockImport(options.clock)],
      // A start takes this machine's time, which is short when it is busy: who is killed for it only starts again.
      sandboxInitMs: 10_000 * factor,
      sendQuota: meddler.ses.quota,
      sesFault: meddler.ses.fault,
      seed: options.seed,
      interceptor: meddler.around,
      // A second outside.
      longPollSeconds: factor,
      // Time jumps over hours. Who is to die is killed; a start for each jump would cost more than the sending.
      idleSandboxMs: 24 * 3_600_000,
      change: changeTemplate,
      // Nothing of a send goes by page views, and counting them takes the machine's time.
      leaveOut: ['AWS::Logs::Delivery'],
      onLog: (functionId, line) => {
        if (functionId !== 'FeedbackRecordFunction') log.say(`${functionId} ${shortly(line)}`)
      },
    },
    patienceMs * factor,
  )
  service.expectProblems(() => true)
  service.cloud.onProblem(({ kind, where, what }) => log.say(`${kind} at ${where}: ${what}`))
  cloud = service.cloud
  try {
    const outcome = await befall({
      options,
      choice,
      log,
      clock,
      victims,
      witness,
      met,
      history,
      meddler,
      service,
    })
    const { log: path, seed } = options
    const wrong = [...outcome.wrong, ...history.judged(path, seed, true)]
    return { ...outcome, wrong, met: met.counts, seconds: Math.round((realNow() - began) / 1000) }
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
  choice: ReturnType<typeof drawChoice>
  log: Log
  clock: ReturnType<typeof openClock>
  victims: ReturnType<typeof createVictims>
  witness: Witness
  met: Met
  history: Recorder
  meddler: ReturnType<typeof createMeddler>
  service: Service
}

const befall = async (setting: Setting) => {
  const { options, choice, log, clock, victims, witness, met, history, meddler, service } = setting
  const { cloud } = service
  const audience = audienceOf(options.recipients)
  const admin = createAdmin(cloud, history, log)
  const shared = { choice, service, send, audience, seen: meddler.mail, met, log, now: Date.now }
  const readers = createReaders({
    ...shared,
    history,
    secret: await secretOf(cloud),
    pending: pendingOf(options.recipients),
  })
  const acts = createActs({ ...shared, admin, lostEvents: meddler.lostEvents })
  const accepted = () => meddler.mail.accepted
  const strikes = createStrikes({ choice, victims, met, accepted, now: Date.now })
  const longestJumpMs = choice.second?.how === 'own zones' ? hour : undefined
  const quiet = createQuiet(cloud, victims, clock, witness.changes, longestJumpMs)
  const urlOf = (queue: string) => cloud.resources.get(queue)!.physicalId
  meddler.know({ sqs: quiet.sqs, feedback: urlOf('FeedbackWorkQueue') })

  const wait = createUntilOver({
    cloud,
    admin,
    readers,
    acts,
    victims,
    quiet,
    look: async () => {
      await strikes.look()
      meddler.ses.look()
      readers.look()
      acts.look()
    },
    met,
    log,
  })
  const expected = { audience, candidates: candidatesOf(options.recipients) }
  const verdict = () =>
    judge(expected, { choice, meddler, witness, readers, acts, victims, cloud, admin, log, send })

  witness.know({
    ledger: cloud.resources.get('SendingSends')!.physicalId,
    subscribers: cloud.resources.get('SubscriptionsSubscribers')!.physicalId,
  })
  history.begin(
    everybody(options.recipients),
    elsewhere,
    choice.second?.how === 'in English' ? `${issue}--extra` : undefined,
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
  if (outcome.wrong.length > 0) return outcome
  // Of whom an event is lost, nobody can tell whether they have their mail: to send to them again may repeat it.
  for (let round = 0; round < mostRounds && meddler.lostEvents() === 0; round += 1) {
    const left = (await admin.accounts()).filter(isLeftToSomebody)
    if (left.length === 0) break
    quiet.pass()
    for (const { send } of left) {
      await admin.act(send.id, { action: 'retry' })
      await admin.act(send.id, { action: 'resolve', how: choice.end })
    }
    await wait()
  }
  const { correct } = choice
  if (correct) {
    quiet.pass()
    strikes.add({ afterMails: accepted() + correct.killAfter, waitMs: correct.waitMs })
    const corrected = await correctTheSend({ admin, cloud, meddler, readers, send }, service, wait)
    met.note('corrected')
    outcome.lost += corrected.lost
    outcome.repeated += corrected.repeated
    outcome.wrong.push(...corrected.wrong)
  }
  const last = await verdict()
  if (last.uncertain > 0 && meddler.lostEvents() === 0 && !choice.cancel)
    outcome.wrong.push(`${last.uncertain} stay uncertain although nothing was lost`)
  return {
    ...outcome,
    kills: last.kills,
    lost: Math.max(outcome.lost, last.lost),
    repeated: Math.max(outcome.repeated, last.repeated),
    afterUnsubscribe: last.afterUnsubscribe,
    afterCancel: last.afterCancel,
    wrong: [...new Set([...outcome.wrong, ...last.wrong])],
  }
}

const isLeftToSomebody = ({ state, audience }: Account): boolean =>
  state !== 'cancelled' && (audience.uncertain > 0 || Object.keys(audience.failed).length > 0)

const secretOf = async ({ addresses, region, credentials, resources }: Cloud): Promise<string> => {
  const client = new SecretsManagerClient({ endpoint: addresses.aws, region, credentials })
  const SecretId = resources.get('SubscriptionsLinkSecret')!.physicalId
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId }))
  return SecretString!
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
  await Promise.all([admin.request(issue, send, at), admin.request(issue, send, at), cadence(), cadence()])
}
