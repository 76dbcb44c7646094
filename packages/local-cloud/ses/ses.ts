import { awsError, queryAnswer, xmlText } from '../gateway/errors.ts'
import { credentialOf, formOf, members } from '../gateway/parse-request.ts'
import type { Call, Emulator, Principal, Problem, Request, Response, StoredMessage } from '../types.ts'
import { type Draft, outgoing } from './draft.ts'
import { SesError } from './errors.ts'
import { type FaultyCall, faultError, type SesFault } from './faults.ts'
import { type Entry, type MailSource, newMessageId, openMailFolder } from './mail-folder.ts'
import { createOutbox } from './outbox.ts'
import { isSimulated, outcomeOf } from './outcomes.ts'
import { type ConfigurationSet, createPublishEvents, type Origin } from './publish-events.ts'
import { createQuota, type Quota } from './quota.ts'
import { draftFrom } from './request.ts'
import { type SesSandbox, validate } from './validate.ts'

export type SesOptions = {
  /** Messages are stored in `<dir>/mail`. */
  dir: string
  /** Verified e-mail addresses and domains. */
  identities: () => string[]
  configurationSets: () => ConfigurationSet[]
  /** SNS Publish as ses.amazonaws.com for a configuration set. */
  publish: (topicArn: string, message: string, principal: Principal) => Promise<void>
  now: () => number
  /** Recipients a day (−1: no limit) and a second. Default: those of a new account. */
  quota?: (() => Quota) | undefined
  /** The SES sandbox, while the account is in it. It has a default quota of its own. */
  sandbox?: (() => SesSandbox | undefined) | undefined
  /** Called for each call; returns the error to answer it with, if any. */
  fault?: ((call: FaultyCall) => SesFault | undefined) | undefined
  onProblem?: (problem: Problem) => void
}

export type Ses = {
  emulator: Emulator
  /** Accepted messages that `isWanted` selects, oldest first. */
  messages(isWanted?: (entry: Entry) => boolean): Promise<StoredMessage[]>
  /** All accepted messages without their bytes, oldest first. */
  entries(): Promise<Entry[]>
  /** The accepted messages as they come in. */
  mail: MailSource
  /** Number of events not yet published. */
  pendingEvents(): number
  end(): Promise<void>
}

const day = 24 * 60 * 60 * 1000
/** The initial quota in production (SES Developer Guide, "Service quotas" and "Request production access"). */
const usual: Quota = { max24HourSend: 50_000, maxSendRate: 14 }
const inSandbox: Quota = { max24HourSend: 200, maxSendRate: 1 }

const counted = (destinations: string[]) => destinations.filter((one) => !isSimulated(one)).length

/** The account's quota. Sends of an earlier run count once they have been read from the folder. */
const openQuota = (options: SesOptions, folder: ReturnType<typeof openMailFolder>) => {
  const limits = options.quota ?? (() => (options.sandbox?.() ? inSandbox : usual))
  const quota = createQuota({ quota: limits, now: options.now })
  const since = options.now() - day
  const earlier = folder.entries().then((entries) => {
    for (const { at, destinations } of entries) if (at >= since) quota.record(at, counted(destinations))
  })
  // The first caller gets this error.
  earlier.catch(() => undefined)
  return {
    /**
     * @throws SesError over a limit. Both limits share a code; callers tell them apart by the message
     *   (https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html).
     */
    take: async (destinations: string[]): Promise<void> => {
      await earlier
      const taken = quota.take({ rate: destinations.length, day: counted(destinations) })
      if (taken === 'over-rate') throw new SesError('Throttling', 'Maximum sending rate exceeded.')
      if (taken === 'over-day') throw new SesError('Throttling', 'Daily message quota exceeded')
    },
    told: async (): Promise<Response> => {
      if (!quota.mayAsk()) throw new SesError('Throttling', 'Rate exceeded')
      await earlier
      const { max24HourSend, maxSendRate } = limits()
      const fields = { Max24HourSend: max24HourSend, MaxSendRate: maxSendRate, SentLast24Hours: quota.sent() }
      const xml = Object.entries(fields).map(([name, value]) => `<${name}>${value.toFixed(1)}</${name}>`)
      return queryAnswer('ses', 'GetSendQuota', xml.join(''))
    },
  }
}

const verification = (request: Request, identities: string[]): Response => {
  const status = '<value><VerificationStatus>Success</VerificationStatus></value>'
  const entries = members(formOf(request), 'Identities')
    .filter((identity) => identities.includes(identity))
    .map((identity) => `<entry><key>${xmlText(identity)}</key>${status}</entry>`)
  const xml = `<VerificationAttributes>${entries.join('')}</VerificationAttributes>`
  return queryAnswer('ses', 'GetIdentityVerificationAttributes', xml)
}

/**
 * SES's v1 API for sending: SendRawEmail, SendEmail, GetSendQuota, GetIdentityVerificationAttributes. Validates like
 * SES, stores every accepted message on disk before answering, and publishes its events afterwards.
 */
export const createSes = (options: SesOptions): Ses => {
  const { now, identities, configurationSets, onProblem } = options
  const folder = openMailFolder(options.dir)
  const quota = openQuota(options, folder)
  const outbox = createOutbox(({ message }) =>
    onProblem?.({
      at: now(),
      kind: 'undeliverable',
      where: 'SES',
      what: `an event was not published: ${message}`,
    }),
  )
  const publishEvents = createPublishEvents({ ...options, outbox })

  /** @throws the error that `fault` asks for */
  const refuse = (request: Request, { action, region }: Pick<Origin, 'action' | 'region'>, draft?: Draft) => {
    const { source = '', destinations = [], configurationSet } = draft ?? {}
    const call = { action, source, destinations, sandbox: request.headers['x-amz-security-token'] }
    const fault = options.fault?.(call)
    if (fault) throw faultError(fault, { ...call, region, configurationSet })
  }

  const send = async (request: Request, origin: Origin): Promise<Response> => {
    const draft = draftFrom(request, origin.action)
    const sets = configurationSets().map(({ name }) => name)
    refuse(request, origin, draft)
    validate(draft, { identities: identities(), sets, region: origin.region, sandbox: options.sandbox?.() })
    await quota.take(draft.destinations)
    const at = now()
    const id = newMessageId(at)
    const { source, destinations, tags, configurationSet } = draft
    const raw = outgoing(draft, id, at, origin.region)
    const outcome = outcomeOf(draft.raw, destinations)
    const message: StoredMessage = { id, at, source, destinations, tags, configurationSet, outcome, raw }
    folder.save(message)
    publishEvents(message, origin)
    return queryAnswer('ses', origin.action, `<MessageId>${id}</MessageId>`)
  }

  const perform = async (request: Request, { action }: Call, principal: Principal): Promise<Response> => {
    const region = credentialOf(request)?.region ?? 'us-east-1'
    if (action === 'GetSendQuota') {
      refuse(request, { action, region })
      return quota.told()
    }
    if (action === 'GetIdentityVerificationAttributes') return verification(request, identities())
    if (action !== 'SendRawEmail' && action !== 'SendEmail')
      throw new SesError('InvalidAction', `The local SES does not know the action ${action}.`)
    const account = principal.arn.split(':')[4] || '000000000000'
    return send(request, { region, account, action, caller: principal.arn.split('/').at(-1)! })
  }

  const emulator: Emulator = async (request, call, principal) => {
    try {
      return await perform(request, call, principal)
    } catch (error) {
      if (error instanceof SesError) return awsError('ses', error.status, error.code, error.message)
      throw error
    }
  }
  const end = async () => {
    await outbox.end()
    folder.end()
  }
  return {
    emulator,
    messages: folder.messages,
    entries: folder.entries,
    mail: folder.source,
    pendingEvents: outbox.pending,
    end,
  }
}
