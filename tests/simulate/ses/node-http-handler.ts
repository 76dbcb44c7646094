import type { Line, Mail } from './connect.ts'

/** Replaces `@smithy/node-http-handler` in the simulator: requests go to their own line instead of a socket. */
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
