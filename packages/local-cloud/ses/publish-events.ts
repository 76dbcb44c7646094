import type { Principal, StoredMessage } from '../types.ts'
import { eventsOf } from './events-of-message.ts'
import { addressOf, headersOf } from './headers.ts'
import { identityOf } from './identities.ts'
import type { Outbox } from './outbox.ts'

export type ConfigurationSet = { name: string; destinations: { topicArn: string; eventTypes: string[] }[] }

/** Where a message was submitted, and by whom. */
export type Origin = { region: string; account: string; action: string; caller: string }

type Options = {
  identities: () => string[]
  configurationSets: () => ConfigurationSet[]
  publish: (topicArn: string, message: string, principal: Principal) => Promise<void>
  outbox: Outbox
}

/** Puts a message's events into the outbox, for each topic of its configuration set that subscribes to them. */
export const createPublishEvents =
  ({ identities, configurationSets, publish, outbox }: Options) =>
  (message: StoredMessage, origin: Origin): void => {
    const set = configurationSets().find(({ name }) => name === message.configurationSet)
    if (!set || set.destinations.length === 0) return
    const identity = identityOf(addressOf(message.source), identities()) ?? message.source
    const sourceArn = `arn:aws:ses:${origin.region}:${origin.account}:configuration-set/${set.name}`
    const principal = { name: 'SES', arn: 'service:ses.amazonaws.com', sourceArn, statements: () => [] }
    for (const { afterMs, event } of eventsOf({
      ...origin,
      message,
      headers: headersOf(message.raw),
      identity,
    }))
      for (const { topicArn, eventTypes } of set.destinations)
        if (eventTypes.some((type) => type.toLowerCase() === event.type))
          outbox.add(afterMs, () => publish(topicArn, JSON.stringify(event.body), principal))
  }
