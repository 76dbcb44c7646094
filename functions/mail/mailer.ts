import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { elapsedSince, momentOf } from '../runtime/clocks.ts'
import { systemClocks } from '../runtime/system-clocks.ts'
import { formBase64 } from './form-base64.ts'
import { createGuardedHandler, type MayCall, NotCalled } from './guarded-handler.ts'
import { createReusableBuffers, type ReusableBuffer } from './reusable-buffers.ts'
import { type Refusal, readSesError } from './ses-error.ts'

/** What became of one message. */
export type MailOutcome =
  | { outcome: 'accepted'; id: string }
  /** The caller had said by then that it may not be called any more: known unsent. */
  | { outcome: 'not-called' }
  | Refusal

/** `raw` may come in pieces; a piece that is the same buffer in many messages is encoded once for all of them. */
export type RawMail = {
  from: string
  to: string
  raw: Buffer | readonly Buffer[]
  tags: Record<string, string>
}

/** An account's sending quota: messages a second, and in 24 hours (`max`; -1 = no limit), of which `sent` are used up. */
export type SendingQuota = { rate: number; max: number; sent: number }

export type Mailer = {
  /**
   * @param mayCall asked at the last moment, synchronously before the first byte leaves: signing takes time, and so does
   * waiting for it on a busy machine
   */
  send(mail: RawMail, mayCall?: MayCall): Promise<MailOutcome>
  /** Messages a second that the account may send; undefined when SES was asked too often to say. */
  rate(): Promise<number | undefined>
  /** Has the next calls open connections of their own: those of before slept while the sandbox was frozen. */
  forgetConnections(): void
}

/** How long a call may take, ms: to connect, and then to be answered. */
const connectMs = 3_000
const answerMs = 10_000
export const callMs = connectMs + answerMs

/** A connection that nobody used for so long is not used again, ms. */
const idleMs = 15_000

/** More calls than ever are under way: one that waited for a connection would leave later than it was allowed to. */
const connections = 512

/**
 * The one way to SES. The SDK's own retries are off: after a reset connection or a 5xx it would send again
 * what SES may have accepted, so every retry is the caller's decision.
 */
export const createMailer = (configurationSet: string, clocks = systemClocks): Mailer => {
  let lastUsed = momentOf(clocks)
  /** A sandbox was frozen, or nothing was mailed for a while: SES may have closed what is open here. */
  const freshen = () => {
    if (open === 0 && elapsedSince(clocks, lastUsed) > idleMs) handler.forgetConnections()
    lastUsed = momentOf(clocks)
  }
  let open = 0
  const spaces = createReusableBuffers()
  const handler = createGuardedHandler({
    connectionTimeout: connectMs,
    requestTimeout: answerMs,
    throwOnRequestTimeout: true,
    httpsAgent: { keepAlive: true, maxSockets: connections },
    httpAgent: { keepAlive: true, maxSockets: connections },
  })
  const client = new SESClient({ maxAttempts: 1, requestHandler: handler })
  return {
    send: async ({ from, to, raw, tags }, mayCall = () => true) => {
      freshen()
      open += 1
      const space = spaces.take()
      let isBegun = false
      try {
        const command = new SendRawEmailCommand({
          Source: from,
          Destinations: [to],
          RawMessage: { Data: undefined },
          ConfigurationSetName: configurationSet,
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        })
        addData(command, raw, space)
        handler.guard(command.middlewareStack, () => {
          isBegun = mayCall()
          return isBegun
        })
        const { MessageId } = await client.send(command)
        if (!MessageId) return { outcome: 'uncertain', reason: 'no message id' }
        // Who accepts a message has read all of it. After any other answer a socket may still be writing.
        spaces.giveBack(space)
        return { outcome: 'accepted', id: MessageId }
      } catch (error) {
        if (!isBegun) spaces.giveBack(space)
        if (error instanceof NotCalled) return { outcome: 'not-called' }
        return isBegun ? readSesError(error, from) : notBegun(error, from)
      } finally {
        open -= 1
        lastUsed = momentOf(clocks)
      }
    },
    rate: async () => (await askQuota(client))?.rate,
    forgetConnections: handler.forgetConnections,
  }
}

const quotaClient = () =>
  new SESClient({
    maxAttempts: 1,
    requestHandler: { connectionTimeout: connectMs, requestTimeout: answerMs, throwOnRequestTimeout: true },
  })

/**
 * Asks SES for the account's quota (Amazon SES API Reference, "GetSendQuota": once a second at most, and a
 * `Max24HourSend` of -1 is no limit).
 * @returns undefined when SES was asked too often
 */
export const askQuota = async (client = quotaClient()): Promise<SendingQuota | undefined> => {
  try {
    const {
      MaxSendRate = 1,
      Max24HourSend = 0,
      SentLast24Hours = 0,
    } = await client.send(new GetSendQuotaCommand({}))
    return { rate: MaxSendRate, max: Max24HourSend, sent: SentLast24Hours }
  } catch (error) {
    if ((error as Error).name.startsWith('Throttling')) return undefined
    throw error
  }
}

/** Nothing left the process: no credentials could be had, or the message cannot be made into a call. */
const notBegun = (error: unknown, from: string): Refusal => {
  const refusal = readSesError(error, from)
  if (refusal.outcome === 'account') return refusal
  throw new Error('A call to SES could not be made', { cause: error })
}

/**
 * Adds the message to a call's form (Amazon SES API Reference, "SendRawEmail": base64). By its own way the SDK takes a
 * third of a call's time to look through the whole base64 for characters that a form must escape, and turns the form
 * into bytes once for the signature and once for the socket.
 */
const addData = ({ middlewareStack }: SendRawEmailCommand, raw: RawMail['raw'], space: ReusableBuffer) =>
  middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string | Buffer }
      const rest = Buffer.from(`${request.body}&RawMessage.Data=`, 'latin1')
      request.body = space.join([rest, ...formBase64([raw].flat())])
      return next(args)
    },
    // Before the form's length is told and signed.
    { step: 'build', priority: 'high' },
  )
