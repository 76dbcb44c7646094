import type { Line, Mail } from './connect.ts'

/** Stands in for `@smithy/node-http-handler` in the simulator: the wire ends in the request's own line. */
export class NodeHttpHandler {
  readonly metadata = { handlerProtocol: 'http/1.1' }
  static create() {
    return new NodeHttpHandler()
  }
  handle({ mail, line }: { mail: Mail | undefined; line: Line }): Promise<{ response: unknown }> {
    const answered: Promise<unknown> = mail ? line.send(mail) : line.quota()
    return answered.then((response) => ({ response }))
  }
  destroy() {}
}
