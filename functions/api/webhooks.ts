import { anyType } from '../events/event-types.ts'
import type { WantedEvents } from '../events/wanted-events.table.ts'
import { eventIdOf, testType, type WebhookEvent } from '../events/webhook-event.ts'
import { defined } from '../runtime/defined.ts'
import type { DeliveriesTable } from '../webhooks/deliveries.table.ts'
import type { Delivery } from '../webhooks/delivery.ts'
import { problemOfTarget } from '../webhooks/target-url.ts'
import { mostSecrets, mostWebhooks, oldSecretMs, type Webhook } from '../webhooks/webhook.ts'
import type { DeliverMessage } from '../webhooks/webhook-message.ts'
import type { WebhooksTable } from '../webhooks/webhooks.table.ts'
import { type Answer, answer, noting, refuse, tagged } from './answer.ts'
import type {
  DeliveriesAnswer,
  DeliveryShown,
  NewWebhookAnswer,
  WebhookActionAnswer,
  WebhookAnswer,
  WebhookShown,
  WebhooksAnswer,
} from './answers/webhooks.ts'
import { changedSince, isAsSeen, webhookTag } from './if-match.ts'
import { problemsOf } from './schema-problems.ts'
import { DeliveriesQuery, EditedWebhook, WantedWebhook, WebhookAction } from './webhook-request-schema.ts'

export type WebhooksDeps = {
  webhooks: Pick<WebhooksTable, 'get' | 'all' | 'replace' | 'remove'>
  deliveries: Pick<DeliveriesTable, 'get' | 'open' | 'page' | 'beginAnew'>
  wanted: Pick<WantedEvents, 'renew' | 'widen'>
  queue: { send(messages: DeliverMessage[]): Promise<void> }
  newId: () => string
  /** See `writeSecret`. */
  newSecret: () => string
  /** On somebody's own machine, where the whole service is on loopback, too. */
  allowsLoopback: boolean
  /** Unix ms. */
  now: () => number
  timeZone: string
}

const onPage = 50

/** Webhooks, for owners: where readers' data may leave to is theirs to say. */
export const createWebhooks = (deps: WebhooksDeps) => {
  const { webhooks, deliveries, wanted, queue, newId, newSecret, allowsLoopback, now, timeZone } = deps
  /** Announcing functions read this one row. A type that only a test has is in none. */
  const renewWanted = () =>
    wanted.renew(async () => {
      const on = (await webhooks.all()).filter(({ off }) => !off)
      return [...new Set(on.flatMap(({ types }) => types))].toSorted()
    })
  const shown = (webhook: Webhook): WebhookAnswer => ({ webhook: webhookShown(webhook), timeZone })
  const refuseTarget = (url: string): Answer | undefined => {
    const message = problemOfTarget(url, allowsLoopback)
    return message === undefined ? undefined : refuse('not-valid', { field: 'url', message })
  }

  const put = async (made: Webhook): Promise<void> => {
    if ((await webhooks.replace(undefined, made)) === 'written') return
    // The answer to our own may have been lost.
    const found = await webhooks.get(made.id)
    if (found?.secrets[0]?.secret !== made.secrets[0]?.secret)
      throw new Error(`Another webhook is called ${made.id}`)
  }

  const save = async (before: Webhook, changes: Partial<Webhook>): Promise<Answer> => {
    const after = { ...before, ...changes }
    if (!after.off) await wanted.widen(after.types)
    if ((await webhooks.replace(before, after)) === 'changed-meanwhile') return changedMeanwhile
    await renewWanted()
    const done = tagged(answer(200, shown(after)), webhookTag({ revision: before.revision + 1 }))
    return noting(done, { before: standing(before), after: standing(after) })
  }

  const changed = (found: Webhook): Answer =>
    changedSince('Somebody else changed this webhook since you read it', shown(found), webhookTag(found))

  const edit = async (
    found: Webhook,
    wanted: ReturnType<typeof EditedWebhook.parse>,
    ifMatch: string | undefined,
  ): Promise<Answer> => {
    if (!isAsSeen(ifMatch, webhookTag(found))) return changed(found)
    const { url, types, withAddresses, description } = wanted
    const saved =
      refuseTarget(url) ??
      (await save(found, { url, types, withAddresses, description: description || undefined }))
    if (saved !== changedMeanwhile || ifMatch === undefined) return saved
    // It was as they had seen it, and somebody was quicker by a moment.
    return withWebhook(found.id, async (standing) => changed(standing))
  }

  const tell = async (webhook: Webhook, delivery: Delivery): Promise<Answer> => {
    const { id, tries } = delivery
    await queue.send([{ kind: 'deliver', webhook: webhook.id, delivery: id, tries }])
    const value: WebhookActionAnswer = { ...shown(webhook), delivery: id }
    return answer(200, value)
  }

  const test = async (webhook: Webhook): Promise<Answer> => {
    const at = now()
    const event: WebhookEvent = {
      ...{ type: testType, about: webhook.id, mark: newId() },
      at: new Date(at).toISOString(),
    }
    return tell(webhook, await deliveries.open(webhook.id, event, at))
  }

  const replay = async (webhook: Webhook, id: string): Promise<Answer> => {
    const found = await deliveries.get(webhook.id, id)
    if (!found || found.expires * 1000 <= now())
      return refuse('not-found', {
        field: 'delivery',
        message: 'There is no such delivery: the log keeps them for 30 days',
      })
    if (!(await deliveries.beginAnew(found))) return changedMeanwhile
    return tell(webhook, found)
  }

  const renewSecret = async (before: Webhook): Promise<Answer> => {
    const secret = newSecret()
    const [last, ...older] = before.secrets
    // Whoever asks again, because the last one was lost or leaked, takes none from a receiver who has not changed over yet.
    const still = older.filter(({ until }) => until !== undefined && until > now())
    if (still.length + 2 > mostSecrets)
      return refuse('not-possible/too-many-there', {
        message: `${mostSecrets} secrets sign already: ask again when the oldest of them ends, within a day of its successor`,
      })
    const after = {
      ...before,
      secrets: [{ secret }, { secret: last!.secret, until: now() + oldSecretMs }, ...still],
    }
    if ((await webhooks.replace(before, after)) === 'changed-meanwhile') return changedMeanwhile
    const value: WebhookActionAnswer = { ...shown(after), secret }
    return answer(200, value)
  }

  const remove = async (before: Webhook): Promise<Answer> => {
    await webhooks.remove(before.id)
    await renewWanted()
    return noting(answer(200, shown(before)), { before: standing(before) })
  }

  const act = async (webhook: Webhook, asked: AskedOf): Promise<Answer> => {
    switch (asked.action) {
      case 'on':
        // Whatever went wrong before is not held against it.
        return save(webhook, withoutFailures)
      case 'off':
        return save(webhook, {
          off: webhook.off ?? { at: new Date(now()).toISOString(), why: 'person' },
        })
      case 'new-secret':
        return renewSecret(webhook)
      case 'remove':
        return remove(webhook)
      case 'test':
      case 'replay':
        if (webhook.off)
          return refuse('not-possible/switched-off', {
            message: 'It is off, and told of nothing: switch it on first',
          })
        return asked.action === 'test' ? test(webhook) : replay(webhook, asked.delivery!)
    }
  }

  const withWebhook = async (id: string, work: (webhook: Webhook) => Promise<Answer>): Promise<Answer> => {
    const found = await webhooks.get(id)
    return found ? work(found) : noSuchWebhook(id)
  }

  return {
    all: async (): Promise<Answer> => {
      const all = (await webhooks.all()).toSorted((a, b) => (a.at < b.at ? -1 : 1))
      return answer(200, { webhooks: all.map(webhookShown), timeZone } satisfies WebhooksAnswer)
    },
    one: (id: string) =>
      withWebhook(id, async (found) => tagged(answer(200, shown(found)), webhookTag(found))),
    /** @param fields see `WantedWebhook`. @returns its secret, which is shown this once */
    create: async (fields: Record<string, unknown>, by: string): Promise<Answer> => {
      const read = WantedWebhook.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { url, types = [anyType], withAddresses = false, description } = read.data
      const refused = refuseTarget(url)
      if (refused) return refused
      if ((await webhooks.all()).length >= mostWebhooks)
        return refuse('not-possible/too-many-there', {
          message: `There are ${mostWebhooks} webhooks, and no more fit: remove those that nobody needs`,
        })
      const secret = newSecret()
      const made: Webhook = {
        ...{ id: newId(), url, types, withAddresses, secrets: [{ secret }] },
        ...{ at: new Date(now()).toISOString(), by, revision: 0 },
        ...(description && { description }),
      }
      await wanted.widen(types)
      await put(made)
      await renewWanted()
      const value: NewWebhookAnswer = { ...shown(made), secret }
      return noting(answer(201, value), { about: made.id, after: standing(made) })
    },
    /** @param fields see `EditedWebhook`. @param ifMatch only if it is still as who calls has seen it */
    edit: async (id: string, fields: Record<string, unknown>, ifMatch?: string): Promise<Answer> => {
      const read = EditedWebhook.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      return withWebhook(id, (found) => edit(found, read.data, ifMatch))
    },
    /** @param fields see `WebhookAction` */
    act: async (id: string, fields: Record<string, unknown>): Promise<Answer> => {
      const read = WebhookAction.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      return withWebhook(id, (found) => act(found, read.data))
    },
    /** @param query see `DeliveriesQuery` */
    deliveries: async (id: string, query: Record<string, string | undefined>): Promise<Answer> => {
      const read = DeliveriesQuery.safeParse(query)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      return withWebhook(id, async () => {
        const page = await deliveries.page(id, read.data.after, onPage)
        const value: DeliveriesAnswer = {
          // DynamoDB forgets what has expired some days late.
          deliveries: page.deliveries.filter(({ expires }) => expires * 1000 > now()).map(deliveryShown),
          ...defined({ next: page.next }),
          timeZone,
        }
        return answer(200, value)
      })
    },
  }
}
export type Webhooks = ReturnType<typeof createWebhooks>

type AskedOf = ReturnType<typeof WebhookAction.parse>

const withoutFailures = {
  off: undefined,
  failingSince: undefined,
  failures: undefined,
  restUntil: undefined,
}

const changedMeanwhile = refuse('try-again/changed-just-now', {
  message: 'Somebody else changed it in this moment: ask again',
})

const noSuchWebhook = (id: string): Answer =>
  refuse('not-found', {
    field: 'webhook',
    message: `There is no webhook ${id}: see all with masthead webhooks list`,
  })

const webhookShown = ({
  id,
  url,
  description,
  types,
  withAddresses,
  at,
  by,
  off,
  failingSince,
}: Webhook): WebhookShown => ({
  ...{ id, url, types, withAddresses, at, by },
  ...defined({ description, off, failingSince }),
})

const deliveryShown = ({ id, event, state, tries, attempts, next }: Delivery): DeliveryShown => ({
  ...{ id, state, tries, attempts },
  event: { type: event.type, at: event.at, about: event.about },
  eventId: eventIdOf(event),
  ...defined({ next }),
})

/** A webhook as the audit log notes it: of its address the host alone, since the rest may hold somebody's token. */
const standing = ({ url, types, withAddresses, off }: Webhook) => ({
  host: new URL(url).host,
  types: types.includes(anyType) ? 'all' : types.join(' '),
  withAddresses,
  ...(off && { off: off.why }),
})
