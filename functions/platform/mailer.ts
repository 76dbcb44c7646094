import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { formBase64 } from './form-base64.ts'
import { createSpaces, type Space } from './spaces.ts'

/** What became of one call. Only `throttled`, `quota` and `rejected` are known unsent. */
export type MailOutcome =
  | { outcome: 'accepted'; id: string }
  /** Over the rate; try again after a pause. */
  | { outcome: 'throttled' }
  /** Over the 24-hour quota; try again when it frees. */
  | { outcome: 'quota' }
  /** SES refuses this message for good. */
  | { outcome: 'rejected'; reason: string }
  /** The call was begun and its answer never seen, or says nothing. */
  | { outcome: 'uncertain'; reason: string }

/** `raw` may come in pieces; a piece that is the same buffer in many messages is encoded once for all of them. */
export type RawMail = {
  from: string
  to: string
  raw: Buffer | readonly Buffer[]
  tags: Record<string, string>
}

export type Mailer = {
  send(mail: RawMail): Promise<MailOutcome>
  /** Messages a second that the account may send; undefined when SES was asked too often to say. */
  rate(): Promise<number | undefined>
}

/**
 * The one way to SES. The SDK's own retries are off: after a reset connection or a 5xx it would send again
 * what SES may have accepted, so every retry is the caller's decision.
 */
export const createMailer = (configurationSet: string, client = sesClient()): Mailer => {
  const spaces = createSpaces()
  return {
    send: async ({ from, to, raw, tags }) => {
      const space = spaces.take()
      try {
        const command = new SendRawEmailCommand({
          Source: from,
          Destinations: [to],
          RawMessage: { Data: undefined },
          ConfigurationSetName: configurationSet,
          Tags: Object.entries(tags).map(([Name, Value]) => ({ Name, Value })),
        })
        addData(command, raw, space)
        const { MessageId } = await client.send(command)
        if (!MessageId) return { outcome: 'uncertain', reason: 'no message id' }
        // Who accepts a message has read all of it. After any other answer a socket may still be writing.
        spaces.giveBack(space)
        return { outcome: 'accepted', id: MessageId }
      } catch (error) {
        return classify(error)
      }
    },
    rate: async () => {
      try {
        return (await client.send(new GetSendQuotaCommand({}))).MaxSendRate ?? 1
      } catch (error) {
        if ((error as Error).name.startsWith('Throttling')) return undefined
        throw error
      }
    },
  }
}

const sesClient = () =>
  new SESClient({
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 3_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    }),
  })

/**
 * Adds the message to a call's form (Amazon SES API Reference, "SendRawEmail": base64). By its own way the SDK takes a
 * third of a call's time to look through the whole base64 for characters that a form must escape, and turns the form
 * into bytes once for the signature and once for the socket.
 */
const addData = ({ middlewareStack }: SendRawEmailCommand, raw: RawMail['raw'], space: Space) =>
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

/**
 * Tells a known refusal from a call that may have worked (Amazon SES Developer Guide, "SMTP and API errors").
 * Both kinds of throttling have the code `Throttling`; only the message tells the daily one.
 */
const classify = (error: unknown): MailOutcome => {
  const {
    name = '',
    message = '',
    $metadata,
  } = error as Partial<Error> & { $metadata?: { httpStatusCode?: number } }
  const status = $metadata?.httpStatusCode ?? 0
  if (name.startsWith('Throttling'))
    return /daily/i.test(message) ? { outcome: 'quota' } : { outcome: 'throttled' }
  // Refused before anything was sent: the socket was never connected.
  if (/ECONNREFUSED|ENOTFOUND/.test(String((error as { code?: string }).code)))
    return { outcome: 'throttled' }
  // What concerns the service and not this message must not be counted against a reader.
  if (
    /AccessDenied|ConfigurationSet|AccountSendingPaused|MailFromDomainNotVerified|Signature|UnrecognizedClient|ExpiredToken/.test(
      name,
    )
  ) {
    throw new Error(`SES refuses to send: ${name}`, { cause: error })
  }
  if (status >= 400 && status < 500) return { outcome: 'rejected', reason: name }
  return { outcome: 'uncertain', reason: name || 'no answer' }
}
