/** The words that the parts of the local cloud share. */

/** A resource of the template once it is deployed. `properties` are resolved (no intrinsics left) and read live. */
export type Resource = {
  /** As the template has it; `STACK.LOGICALID` where several stacks are run. */
  logicalId: string
  type: string
  properties: Record<string, unknown>
  /** What `Ref` gives. */
  physicalId: string
  /** What `Fn::GetAtt` gives, `Arn` among them where the type has one. */
  attributes: Record<string, string>
}

/** A lookup of deployed resources; later reads see live edits. */
export type Resources = {
  get(logicalId: string): Resource | undefined
  ofType(type: string): Resource[]
  byArn(arn: string): Resource | undefined
}

/** One IAM statement as a template writes it; lists may be single strings. */
export type Statement = {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Principal?: unknown
  Action: string | string[]
  Resource?: string | string[]
  Condition?: Record<string, Record<string, string | string[]>> | undefined
}

/** Who makes an AWS call: a role (its identity policies, read at each call) or a service principal. */
export type Principal = {
  /** For messages: the function or schedule that has the role, else the service. */
  name: string
  /** ARN of the role; `service:NAME.amazonaws.com` for a service acting for itself. */
  arn: string
  /** For a service: the resource it acts for (`aws:SourceArn`). */
  sourceArn?: string
  statements(): Statement[]
}

/** What an AWS request asks for, read off the wire. */
export type Call = {
  /** Name as IAM spells the service: dynamodb, sqs, sns, s3, ses, scheduler, secretsmanager, cognito-idp, lambda. */
  service: string
  /** IAM's action without the service, e.g. PutItem; for the tally the SDK's command name. */
  action: string
  /** IAM actions to be allowed where they differ from `action` (S3 HeadObject → s3:GetObject; BatchWriteItem stays). */
  iamAction: string
  resources: string[]
  /** IAM condition keys and their values, lower-cased keys. */
  context: Record<string, string[]>
}

/** Something that would be an incident in the real cloud; tests and the console look here first. */
export type Problem = {
  at: number
  kind: 'denied' | 'error' | 'timeout' | 'lost-logs' | 'dead-letter' | 'undeliverable'
  /** Logical id of the function, schedule or route where it happened. */
  where: string
  /** One line: what is wrong and what to do. */
  what: string
}

/** A message that the local SES accepted. */
export type StoredMessage = {
  id: string
  /** Unix milliseconds. */
  at: number
  source: string
  destinations: string[]
  configurationSet?: string | undefined
  tags: Record<string, string>
  /** What became of it; with several recipients, of the first that did not simply get it. */
  outcome: 'delivered' | 'bounced' | 'complained' | 'rejected'
  /** As a mailbox provider would get it: with the Message-ID and Date that SES sets, without X-SES-* headers. */
  raw: Buffer
}

export type FiredSchedule = { name: string; group: string; expression: string; at: number; target: string }

/** An HTTP request and answer inside the local cloud, already read whole. */
export type Request = {
  method: string
  path: string
  query: string
  headers: Record<string, string>
  body: Buffer
}
/** Status 0 cuts the connection without an answer, as a lost network does. */
export type Response = { status: number; headers: Record<string, string | string[]>; body: Buffer | string }

/** An emulator of ours behind the gateway. It answers in the service's own wire format and never throws for bad input. */
export type Emulator = (request: Request, call: Call, principal: Principal) => Promise<Response>

/** Who makes a call: a function's, schedule's or service's name; where it is a function's own, which of its sandboxes. */
export type CalledBy = { name: string; sandbox?: string | undefined }

/**
 * Stands between callers and services: it may wait, answer an error before or after `proceed`, or cut the connection
 * (status 0). What has proceeded takes effect, also when its caller has gone by then.
 */
export type Interceptor = (
  call: Call,
  proceed: () => Promise<Response>,
  request: Request,
  by: CalledBy,
) => Promise<Response>

/** The way one part of the cloud invokes another's function. `lambda` is the only implementation. */
export type Invoke = {
  /** Waits for the answer; a function error is thrown as FunctionError with the child's message. */
  now(functionArn: string, event: unknown): Promise<unknown>
  /** Queues the event as Lambda's asynchronous invocation does: retried, then sent on to the failure destination. */
  later(functionArn: string, event: unknown): void
}

/** Anything begun by the cloud; ended in the reverse order. */
export type Service = { end(): Promise<void> }
