import { publishedTo, queuesOf } from './bill/published.ts'
import type { Ground } from './ground.ts'
import { sns } from './resources/topics.ts'
import type { Principal } from './types.ts'

/**
 * Publishes to a topic as SES does for a configuration set: by the topic's own policy.
 * Throws when that does not allow it (SES Developer Guide, "Set up an Amazon SNS event destination").
 */
export const createPublish =
  ({ policies, emulators, stack, resources, tally }: Ground) =>
  async (topicArn: string, message: string, principal: Principal) => {
    if (!policies.serviceMay('ses', 'sns:Publish', topicArn, principal.sourceArn ?? '')) {
      throw new Error(`${topicArn} has no policy that lets ses.amazonaws.com publish: grant it sns:Publish.`)
    }
    await sns({ emulators, stack }, { Action: 'Publish', TopicArn: topicArn, Message: message })
    tally.meter(principal.name, publishedTo(queuesOf(resources, topicArn), Buffer.byteLength(message)))
  }
