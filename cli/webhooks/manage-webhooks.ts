import type {
  DeliveriesAnswer,
  DeliveryShown,
  NewWebhookAnswer,
  WebhookActionAnswer,
  WebhookAnswer,
  WebhookShown,
  WebhooksAnswer,
} from '../../functions/api/answers/webhooks.ts'
import type { webhookActions } from '../../functions/api/webhook-request-schema.ts'
import { anyType } from '../../functions/events/event-types.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, table } from '../terminal/format.ts'
import { complainOf, printRefusal } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

type Options = { api?: string }
type Action = (typeof webhookActions)[number]

const once = 'This is the only time that it is shown: keep it where messages are verified'

/** Lists the webhooks, without their secrets. */
export const listWebhooks = async (io: TerminalIo, { api }: Options): Promise<number> => {
  const reply = await createClient(await findService(io, api)).get<WebhooksAnswer>('/api/webhooks')
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { webhooks, timeZone } = reply.value
  for (const line of table(webhooks.map((one) => cellsOf(one, timeZone)))) io.print(line)
  if (webhooks.length === 0) io.print('There are no webhooks: make one by masthead webhooks add')
  return 0
}

const cellsOf = (
  { id, url, description, types, withAddresses, off, failingSince }: WebhookShown,
  timeZone: string,
): string[] => [
  id,
  url,
  toldOf(types),
  withAddresses ? 'with addresses' : '',
  stateOf({ off, failingSince }, timeZone),
  description ?? '',
]

const toldOf = (types: readonly string[]): string =>
  types.includes(anyType) ? 'everything, also what later versions tell of' : types.join(' ')

const whyOff = {
  person: 'switched off',
  failures: 'switched off, since nothing got through',
  gone: 'switched off, since its target is gone',
}

const stateOf = (
  { off, failingSince }: { [Key in 'off' | 'failingSince']: WebhookShown[Key] | undefined },
  timeZone: string,
): string => {
  if (off) return `${whyOff[off.why]} (${localTime(off.at, timeZone)})`
  return failingSince ? `nothing gets through since ${localTime(failingSince, timeZone)}` : 'on'
}

/** What is said of a webhook by options; what is left out stays as it is. */
type Edits = {
  url?: string
  only?: string[]
  everything?: boolean
  withAddresses?: boolean
  withoutAddresses?: boolean
  description?: string
}

/** Changes a webhook, unless somebody else did since it was read: then both are shown. */
export const editWebhook = async (
  io: TerminalIo,
  id: string,
  { api, url, only, everything, withAddresses, withoutAddresses, description }: Options & Edits,
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const path = `/api/webhooks/${encodeURIComponent(id)}`
  const read = await client.get<WebhookAnswer>(path)
  if (read.outcome === 'refused') return complainOf(io, read.problems)
  const { webhook } = read.value
  const purpose = description ?? webhook.description
  const wanted = {
    url: url ?? webhook.url,
    types: everything ? [anyType] : (only ?? webhook.types),
    withAddresses: withoutAddresses ? false : (withAddresses ?? webhook.withAddresses),
    ...(purpose && { description: purpose }),
  }
  const reply = await client.replace<WebhookAnswer>(path, wanted, read.etag)
  if (reply.outcome === 'done') {
    io.answer(reply.value)
    io.print(lineOf(reply.value.webhook))
    return 0
  }
  const { problems } = reply
  const current = reply.current as WebhookAnswer | undefined
  if (!current) return complainOf(io, problems)
  io.answer({ problems, current })
  printRefusal(io, problems)
  io.complain(`It stands: ${lineOf(current.webhook)}`)
  io.complain(`You asked: ${lineOf({ ...webhook, ...wanted })}. Run it again to put this over it`)
  return 1
}

const lineOf = ({ url, types, withAddresses, description }: Omit<WebhookShown, 'by' | 'at' | 'id'>): string =>
  [url, toldOf(types), withAddresses && 'with addresses', description].filter(Boolean).join(', ')

/** Makes a webhook. Its secret is printed this once, alone on its line, so that it can be piped to where secrets are kept. */
export const addWebhook = async (
  io: TerminalIo,
  url: string,
  { api, only, withAddresses, description }: Options & Edits,
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const wanted = { url, types: only, withAddresses, description }
  const reply = await client.post<NewWebhookAnswer>('/api/webhooks', wanted)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { secret, webhook } = reply.value
  io.print(secret)
  io.complain(`${once}. Try it: masthead webhooks test ${webhook.id}`)
  return 0
}

/** Shows what a webhook was told, the newest first. */
export const showLog = async (
  io: TerminalIo,
  webhook: string,
  { api, after }: Options & { after?: string },
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const query = after === undefined ? '' : `?${new URLSearchParams({ after })}`
  const path = `/api/webhooks/${encodeURIComponent(webhook)}/deliveries${query}`
  const reply = await client.get<DeliveriesAnswer>(path)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { deliveries, next, timeZone } = reply.value
  for (const line of table(deliveries.map((one) => deliveryCells(one, timeZone)))) io.print(line)
  if (deliveries.length === 0 && !next) io.print('It was told nothing in the last 30 days')
  if (next) io.print(`More: masthead webhooks log ${webhook} --after ${next}`)
  return 0
}

const deliveryCells = (
  { id, event, state, tries, attempts, next }: DeliveryShown,
  timeZone: string,
): string[] => {
  const last = attempts.at(-1)
  const answered = last && (last.status === undefined ? last.problem : `${last.status} in ${last.ms} ms`)
  return [
    id,
    localTime(event.at, timeZone),
    `${event.type} ${event.about}`,
    state.replace('-', ' '),
    tries > 0 ? `${tries} ${tries === 1 ? 'try' : 'tries'}: ${answered ?? ''}` : 'not tried yet',
    state === 'waiting' && next ? `next ${localTime(next, timeZone)}` : '',
  ]
}

/** Does something about a webhook, and says what came of it. */
export const actOnWebhook = async (
  io: TerminalIo,
  webhook: string,
  asked: { action: Action; delivery?: string },
  { api }: Options,
): Promise<number> => {
  const client = createClient(await findService(io, api))
  const path = `/api/webhooks/${encodeURIComponent(webhook)}/actions`
  const reply = await client.post<WebhookActionAnswer>(path, asked)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { secret, delivery, webhook: shown } = reply.value
  if (secret) {
    io.print(secret)
    io.complain(`${once}. The old one signs along for a day`)
  } else io.print(delivery ? `Told soon: masthead webhooks log ${shown.id}` : said(asked.action, shown.url))
  return 0
}

const said = (action: Action, url: string): string =>
  action === 'remove' ? `${url} is told nothing any more` : `The webhook to ${url} is ${action}`
