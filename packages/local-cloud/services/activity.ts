import { queueNameOf } from '../sqs/call-sqs.ts'
import type { Base } from './bootstrap.ts'
import { type IdleOptions, queueActivity } from './idle.ts'
import type { Services } from './services.ts'

/** A description of what is running in the cloud now; empty when nothing is. */
export const activityOf = async (
  { emulators }: Base,
  services: Services,
  pollers: { inFlight(): number },
  { but }: Pick<IdleOptions, 'but'> = {},
) => {
  const { mappings, lambda, events, objectEvents, ses, accessLogs } = services
  const consumed = mappings().filter(({ enabled }) => enabled)
  const counts = {
    'invocations under way or to be retried': lambda.busy(but),
    'messages with a function': pollers.inFlight(),
    'events on their way': events.pending() + objectEvents.pending(),
    'access logs to be delivered': accessLogs.pending(),
    'SES events to be published': ses.pendingEvents(),
  }
  const going = Object.entries(counts).filter(([, count]) => count > 0)
  const queues = await queueActivity(
    emulators.sqs,
    consumed.map(({ queueArn }) => queueNameOf(queueArn)),
  )
  return [...going.map(([name, count]) => `${count} ${name}`), ...queues]
}
