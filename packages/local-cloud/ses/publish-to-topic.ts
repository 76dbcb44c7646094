import { publishedTo, queuesOf } from '../bill/published.ts'
import { batchCalls } from '../host/batch-calls.ts'
import type { Base } from '../services/bootstrap.ts'
import { callSns } from '../sns/call-sns.ts'
import type { Principal } from '../types.ts'

/** PublishBatch's maximum. */
const atOnce = 10
/** SES's events arrive seconds after the mail (SES Developer Guide, "Monitoring using event publishing"). */
const lingerMs = 200

/**
 * Publishes to a topic as SES does for a configuration set, under the topic's own policy. Several messages share a
 * call, but each is billed.
 * @throws when the policy does not allow it (SES Developer Guide, "Set up an Amazon SNS event destination")
 */
export const createPublishToTopic = ({ policies, emulators, place, resources, tally }: Base) => {
  const topics = new Map<string, (message: string) => Promise<void>>()

  const publishAll = async (topicArn: string, messages: string[]) => {
    const entries = messages.flatMap((message, place) => [
      [`PublishBatchRequestEntries.member.${place + 1}.Id`, String(place)],
      [`PublishBatchRequestEntries.member.${place + 1}.Message`, message],
    ])
    const parameters = { Action: 'PublishBatch', TopicArn: topicArn, ...Object.fromEntries(entries) }
    return refusedOf(await callSns({ emulators, place }, parameters))
  }
  const topic = (arn: string) => {
    const known = topics.get(arn)
    if (known) return known
    const publish = batchCalls((messages: string[]) => publishAll(arn, messages), atOnce, lingerMs)
    topics.set(arn, publish)
    return publish
  }
  return async (topicArn: string, message: string, principal: Principal) => {
    if (!policies.serviceMay('ses', 'sns:Publish', topicArn, principal.sourceArn ?? '')) {
      throw new Error(`${topicArn} has no policy that lets ses.amazonaws.com publish: grant it sns:Publish.`)
    }
    await topic(topicArn)(message)
    tally.meter(principal.name, publishedTo(queuesOf(resources, topicArn), Buffer.byteLength(message)))
  }
}

/** The errors of a PublishBatch, by entry index. */
const refusedOf = (xml: string): Map<number, Error> => {
  const [, failed = ''] = /<Failed>(.*?)<\/Failed>/s.exec(xml) ?? []
  const members = [...failed.matchAll(/<Id>(\d+)<\/Id>.*?<Message>(.*?)<\/Message>/gs)]
  return new Map(members.map(([, id, message]) => [Number(id), new Error(`SNS.PublishBatch: ${message}`)]))
}
