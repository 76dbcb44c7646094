/** Types shared by all parts of the local cloud. */

/** A deployed resource. `properties` are resolved (without intrinsics) and read live. */
export type Resource = {
  /** As in the template; `STACK.LOGICALID` when several stacks run. */
  logicalId: string
  type: string
  properties: Record<string, unknown>
  /** The result of `Ref`. */
  physicalId: string
  /** The results of `Fn::GetAtt`, including `Arn` if the type has one. */
  attributes: Record<string, string>
}

/** A lookup of deployed resources; later reads see live edits. */
export type Resources = {
  get(logicalId: string): Resource | undefined
  ofType(type: string): Resource[]
  byArn(arn: string): Resource | undefined
}

/** An IAM statement as in a template; lists may be single strings. */
export type Statement = {
  Sid?: string
  Effect: 'Allow' | 'Deny'
  Principal?: unknown
  Action: string | string[]
  Resource?: string | string[]
  Condition?: Record<string, Record<string, string | string[]>> | undefined
}

/** The caller of AWS: a role (with its identity policies, read at each call) or a service principal. */
export type Principal = {
  /** For messages: the function or schedule with this role, else the service. */
  name: string
  /** ARN of the role; `service:NAME.amazonaws.com` for a service acting for itself. */
  arn: string
  /** For a service: the resource it acts for (`aws:SourceArn`). */
  sourceArn?: string
  statements(): Statement[]
}

/** An AWS request, parsed. */
export type Call = {
  /** The service's IAM name: dynamodb, sqs, sns, s3, ses, scheduler, secretsmanager, cognito-idp, lambda. */
  service: string
  /** The call's name in the SDK, e.g. PutItem; usually also IAM's action. */
  action: string
  /** The IAM action to allow, which may differ from `action` (S3 HeadObject → s3:GetObject; BatchWriteItem stays). */
  iamAction: string
  resources: string[]
  /** IAM condition keys in lower case, and their values. */
  context: Record<string, string[]>
}

/** An event that would be an incident in the real cloud. Tests and the console look here first. */
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
  /** Its outcome; with several recipients, that of the first who did not simply get it. */
  outcome: 'delivered' | 'bounced' | 'complained' | 'rejected'
  /** As a mailbox provider would receive it: with SES's Message-ID and Date, without X-SES-* headers. */
  raw: Buffer
}

export type FiredSchedule = { name: string; group: string; expression: string; at: number; target: string }

/** An HTTP request or answer inside the local cloud, read completely. */
export type Request = {
  method: string
  path: string
  query: string
  headers: Record<string, string>
  body: Buffer
}
/** Status 0 closes the connection without an answer, like a network failure. */
export type Response = { status: number; headers: Record<string, string | string[]>; body: Buffer | string }

/** One of our own emulators behind the gateway. Answers in the service's wire format; never throws for bad input. */
export type Emulator = (request: Request, call: Call, principal: Principal) => Promise<Response>

/** The caller: a function's, schedule's or service's name and, for a function, its sandbox. */
export type CalledBy = { name: string; sandbox?: string | undefined }

/**
 * Intercepts calls between callers and services. It may wait, answer an error before or after `proceed`, or close the
 * connection (status 0). A call that proceeds takes effect even if its caller is gone.
 */
export type Interceptor = (
  call: Call,
  proceed: () => Promise<Response>,
  request: Request,
  by: CalledBy,
) => Promise<Response>

/** How one part of the cloud invokes another's function. `lambda` is the only implementation. */
export type Invoke = {
  /** Waits for the answer. @param trace the invocation's trace header @throws FunctionError with the child's message */
  now(functionArn: string, event: unknown, trace?: string): Promise<unknown>
  /** Queues the event like an asynchronous invocation: retried, then sent to the failure destination. */
  later(functionArn: string, event: unknown): void
}

/** A started service. Services end in reverse order of their start. */
export type Service = { end(): Promise<void> }
