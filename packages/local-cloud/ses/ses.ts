import { credentialOf } from '../gateway/credential.ts'
import { awsError } from '../gateway/errors.ts'
import { formOf, members } from '../gateway/parse-request.ts'
import { queryAnswer, xmlText } from '../gateway/wire-answers.ts'
import type { Call, Emulator, Principal, Problem, Request, Response, StoredMessage } from '../types.ts'
import { openQuota } from './account-quota.ts'
import type { SesSandbox } from './check-identities.ts'
import { type Draft, outgoing } from './draft.ts'
import { SesError } from './errors.ts'
import { type FaultyCall, faultError, type SesFault } from './faults.ts'
import { type Entry, type MailSource, newMessageId, openMailFolder } from './mail-folder.ts'
import { outcomeOf } from './mailbox-simulator.ts'
import { createOutbox } from './outbox.ts'
import { type ConfigurationSet, createPublishEvents, type Origin } from './publish-events.ts'
import type { Quota } from './quota-bucket.ts'
import { draftFrom } from './request.ts'
import { validate } from './validate.ts'

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
