import { publishedTo } from '../bill/published.ts'
import { messageParts, type Quantities } from '../bill/usage.ts'
import { unitsOf } from '../dynamodb/capacity.ts'
import type { Call, Request, Response } from '../types.ts'
import { formOf, jsonOf } from './parse-request.ts'

type Billed = (call: Call, request: Request, answer: Response, queuesOf: QueuesOf) => Quantities

/** Number of queues that a topic delivers to. */
export type QueuesOf = (topicArn: string) => number

const sizeOf = ({ body }: Response) => Buffer.byteLength(body)
const succeeded = ({ status }: Response) => status >= 200 && status < 300

/** A receive is billed by the size of its answer, every other call by that of its request (Amazon SQS pricing). */
const sqs: Billed = ({ action }, request, answer) => {
  if (action !== 'ReceiveMessage') return { 'sqs.requests': messageParts(request.body.length) }
  return answer.body.includes('"MessageId"')
    ? { 'sqs.requests': messageParts(sizeOf(answer)) }
    : { 'sqs.empty': 1 }
}

const sns: Billed = ({ action, resources }, request, answer, queuesOf) => {
  if (action !== 'Publish' || !succeeded(answer)) return {}
  const bytes = Buffer.byteLength(formOf(request).get('Message') ?? '')
  return publishedTo(queuesOf(resources[0]!), bytes)
}

// Amazon S3 pricing, "Requests & data retrievals": DELETE and CANCEL are free.
const s3: Billed = ({ action }) => {
  if (/^(Delete|Abort)/.test(action)) return {}
  const writes = /^(Put|Copy|List|CreateMultipart|UploadPart|CompleteMultipart)/.test(action)
  return writes ? { 's3.writes': 1 } : { 's3.reads': 1 }
}

/** SES bills each recipient of an accepted message. */
const ses: Billed = ({ action, context }, _, answer) => {
  if (!['SendRawEmail', 'SendEmail'].includes(action) || !succeeded(answer)) return {}
  return { 'ses.messages': context['ses:recipients']?.length || 1 }
}

const events: Billed = ({ action }, request) => {
  const { Entries } = jsonOf(request)
  if (action !== 'PutEvents' || !Array.isArray(Entries)) return {}
  const parts = Entries.map((entry) => messageParts(Buffer.byteLength(JSON.stringify(entry))))
  return { 'events.put': parts.reduce((sum, one) => sum + one, 0) }
}

const services: Record<string, Billed> = {
  dynamodb: (call, _, answer) => unitsOf(call, answer),
  sqs,
  sns,
  s3,
  ses,
  events,
  secretsmanager: () => ({ 'secrets.calls': 1 }),
}

/** What AWS bills for a completed call; calls that are not listed are free. */
export const billedFor: Billed = (call, request, answer, queuesOf) =>
  services[call.service]?.(call, request, answer, queuesOf) ?? {}
