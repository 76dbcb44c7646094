import type { Announced } from '../events/webhook-event.ts'
import type { DeliveriesTable } from './deliveries.table.ts'
import type { Describe } from './describe.ts'
import { type Webhook, wants } from './webhook.ts'
import type { DeliverMessage, WebhookMessage } from './webhook-message.ts'

export type TellDeps = {
  webhooks: { all(): Promise<Webhook[]> }
  deliveries: Pick<DeliveriesTable, 'open'>
  describe: Describe
  queue: { send(messages: WebhookMessage[], delaySeconds?: number): Promise<void> }
}

export type ToldOf = 'told' | 'nobody-asked' | 'looks-again' | 'not-done'

/** The deed is the next call after its announcement: what is not done half a minute later never is. */
const mostLooks = 4
const lookAgainSeconds = (looked: number): number => 5 * 2 ** Math.floor(looked / 2)

/**
 * Opens a delivery to each webhook that wants an event, once it is done. Announced again, it finds the deliveries that there are.
 * A webhook that was made after the deed is not told of it.
 */
export const createTellWebhooks =
  ({ webhooks, deliveries, describe, queue }: TellDeps) =>
  async ({ event, looked = 0 }: Announced): Promise<ToldOf> => {
    const wanting = (await webhooks.all()).filter((one) => !one.off && wants(one, event.type))
    if (wanting.length === 0) return 'nobody-asked'
    const { happened } = await describe(event, false)
    if (happened === 'not-yet' && looked < mostLooks) {
      await queue.send([{ kind: 'event', event, looked: looked + 1 }], lookAgainSeconds(looked))
      return 'looks-again'
    }
    if (happened !== 'yes') return 'not-done'
    const opened = await Promise.all(
      wanting.map(({ id }) => deliveries.open(id, event, Date.parse(event.at))),
    )
    const messages = opened
      .filter(({ state, tries }) => state === 'waiting' && tries === 0)
      .map(({ webhook, id }): DeliverMessage => ({ kind: 'deliver', webhook, delivery: id, tries: 0 }))
    await queue.send(messages)
    return 'told'
  }
