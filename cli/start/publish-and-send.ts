import { availableParallelism } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Cloud } from '#local-cloud'
import type { ReaderAnswer } from '../../functions/api/answers/readers.ts'
import type { IssueFile } from '../../functions/issue/issue.ts'
import { manifestHash, manifestOf } from '../../functions/issue/manifest.ts'
import { ownFile } from '../../infra/own-files.ts'
import { issuesByApi } from '../publish/by-api.ts'
import { waitForAttempt } from '../publish/wait.ts'
import { localTime } from '../terminal/format.ts'
import { runScript } from './build.ts'
import { localOwner } from './console-account.ts'
import type { Say } from './print-step.ts'
import { content, type Sample } from './sample.ts'
import { bringIn } from './sign-up-by-form.ts'

/** The send of an issue to everybody. */
export const digestOf = (issue: string) => `${issue}--digest`
const command = ownFile('cli/masthead.ts')

export type SendAccount = {
  state: string
  send: { at?: string }
  audience: {
    candidates: number
    accepted: number
    excluded: Record<string, number>
    failed: Record<string, number>
    uncertain: number
    waiting: number
  }
}

/** The way an admin's API is called: its address and a token. */
export type Admin = { api: string; token: string }

/** An owner of the local service: the same at every start, so that it says "you" of what was asked for before. */
export const adminOf = async ({ addresses, signToken }: Cloud): Promise<Admin> => ({
  api: addresses.api!,
  token: await signToken({ email: localOwner, email_verified: true, 'cognito:groups': ['owner'] }),
})

/** The `masthead` command, as an admin types it. @returns what it prints. @throws what it complains of */
export const masthead = async (admin: Admin, ...args: string[]) => {
  const env = { MASTHEAD_API: admin.api, MASTHEAD_TOKEN: admin.token }
  const { code, stdout, stderr } = await runScript(command, args, env)
  if (code !== 0) throw new Error(`masthead ${args.join(' ')} failed:\n${stderr || stdout}`)
  return stdout
}

/** @returns the digest's accounting, or undefined when nobody has asked for it to be sent yet */
export const accountOf = async ({ api, token }: Admin, issue: string): Promise<SendAccount | undefined> => {
  const answer = await fetch(`${api}/api/sends/${digestOf(issue)}`, {
    headers: { authorization: `Bearer ${token}` },
  })
  if (answer.status === 404) return undefined
  if (!answer.ok) throw new Error(`The API answered ${answer.status} when asked for the send`)
  return (await answer.json()) as SendAccount
}

/** What waits must not keep a process that is asked to end: the cloud does, for as long as it runs. */
const pause = (ms: number) => sleep(ms, undefined, { ref: false })

/** Longer than a schedule waits that the main job made, and the sweep that finds one which nobody heard of. */
const patienceMs = 120_000

/**
 * Does the main job, or goes on with what an earlier start left of it. Of a send that stands, whatever became of it is
 * accepted: an admin may have cancelled, paused or put it off.
 */
export const doOrResumeMainJob = async (
  cloud: Cloud,
  admin: Admin,
  sample: Sample,
  say: Say,
): Promise<void> => {
  const { issue, timeZone } = sample
  const before = issue && (await accountOf(admin, issue))
  if (!issue || !before) return doMainJob(cloud, admin, sample, say)
  const isUnderWay = (state: string) => !['finished', 'cancelled', 'held'].includes(state)
  const isSoon = ({ state, send }: SendAccount) =>
    state !== 'scheduled' || Date.parse(send.at ?? '') < Date.now() + patienceMs
  let account = before
  if (isUnderWay(before.state) && isSoon(before)) {
    say(
      `The send of ${issue} stands since an earlier start and is ${before.state}: it goes on`,
      `sending ${issue}`,
    )
    const deadline = Date.now() + patienceMs
    while (isUnderWay(account.state) && Date.now() < deadline) {
      await pause(250)
      account = (await accountOf(admin, issue)) ?? account
    }
  }
  const { state, send } = account
  if (state === 'finished') say(`${issue} was published and sent by an earlier start`)
  else if (state === 'scheduled')
    say(`The send of ${issue} by an earlier start is scheduled for ${localTime(send.at ?? '', timeZone)}`)
  else say(`The send of ${issue} by an earlier start is ${state}`)
}

/**
 * The main job: publish the issue, bring the sample readers in, send by a schedule, wait until all is quiet. Without an
 * issue the readers come all the same.
 */
export const doMainJob = async (
  cloud: Cloud,
  admin: Admin,
  { issue, files, readers, unsound, unmade, timeZone }: Sample,
  say: Say,
): Promise<void> => {
  for (const id of unsound)
    say(`${id} is passed over, as something is wrong in it: npx masthead check ${content}/issues/${id}`)
  if (unmade) say(`${content}/issues/${issue}/${unmade.file} ${unmade.reason}`)
  const bringAllIn = async () => {
    // A few at a time, as people come. A form answers no sooner than a time that is the same for everybody, so two at once left
    // processors idle, and were 2 s later than six; more than these would only start more instances of the forms' functions.
    const queue = [...readers]
    const next = async (): Promise<void> => {
      const reader = queue.shift()
      if (!reader) return
      await bringIn({ site: cloud.addresses.site!, messages: cloud.messages }, reader)
      return next()
    }
    await Promise.all(Array.from({ length: Math.min(6, 3 * availableParallelism()) }, next))
    say(
      `${readers.length} readers signed up by the form and followed the links in their mail`,
      'waiting until all is quiet',
    )
  }
  if (!issue) {
    await bringAllIn()
    await cloud.idle()
    return say(
      `No issue is sent, as none${unsound.length > 0 ? ' without a problem' : ''} lies in ${content}/issues: make one by npx masthead new issue "A title", or of a document by npx masthead import`,
    )
  }
  cloud.warm(['EditionsPublishFunction'])
  let publishedMs = 0
  const publish = async () => {
    const began = Date.now()
    await publishIssue(admin, issue, files)
    publishedMs = Date.now() - began
    say(`${issue} is published: ${cloud.addresses.site}`, 'bringing readers in')
  }
  await Promise.all([bringAllIn(), publish()])
  await untilSuppressed(admin, readers)

  // A schedule runs to the second; on a busy machine its time can be over before it is made. How long publishing took
  // tells how busy this one is.
  const sendIn = async (ms: number) => {
    const at = new Date(Math.ceil((Date.now() + ms) / 1000) * 1000).toISOString()
    await askForSend(admin, issue, at)
    return at
  }
  // They start while nothing happens until the schedule's time.
  cloud.warm(['SendingPlanFunction', 'SendingDeliverFunction'])
  const at = await sendIn(Math.max(500, publishedMs / 8)).catch(() => sendIn(30_000))
  say(`The send is scheduled for ${localTime(at, timeZone)}`, `sending ${issue}`)
  const began = await untilBegun(cloud, admin, issue)
  await cloud.idle()
  say(
    began === 'by-schedule'
      ? 'The schedule fired and every queue is empty'
      : 'The send’s time was over before its schedule was made, so it began at once; every queue is empty',
  )
}

/**
 * Publishes as `masthead publish` does, but does not render the issue itself first: the service does.
 * @throws when it is refused
 */
const publishIssue = async (admin: Admin, id: string, files: IssueFile[]) => {
  const issues = issuesByApi({ ...admin, isLocal: true })
  const before = (await issues.of(id)).attempt?.at
  const manifest = manifestOf(id, files)
  const uploaded = await issues.upload(manifest, files, () => {})
  const refuse = (problems: readonly object[]) => {
    throw new Error(`${id} is not published: ${JSON.stringify(problems)}`)
  }
  if (uploaded.outcome === 'refused') return refuse(uploaded.problems)
  const wanted = { id, manifest: manifestHash(manifest), before }
  const { attempt } = await waitForAttempt({ now: Date.now, sleep: pause }, issues, wanted, 100)
  if (attempt.outcome === 'refused') refuse(attempt.problems)
}

/** As `masthead send` does. @throws when it is refused, e.g. because the time has passed */
const askForSend = async ({ api, token }: Admin, issue: string, at: string) => {
  const answer = await fetch(`${api}/api/sends`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ issue, at }),
  })
  if (!answer.ok) throw new Error(`The API answered ${answer.status} when asked to send`)
}

/** SES reports some seconds later whose mail came back: they are no readers of the issue. */
const untilSuppressed = async ({ api, token }: Admin, readers: Sample['readers']) => {
  const isSuppressed = async (address: string) => {
    const answer = await fetch(`${api}/api/readers/find`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ address }),
    })
    if (!answer.ok) throw new Error(`The API answered ${answer.status} when asked for a reader`)
    return ((await answer.json()) as ReaderAnswer).reader?.status === 'suppressed'
  }
  const deadline = Date.now() + patienceMs
  for (const { email } of readers.filter(({ then }) => then === 'is-suppressed'))
    while (!(await isSuppressed(email))) {
      if (Date.now() > deadline)
        throw new Error(`SES did not report within two minutes that ${email} is no reader`)
      await pause(100)
    }
}

/**
 * Waits until the send begins. On a busy machine its time can be over before its schedule is made: then the service
 * begins it without one.
 */
const untilBegun = async (cloud: Cloud, admin: Admin, issue: string): Promise<'by-schedule' | 'at-once'> => {
  const isFired = () => cloud.schedulesFired().some(({ name }) => name === digestOf(issue))
  const deadline = Date.now() + patienceMs
  for (let tries = 1; Date.now() < deadline; tries += 1) {
    if (isFired()) return 'by-schedule'
    if (tries % 80 === 0 && (await accountOf(admin, issue))?.state !== 'scheduled')
      return isFired() ? 'by-schedule' : 'at-once'
    await pause(25)
  }
  throw new Error(`The schedule ${digestOf(issue)} did not fire within two minutes`)
}
