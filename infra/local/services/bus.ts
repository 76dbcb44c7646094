import { createEvents } from '../events.ts'
import type { Ground } from '../ground.ts'
import { createObjectEvents } from '../object-events.ts'
import { sqsCall } from '../sqs.ts'
import { rulesOf, sendToRuleTarget } from '../targets.ts'
import type { Compute } from './compute.ts'
import type { ServiceOptions } from './options.ts'

/** The event bus and the buckets' events on it. */
export const createBus = (ground: Ground, { lambda }: Compute, { now }: ServiceOptions) => {
  const { resources, policies, problems, emulators, stack, objects } = ground
  const reach = { resources, policies, invoke: lambda, sqs: sqsCall(emulators.sqs, stack.region) }
  const events = createEvents({
    rules: () => rulesOf(resources),
    target: (arn, event, rule) => sendToRuleTarget(reach, event, rule, arn),
    now,
    onProblem: problems.report,
  })
  return { events, objectEvents: createObjectEvents({ stack, resources, objects, put: events.put, now }) }
}

export type Bus = ReturnType<typeof createBus>
