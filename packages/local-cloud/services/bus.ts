import { messageParts } from '../bill/usage.ts'
import { createEvents } from '../events/events.ts'
import { rulesOf, sendToRuleTarget } from '../events/targets.ts'
import { createObjectEvents } from '../s3/object-events.ts'
import { sqsCall } from '../sqs/call-sqs.ts'
import type { Base } from './bootstrap.ts'
import type { Compute } from './compute.ts'
import type { ServiceOptions } from './options.ts'

/** The event bus, and the buckets' events on it. */
export const createBus = (base: Base, { lambda }: Compute, { now }: ServiceOptions) => {
  const { resources, policies, problems, emulators, place, objects, tally } = base
  const { meter } = tally
  const callSqs = sqsCall(emulators.sqs, place.region)
  const sqs: typeof callSqs = (action, body) => {
    meter('EventBridge', { 'sqs.requests': messageParts(JSON.stringify(body).length) })
    return callSqs(action, body)
  }
  const reach = { resources, policies, invoke: lambda, sqs }
  const events = createEvents({
    rules: () => rulesOf(resources),
    target: (arn, event, rule) => sendToRuleTarget(reach, event, rule, arn),
    now,
    onProblem: problems.report,
  })
  return {
    events,
    objectEvents: createObjectEvents({ place, resources, objects, put: events.put, meter, now }),
  }
}

export type Bus = ReturnType<typeof createBus>
