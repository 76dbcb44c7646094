import type { Line, Mail } from './connect.ts'

export type SimulatedResponse = {
  statusCode: number
  headers: Record<string, string>
  body: SimulatedBody | Uint8Array
}

/** Replaces `@smithy/node-http-handler` in the simulator: requests go to their own line instead of a socket. */
export class NodeHttpHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' }
  static create() {
    return new NodeHttpHandler()
  }
  handle({ body, line }: { body: Buffer | string; line: Line }): Promise<{ response: SimulatedResponse }> {
    const form = new URLSearchParams(body.toString('latin1'))
    const answered: Promise<object | undefined> =
      form.get('Action') === 'SendRawEmail' ? line.send(mailOf(form)) : line.quota()
    return answered.then(
      (output) => responseOf(200, output && documentOf(form.get('Action')!, output)),
      (error: Error & { $metadata?: { httpStatusCode: number } }) => {
        if (!error.$metadata) throw error
        return responseOf(error.$metadata.httpStatusCode, errorDocument(error))
      },
    )
  }
  destroy() {}
}

const responseOf = (statusCode: number, text: string | undefined) => ({
  response: { statusCode, headers: { 'content-type': 'text/xml' }, body: new SimulatedBody(text) },
})

const mailOf = (form: URLSearchParams): Mail => {
  const tags: Record<string, string> = {}
  for (let at = 1; form.has(`Tags.member.${at}.Name`); at += 1)
    tags[form.get(`Tags.member.${at}.Name`)!] = form.get(`Tags.member.${at}.Value`)!
  return { address: form.get('Destinations.member.1')!, tags }
}

/** As the Amazon SES API Reference shows them, where the service reads them. */
const documentOf = (action: string, output: object): string => {
  const fields = Object.entries(output).map(([name, value]) => `<${name}>${value}</${name}>`)
  return `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${fields.join('')}</${action}Result><ResponseMetadata><RequestId>simulated</RequestId></ResponseMetadata></${action}Response>`
}
const errorDocument = ({ name, message }: Error): string =>
  `<ErrorResponse><Error><Type>Sender</Type><Code>${name}</Code><Message>${message}</Message></Error></ErrorResponse>`

/**
 * An answer's body: what a reader of a stream asks of it. Without a text, the connection is cut within it.
 */
class SimulatedBody {
  readonly complete: boolean
  readonly #text: string | undefined
  readonly #listeners = new Map<string, ((of?: unknown) => void)[]>()
  constructor(text: string | undefined) {
    this.#text = text
    this.complete = text !== undefined
  }
  on(event: string, listener: (of?: unknown) => void): this {
    const before = this.#listeners.get(event) ?? []
    this.#listeners.set(event, [...before, listener])
    // Once somebody listens to it, it flows, as a stream does.
    if (event === 'data') process.nextTick(() => this.#flow())
    return this
  }
  once(event: string, listener: (of?: unknown) => void): this {
    return this.on(event, listener)
  }
  destroy(error?: Error) {
    if (error) this.#emit('error', error)
    this.#emit('close')
  }
  text(): Promise<string> {
    return new Promise((resolve, reject) => {
      let text = ''
      this.on('data', (piece) => {
        text += String(piece)
      })
      this.on('end', () => resolve(text))
      this.on('close', () => reject(new Error('aborted')))
    })
  }
  #flow() {
    this.#emit('data', Buffer.from(this.#text ?? '<SendRawEmailResponse xmlns='))
    if (this.#text !== undefined) this.#emit('end')
    this.#emit('close')
  }
  #emit(event: string, of?: unknown) {
    for (const listener of this.#listeners.get(event) ?? []) listener(of)
  }
}
