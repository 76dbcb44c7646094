import { amzDate, authorizationOf, sha256, signatureOf, signingKeyOf } from '../../../functions/mail/sigv4.ts'
import { currentLine, type Line } from './connect.ts'
import { NodeHttpHandler, type SimulatedResponse } from './node-http-handler.ts'

/**
 * Replaces `@aws-sdk/client-ses` in the simulator (see hooks.ts), so that the production mailer runs unchanged:
 * middleware, guard, and as many attempts as its client is configured for. Its requests are signed forms and its
 * answers documents, as the SDK's, because the mailer makes calls like those that it has seen. Modelled on the SDK's
 * standard retry mode, which retries calls that were throttled, cut off or answered with a 5xx.
 */
type Request = {
  method: string
  protocol: string
  hostname: string
  path: string
  headers: Record<string, string>
  body: Buffer | string
  line: Line
}
type Args = { request: Request; input: unknown }
type Next = (args: Args) => Promise<{ response: SimulatedResponse }>
type Step = 'build' | 'deserialize'
type Middleware = { middleware: (next: Next) => Next; step: Step }

abstract class Command<Input> {
  readonly middlewares: Middleware[] = []
  readonly middlewareStack = {
    add: (middleware: Middleware['middleware'], { step }: { step: Step }) => {
      this.middlewares.push({ middleware, step })
    },
  }
  readonly input: Input
  constructor(input: Input) {
    this.input = input
  }
}

type MailInput = {
  Source: string
  Destinations: string[]
  Tags: { Name: string; Value: string }[]
  ConfigurationSetName: string
}
export class SendRawEmailCommand extends Command<MailInput> {}
export class GetSendQuotaCommand extends Command<object> {}

type Handler = { handle(request: Request): Promise<{ response: SimulatedResponse }> }

const credentials = { accessKeyId: 'AKIASIMULATED', secretAccessKey: 'simulated' }

export class SESClient {
  readonly #line = currentLine()
  readonly #attempts: number
  readonly #handler: Handler
  readonly config = {
    systemClockOffset: 0,
    /** Asked before each call that the SDK did not make. They may have to be fetched, which takes time. */
    credentials: async () => {
      await this.#line.sleep(this.#line.signMs())
      return credentials
    },
  }
  constructor({
    maxAttempts = 3,
    requestHandler = {},
  }: { maxAttempts?: number; requestHandler?: Handler | object }) {
    this.#attempts = maxAttempts
    // If settings are given instead of a handler, one is created, as in the SDK.
    this.#handler = 'handle' in requestHandler ? requestHandler : NodeHttpHandler.create()
  }

  async send(command: Command<unknown>): Promise<unknown> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#once(command)
      } catch (error) {
        if (attempt >= this.#attempts || !isRetried(error)) throw error
        await this.#line.sleep(100 * 2 ** attempt)
      }
    }
  }

  async #once(command: Command<unknown>): Promise<unknown> {
    // The middleware added first is outermost.
    const through = (step: Step, last: Next) =>
      command.middlewares
        .filter((one) => one.step === step)
        .reduceRight((next, { middleware }) => middleware(next), last)
    const call = through('deserialize', ({ request }) => this.#handler.handle(request))
    const signed = through('build', async (args) => {
      await this.#line.sleep(this.#line.signMs())
      const { request } = args
      return call({ ...args, request: Object.assign(request, { headers: signedHeaders(request) }) })
    })
    const { response } = await signed({ request: requestOf(command, this.#line), input: command.input })
    return outputOf(response)
  }
}

const hostname = 'email.eu-west-1.amazonaws.com'

const keys = new Map<string, ReturnType<typeof signingKeyOf>>()
const keyOf = (scope: string) => {
  const key = keys.get(scope) ?? signingKeyOf(credentials.secretAccessKey, scope)
  keys.set(scope, key)
  return key
}

const requestOf = (command: Command<unknown>, line: Line): Request => ({
  method: 'POST',
  protocol: 'https:',
  hostname,
  path: '/',
  headers: {},
  body:
    command instanceof SendRawEmailCommand ? formOf(command.input) : 'Action=GetSendQuota&Version=2010-12-01',
  line,
})

const formOf = ({ Source, Destinations, Tags, ConfigurationSetName }: MailInput): string => {
  const fields = [
    ['Action', 'SendRawEmail'],
    ['Version', '2010-12-01'],
    ['Source', Source],
    ...Destinations.map((address, at) => [`Destinations.member.${at + 1}`, address]),
    ...Tags.flatMap(({ Name, Value }, at) => [
      [`Tags.member.${at + 1}.Name`, Name],
      [`Tags.member.${at + 1}.Value`, Value],
    ]),
    ['ConfigurationSetName', ConfigurationSetName],
  ]
  return fields.map(([name, value]) => `${name}=${encodeURIComponent(value!)}`).join('&')
}

const signedHeaders = ({ method, path, body, line }: Request): Record<string, string> => {
  const bytes = body
  const bodyHash = sha256([bytes])
  const date = amzDate(line.wall())
  const scope = `${date.slice(0, 8)}/eu-west-1/ses/aws4_request`
  const headers: Record<string, string> = {
    'amz-sdk-invocation-id': 'simulated',
    'content-length': String(bytes.length),
    host: hostname,
    'x-amz-content-sha256': bodyHash,
    'x-amz-date': date,
  }
  const signature = signatureOf(
    { method, path, headers: Object.entries(headers), bodyHash },
    { key: keyOf(scope), scope, date },
  )
  const names = Object.keys(headers)
  return {
    ...headers,
    authorization: authorizationOf(credentials.accessKeyId, scope, names, signature),
  }
}

/** @throws SES's error, or that of an answer that was cut off */
const outputOf = async ({ statusCode, body }: SimulatedResponse): Promise<unknown> => {
  const text = body instanceof Uint8Array ? body.toString() : await body.text()
  const field = (name: string) => new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(text)?.[1]
  if (statusCode !== 200)
    throw Object.assign(new Error(field('Message')), {
      name: field('Code'),
      $metadata: { httpStatusCode: statusCode },
    })
  const [MaxSendRate, Max24HourSend, SentLast24Hours] = [
    'MaxSendRate',
    'Max24HourSend',
    'SentLast24Hours',
  ].map((name) => Number(field(name)))
  return { MessageId: field('MessageId'), MaxSendRate, Max24HourSend, SentLast24Hours }
}

const isRetried = (error: unknown): boolean => {
  const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
  return /Throttling|TimeoutError/.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500
}
