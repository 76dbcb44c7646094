import {
  type ConfigurationSet,
  ConfigurationSetEventDestination,
  EmailSendingEvent,
  EventDestination,
} from 'aws-cdk-lib/aws-ses'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Publication } from '../functions/publication/publication.ts'
import type { Mail } from './mail.ts'

/**
 * The topic to which SES reports what became of each mail; opens and clicks of digests only where the publication tracks
 * them.
 */
export const mailEvents = (
  scope: Construct,
  { configurationSet, digestSet }: Mail,
  { tracking }: Publication,
): Topic => {
  const topic = new Topic(scope, 'MailEvents', { enforceSSL: true })
  publish(scope, 'Destination', topic, configurationSet)
  // A destination that takes opens or clicks has SES change each mail of its configuration set (SES Developer Guide,
  // "Configuring custom domains to handle open and click tracking").
  if (digestSet !== configurationSet)
    publish(scope, 'DigestDestination', topic, digestSet, [
      ...(tracking.opens ? [EmailSendingEvent.OPEN] : []),
      ...(tracking.clicks ? [EmailSendingEvent.CLICK] : []),
    ])
  return topic
}

/** Has SES publish events of a configuration set to the topic, and allows it to, for this set only. */
const publish = (
  scope: Construct,
  id: string,
  topic: Topic,
  configurationSet: ConfigurationSet,
  more: readonly EmailSendingEvent[] = [],
) => {
  new ConfigurationSetEventDestination(scope, id, {
    configurationSet,
    destination: EventDestination.snsTopic(topic),
    // Not SEND: what comes after proves as well that SES took the message, and each kind of event is half of feedback's
    // price (PROTOCOL.md, "What SES reports settles the uncertain").
    events: [
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
      EmailSendingEvent.REJECT,
      EmailSendingEvent.RENDERING_FAILURE,
      EmailSendingEvent.DELIVERY_DELAY,
      ...more,
    ],
  })
}
