import { randomUUID } from 'node:crypto'
import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { elapsedSince, momentOf } from '../runtime/clocks.ts'
import { systemClocks } from '../runtime/system-clocks.ts'
import { formBase64 } from './form-base64.ts'
import {
  type Answer,
  createGuardedHandler,
  type MayCall,
  NotCalled,
  systemTimer,
} from './guarded-request-handler.ts'
import { messageIdIn } from './message-id.ts'
import { type PreparedCall, prepareCall, type SdkRequest } from './prepared-call.ts'
import { createReusableBuffers, type ReusableBuffer } from './reusable-buffers.ts'
import { formOf } from './send-raw-email-form.ts'
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
 * The SDK makes the first call itself, and any after an answer other than SES's id. The others are like one that it
 * made: see `prepared-call.ts`.
 */
export const createMailer = (
  configurationSet: string,
  clocks = systemClocks,
  timer = systemTimer,
): Mailer => {
  let lastUsed = momentOf(clocks)
  const forgetConnections = () => {
    // What the SDK says of the invocation, such as its trace, is of before.
    prepared = undefined
    handler.forgetConnections()
  }
  /** After a freeze or an idle time, SES may have closed our connections. */
  const freshen = () => {
    if (open === 0 && elapsedSince(clocks, lastUsed) > idleMs) forgetConnections()
    lastUsed = momentOf(clocks)
  }
  let open = 0
  let prepared: PreparedCall | undefined
  const spaces = createReusableBuffers()
  const settings = {
    connectionTimeout: connectMs,
    requestTimeout: answerMs,
    throwOnRequestTimeout: true,
    httpsAgent: { keepAlive: true, maxSockets: connections },
    httpAgent: { keepAlive: true, maxSockets: connections },
  }
  const handler = createGuardedHandler(settings, clocks, timer)
  const client = new SESClient({ maxAttempts: 1, requestHandler: handler })

  /** A call ready to be signed; undefined when the SDK must make it. */
  const preparedNow = async () => {
    if (!prepared) return undefined
    const credentials = await client.config.credentials()
    const at = clocks.wall() + client.config.systemClockOffset
    return prepared?.isFor(credentials, at) ? { call: prepared, at } : undefined
  }

  const commandFor = ({ from, to, tags }: RawMail) =>
    new SendRawEmailCommand({
      Source: from,
      Destinations: [to],
      RawMessage: { Data: undefined },
      ConfigurationSetName: configurationSet,
      Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
    })

  const sendBySdk = async (mail: RawMail, space: ReusableBuffer, mayCall: MayCall) => {
    const command = commandFor(mail)
    const form = formOf({ ...mail, configurationSet })
    let isExpected = false
    onRequest(command, 'build', (request) => {
      isExpected = request.body === form
      request.body = bodyOf(`${request.body}`, mail.raw, space)
    })
    const credentials = await client.config.credentials()
    onRequest(command, 'deserialize', (request) => {
      prepared = isExpected ? prepareCall(request, credentials) : undefined
    })
    handler.guard(command.middlewareStack, mayCall)
    const { MessageId } = await client.send(command)
    return MessageId
  }

  const sendPrepared = async (
    { call, at }: { call: PreparedCall; at: number },
    mail: RawMail,
    space: ReusableBuffer,
    mayCall: MayCall,
  ) => {
    const body = bodyOf(formOf({ ...mail, configurationSet }), mail.raw, space)
    const { status, headers, text } = await handler.call(
      call.request({ body, invocationId: randomUUID(), at }),
      mayCall,
    )
    const id = status === 200 ? messageIdIn(text) : undefined
    if (id) return id
    prepared = undefined
    return readBySdk(mail, { status, headers, text })
  }

  /** Has the SDK read an answer as if it had made the call itself. */
  const readBySdk = async (mail: RawMail, { status, headers, text }: Answer) => {
    const command = commandFor(mail)
    let isRead = false
    command.middlewareStack.add(
      () => async () => {
        isRead = true
        return {
          response: { statusCode: status, headers, body: Buffer.from(text) },
          output: {} as never,
        }
      },
      { step: 'deserialize', priority: 'low' },
    )
    try {
      return (await client.send(command)).MessageId
    } catch (error) {
      if (isRead) throw error
      // Whatever failed instead, such as getting credentials, says nothing of the call that was made.
      throw new Error('the answer could not be read', { cause: error })
    }
  }

  return {
    send: async (mail, mayCall = () => true) => {
      freshen()
      open += 1
      const { from } = mail
      const space = spaces.take()
      let isBegun = false
      const begin = () => {
        isBegun = mayCall()
        return isBegun
      }
      try {
        const ready = await preparedNow()
        const id = await (ready ? sendPrepared(ready, mail, space, begin) : sendBySdk(mail, space, begin))
        if (!id) return { outcome: 'uncertain', reason: 'no message id' }
        // SES accepts a message only after reading all of it. After any other answer a socket may still be writing.
        spaces.giveBack(space)
        return { outcome: 'accepted', id }
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
    forgetConnections,
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
 * The call's form with the message (Amazon SES API Reference, "SendRawEmail": base64). The SDK's own serialiser would
 * take a third of a call's time to scan the base64 for characters to escape, and would convert the form to bytes twice,
 * once for the signature and once for the socket.
 */
const bodyOf = (form: string, raw: RawMail['raw'], space: ReusableBuffer): Buffer =>
  space.join([Buffer.from(`${form}&RawMessage.Data=`, 'latin1'), ...formBase64([raw].flat())])

/**
 * Looks at a command's request, or changes it.
 * @param step `build`: before the form's length is computed and signed; `deserialize`: right before it is sent
 */
const onRequest = (
  { middlewareStack }: SendRawEmailCommand,
  step: 'build' | 'deserialize',
  act: (request: SdkRequest) => void,
) => {
  const look = (next: (args: never) => unknown) => (args: { request: SdkRequest }) => {
    act(args.request)
    return next(args as never)
  }
  const stack = middlewareStack as unknown as {
    add(middleware: typeof look, options: { step: string; priority: string }): void
  }
  stack.add(look, { step, priority: step === 'build' ? 'high' : 'low' })
}
