import { currentLine, type Line, type Mail } from './connect.ts'
import { NodeHttpHandler } from './node-http-handler.ts'

/**
 * Replaces `@aws-sdk/client-ses` in the simulator (see hooks.ts), so that the production mailer runs unchanged:
 * middleware, guard, and as many attempts as its client is configured for. Modelled on the SDK's standard retry mode,
 * which retries calls that were throttled, cut off or answered with a 5xx.
 */
type Next = (args: Args) => Promise<unknown>
type Args = { request: Request; input: unknown }
type Request = { body: string; mail: Mail | undefined; line: Line }
type Middleware = { middleware: (next: Next) => Next; step: string | undefined }

abstract class Command<Input> {
  readonly middlewares: Middleware[] = []
  readonly middlewareStack = {
    add: (middleware: Middleware['middleware'], { step }: { step?: string } = {}) => {
      this.middlewares.push({ middleware, step })
    },
  }
  readonly input: Input
  constructor(input: Input) {
    this.input = input
  }
}

type MailInput = { Destinations?: string[]; Tags?: { Name: string; Value: string }[] }
export class SendRawEmailCommand extends Command<MailInput> {}
export class GetSendQuotaCommand extends Command<object> {}

type Handler = { handle(request: Request): Promise<{ response: unknown }> }

export class SESClient {
  readonly #line = currentLine()
  readonly #attempts: number
  readonly #handler: Handler
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
    const line = this.#line
    const request: Request = { body: '', mail: mailOf(command), line }
    let handle: Next = async (args) => (await this.#handler.handle(args.request)).response
    // The middleware added first is outermost. The message's bytes do not matter here.
    for (const { middleware, step } of [...command.middlewares].reverse())
      if (step !== 'build') handle = middleware(handle)
    await line.sleep(line.signMs())
    return handle({ request, input: command.input })
  }
}

const mailOf = (command: Command<unknown>): Mail | undefined => {
  if (!(command instanceof SendRawEmailCommand)) return undefined
  const { Destinations, Tags = [] } = command.input
  return {
    address: Destinations![0]!,
    tags: Object.fromEntries(Tags.map(({ Name, Value }) => [Name, Value])),
  }
}

const isRetried = (error: unknown): boolean => {
  const { name, $metadata } = error as { name: string; $metadata?: { httpStatusCode?: number } }
  return /Throttling|TimeoutError/.test(name) || ($metadata?.httpStatusCode ?? 0) >= 500
}
