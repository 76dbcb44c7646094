import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { elapsedSince, momentOf } from '../runtime/clocks.ts'
import { systemClocks } from '../runtime/system-clocks.ts'
import { formBase64 } from './form-base64.ts'
import { createGuardedHandler, type MayCall, NotCalled } from './guarded-request-handler.ts'
import { createReusableBuffers, type ReusableBuffer } from './reusable-buffers.ts'
import { type Refusal, readSesError } from './ses-error.ts'
import { answerMs, connectMs, idleMs } from './ses-timeouts.ts'

/** The outcome of sending one message. */
export type MailOutcome =
  | { outcome: 'accepted'; id: string }
  /** `mayCall` said no: known to be unsent. */
  | { outcome: 'not-called' }
  | Refusal

/** `raw` may be in pieces. A piece that many messages share as the same buffer is encoded only once. */
export type RawMail = {
  from: string
  to: string
  raw: Buffer | readonly Buffer[]
  tags: Record<string, string>
}

/** An account's sending quota: `rate` in messages a second, `max` in 24 hours (-1 = no limit), `sent` of them used. */
export type SendingQuota = { rate: number; max: number; sent: number }

export type Mailer = {
  /**
   * @param mayCall asked at the last moment, synchronously, before the first byte leaves: signing takes time, and so
   *   does getting CPU time on a busy machine
   */
  send(mail: RawMail, mayCall?: MayCall): Promise<MailOutcome>
  /** Messages a second that the account may send; undefined when SES throttled the question. */
  rate(): Promise<number | undefined>
  /** Makes the next calls open new connections: old ones went stale while the sandbox was frozen. */
  forgetConnections(): void
}

/**
 * More than the calls ever in flight. A call that waited for a free socket would leave later than its guard allowed.
 */
const connections = 512

/**
 * The only way to SES. The SDK's own retries are off: after a connection reset or a 5xx they could send a message that
 * SES had already accepted. Every retry is the caller's decision.
 */
export const createMailer = (configurationSet: string, clocks = systemClocks): Mailer => {
  let lastUsed = momentOf(clocks)
  /** After a freeze or an idle time, SES may have closed our connections. */
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
        // SES accepts a message only after reading all of it. After any other answer a socket may still be writing.
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
 * Asks SES for the account's quota (Amazon SES API Reference, "GetSendQuota": at most once a second; a `Max24HourSend`
 * of -1 means no limit).
 * @returns undefined when SES throttled the question
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

/** Nothing left the process: there were no credentials, or the message could not be turned into a call. */
const notBegun = (error: unknown, from: string): Refusal => {
  const refusal = readSesError(error, from)
  if (refusal.outcome === 'account') return refusal
  throw new Error('A call to SES could not be made', { cause: error })
}

/**
 * Adds the message to the call's form body (Amazon SES API Reference, "SendRawEmail": base64). The SDK's own serialiser
 * would take a third of a call's time to scan the base64 for characters to escape, and would convert the form to bytes
 * twice, once for the signature and once for the socket.
 */
const addData = ({ middlewareStack }: SendRawEmailCommand, raw: RawMail['raw'], space: ReusableBuffer) =>
  middlewareStack.add(
    (next) => (args) => {
      const request = args.request as { body: string | Buffer }
      const rest = Buffer.from(`${request.body}&RawMessage.Data=`, 'latin1')
      request.body = space.join([rest, ...formBase64([raw].flat())])
      return next(args)
    },
    // Before the form's length is computed and signed.
    { step: 'build', priority: 'high' },
  )
