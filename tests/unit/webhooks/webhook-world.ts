import { eventIdOf, type WebhookEvent } from '../../../functions/events/webhook-event.ts'
import type { DeliveriesTable } from '../../../functions/webhooks/deliveries.table.ts'
import { type Delivery, newDelivery } from '../../../functions/webhooks/delivery.ts'
import type { Webhook } from '../../../functions/webhooks/webhook.ts'
import type { WebhooksTable } from '../../../functions/webhooks/webhooks.table.ts'

/** Webhooks in memory, with the conditions of the table. */
export const webhooksIn = (kept: Map<string, Webhook>): WebhooksTable => {
  const update = (id: string, change: (one: Webhook) => Webhook | undefined) => {
    const before = kept.get(id)
    const after = before && change(before)
    if (after) kept.set(id, after)
    return after
  }
  return {
    get: async (id) => kept.get(id),
    all: async () => [...kept.values()],
    replace: async (before, after) => {
      if (kept.get(after.id)?.revision !== before?.revision) return 'changed-meanwhile'
      const all = Object.entries({ ...after, revision: (before?.revision ?? 0) + 1 })
      kept.set(after.id, Object.fromEntries(all.filter(([, value]) => value !== undefined)) as Webhook)
      return 'written'
    },
    remove: async (id) => void kept.delete(id),
    failed: async (id, at) =>
      update(id, (one) => ({
        ...one,
        failingSince: one.failingSince ?? new Date(at).toISOString(),
        failures: (one.failures ?? 0) + 1,
      })),
    rest: async (id, restUntil) => update(id, (one) => ({ ...one, restUntil })),
    succeeded: async (id) => update(id, ({ failingSince: _, failures: __, restUntil: ___, ...one }) => one),
    switchOff: async (id, at, why) =>
      update(id, (one) => (one.off ? undefined : { ...one, off: { at, why }, revision: one.revision + 1 })),
  }
}

/** Deliveries in memory, by webhook and id. */
export const deliveriesIn = (kept: Map<string, Delivery>): DeliveriesTable => {
  const first = new Map<string, number>()
  const keyOf = (webhook: string, id: string) => `${webhook} ${id}`
  const over = (seen: Delivery, after: Partial<Delivery>): boolean => {
    const key = keyOf(seen.webhook, seen.id)
    const before = kept.get(key)
    if (before?.tries !== seen.tries || before.begunAt !== seen.begunAt) return false
    const { next: _, ...rest } = before
    kept.set(key, { ...rest, ...after })
    return true
  }
  return {
    get: async (webhook, id) => kept.get(keyOf(webhook, id)),
    open: async (webhook: string, event: WebhookEvent, at: number) => {
      const name = keyOf(webhook, eventIdOf(event))
      if (!first.has(name)) first.set(name, at)
      const delivery = newDelivery(webhook, event, first.get(name)!)
      const key = keyOf(webhook, delivery.id)
      if (!kept.has(key)) kept.set(key, delivery)
      return kept.get(key)!
    },
    tried: async (seen, attempt, { state, next }) =>
      over(seen, {
        ...{ state, tries: seen.tries + 1, attempts: [...seen.attempts, attempt] },
        ...(next !== undefined && { next }),
      }),
    giveUp: async (seen) => over(seen, { state: 'given-up' }),
    beginAnew: async (seen) => over(seen, { state: 'waiting', begunAt: seen.tries }),
    page: async (webhook, after, limit) => {
      const all = [...kept.values()]
        .filter((one) => one.webhook === webhook && (after === undefined || one.id < after))
        .toSorted((a, b) => (a.id < b.id ? 1 : -1))
      const deliveries = all.slice(0, limit)
      return { deliveries, ...(all.length > limit && { next: deliveries.at(-1)!.id }) }
    },
  }
}
