import { eventIdOf } from '../events/webhook-event.ts'
import type { Notice } from '../sending/ledger/admin-notice.ts'
import type { DeliveriesTable } from './deliveries.table.ts'
import { type Attempt, type Delivery, wasTaken } from './delivery.ts'
import type { Describe } from './describe.ts'
import { hiddenIn } from './kept-answer.ts'
import { delaySecondsUntil, restAfter, retryDelay } from './retry-delays.ts'
import { signedHeaders } from './sign.ts'
import { secretsNow, type Webhook } from './webhook.ts'
import type { DeliverMessage, WebhookMessage } from './webhook-message.ts'
import type { WebhooksTable } from './webhooks.table.ts'

export type DeliverDeps = {
  webhooks: Pick<WebhooksTable, 'get' | 'failed' | 'rest' | 'succeeded' | 'switchOff'>
  deliveries: Pick<DeliveriesTable, 'get' | 'tried' | 'giveUp'>
  describe: Describe
  /** See `createPost`. */
  post: (
    url: string,
    headers: Record<string, string>,
    body: string,
    hidden: readonly string[],
  ) => Promise<Pick<Attempt, 'status' | 'answer' | 'problem'>>
  queue: { send(messages: WebhookMessage[], delaySeconds?: number): Promise<void> }
  notify: (notice: Notice) => Promise<void>
  /** Unix ms. */
  now: () => number
  /** 0 to 1. */
  random: () => number
}

export type DeliverOutcome = 'delivered' | 'failed' | 'given-up' | 'waits' | 'stale' | 'off'

/**
 * Tells one webhook of one event, at least once. The next try is queued before this one's failure is noted: whoever dies in between
 * tries once more, and of two messages for one try the second finds it done.
 */
export const createDeliver =
  (deps: DeliverDeps) =>
  async (message: DeliverMessage): Promise<DeliverOutcome> => {
    const { webhooks, deliveries, queue, now, random } = deps
    const [webhook, delivery] = await Promise.all([
      webhooks.get(message.webhook),
      deliveries.get(message.webhook, message.delivery),
    ])
    if (!webhook || !delivery || delivery.state !== 'waiting' || delivery.tries !== message.tries)
      return 'stale'
    if (webhook.off) {
      await deliveries.giveUp(delivery)
      return 'off'
    }
    const { notBefore = 0 } = message
    // Spread out, so that those who waited for a target do not all try it at once.
    const rested = webhook.restUntil && webhook.restUntil > now() ? webhook.restUntil + random() * 30_000 : 0
    const due = Math.max(notBefore, rested)
    if (due > now()) {
      await queue.send([{ ...message, notBefore: due }], delaySecondsUntil(due, now()))
      return 'waits'
    }
    const attempt = await tryOnce(deps, webhook, delivery)
    return wasTaken(attempt)
      ? delivered(deps, webhook, delivery, attempt)
      : failed(deps, webhook, delivery, attempt)
  }

const tryOnce = async (
  { describe, post, now }: DeliverDeps,
  webhook: Webhook,
  { event }: Delivery,
): Promise<Attempt> => {
  const described = await describe(event, webhook.withAddresses)
  const [kind = ''] = event.type.split('.')
  // What is not there any more is told by its id.
  const data = described.data ?? { [kind]: { id: event.about } }
  const begun = now()
  const body = JSON.stringify({ type: event.type, timestamp: event.at, data })
  const id = eventIdOf(event)
  const headers = signedHeaders({ id, at: Math.floor(begun / 1000), body }, secretsNow(webhook, begun))
  const posted = await post(webhook.url, headers, body, hiddenIn(data))
  return { at: new Date(begun).toISOString(), ms: Math.max(0, now() - begun), ...posted }
}

const delivered = async (
  { webhooks, deliveries }: DeliverDeps,
  webhook: Webhook,
  delivery: Delivery,
  attempt: Attempt,
): Promise<DeliverOutcome> => {
  await deliveries.tried(delivery, attempt, { state: 'delivered' })
  if (webhook.failingSince) await webhooks.succeeded(webhook.id)
  return 'delivered'
}

const failed = async (
  deps: DeliverDeps,
  webhook: Webhook,
  delivery: Delivery,
  attempt: Attempt,
): Promise<DeliverOutcome> => {
  const { webhooks, deliveries, queue, now, random } = deps
  const tries = delivery.tries + 1
  const delay = retryDelay(tries - delivery.begunAt, random())
  const isGone = attempt.status === 410
  if (delay === undefined || isGone) {
    await deliveries.tried(delivery, attempt, { state: 'given-up' })
  } else {
    const notBefore = now() + delay
    const next: DeliverMessage = {
      ...{ kind: 'deliver', webhook: webhook.id, delivery: delivery.id },
      ...{ tries, notBefore },
    }
    await queue.send([next], delaySecondsUntil(notBefore, now()))
    const nextAt = new Date(notBefore).toISOString()
    await deliveries.tried(delivery, attempt, { state: 'waiting', next: nextAt })
  }
  await noteFailure(deps, await webhooks.failed(webhook.id, now()), isGone)
  return delay === undefined || isGone ? 'given-up' : 'failed'
}

/** After so long of nothing but failures, and so many of them, a webhook is switched off. */
const switchedOffAfterMs = 5 * 24 * 3_600_000
const switchedOffAfterFailures = 20

/** Lets a target rest that fails, and switches off one that did nothing else for days, or says that it is gone for good (410). */
const noteFailure = async (
  { webhooks, notify, now, random }: DeliverDeps,
  webhook: Webhook | undefined,
  isGone: boolean,
): Promise<void> => {
  if (!webhook || webhook.off) return
  const { id, url, failures = 0, failingSince } = webhook
  const failsForGood =
    failingSince !== undefined &&
    now() - Date.parse(failingSince) >= switchedOffAfterMs &&
    failures >= switchedOffAfterFailures
  if (isGone || failsForGood) {
    const at = new Date(now()).toISOString()
    // Told first, lest nobody hears of it; the administrator is mailed once, whoever notices it together.
    await notify({ about: 'webhook-off', webhook: id, host: new URL(url).host, since: failingSince ?? at })
    await webhooks.switchOff(id, at, isGone ? 'gone' : 'failures')
    return
  }
  const rest = restAfter(failures, random())
  if (rest > 0) await webhooks.rest(id, now() + rest)
}
