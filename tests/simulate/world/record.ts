import { unmarshall } from '@aws-sdk/util-dynamodb'
import { unpackIds, unpackRecipients } from '../../../functions/sending/ledger/plan-step.ts'
import { type Send, sendIdOf } from '../../../functions/sending/ledger/send.ts'
import type { Item, Value } from '../database/attribute.ts'
import type { Write } from '../database/memory-database.ts'
import type { Happened } from '../history.ts'

/** The event of the history for a change of the database; undefined if the judge does not need it. */
export const happenedOf = (at: number, { table, pk, sk, after }: Write): Happened | undefined => {
  // A new sign-up of an erased reader changes nobody's state.
  if (pk === 'anew' || pk === 'moving') return undefined
  if (pk === 'webhooks') return owedOf(at, after)
  if (table === 'subscribers') return readerOf(at, sk, after)
  if (!after)
    return pk.startsWith('send#') && sk.startsWith('batch#')
      ? { is: 'batch-gone', at, send: pk.slice('send#'.length), batch: sk.slice('batch#'.length) }
      : undefined
  if (pk.startsWith('plan#')) return stepOf(at, pk, after)
  if (!pk.startsWith('send#')) return undefined
  const send = pk.slice('send#'.length)
  if (sk === 'send') return sendOf(at, send, after)
  if (sk.startsWith('batch#')) return batchOf(at, send, after)
  if (sk.startsWith('sums#')) return sumsOf(at, send, sk, after)
  return sk.startsWith('range#') ? rangeOf(at, send, sk, after) : undefined
}

const readerOf = (at: number, reader: string, item: Item | undefined): Happened => {
  if (!item) return { is: 'reader', at, reader, status: 'gone' }
  if (item.status!.S === 'moved')
    return {
      ...{ is: 'reader', at, reader, status: 'moved', to: item.to!.S! },
      ...(item.carried && { carries: true, address: item.carried.M!.email!.S }),
    }
  const confirmed = item.confirmedAt?.S
  const movedFrom = (item.movedFrom?.L ?? []).map(({ M }) => ({
    id: M!.id!.S!,
    ...(M!.joined && { joined: true }),
  }))
  return {
    is: 'reader',
    at,
    reader,
    status: item.status!.S as 'active',
    address: item.email?.S,
    ...(confirmed && { confirmedAt: Date.parse(confirmed) }),
    topics: textsOf(item.topics),
    ...(movedFrom.length > 0 && { movedFrom }),
    ...(item.paused && { pausedUntil: Date.parse(item.paused.M!.until!.S!) }),
  }
}

/** An event that webhooks are owed; undefined where it is so no more. */
const owedOf = (at: number, item: Item | undefined): Happened | undefined => {
  const event = item?.event?.M
  if (!event) return undefined
  const [type, about, mark, since] = (['type', 'about', 'mark', 'at'] as const).map((name) => event[name]!.S!)
  return { is: 'announced', at, how: 'owed', type: type!, about: about!, mark: mark!, since: since! }
}

/** All that people change of a send: the judge compares what somebody saw with what they changed, by its own measure. */
export const versionOf = ({
  requestedAt,
  at,
  ownZones,
  cancelledAt,
  reopening,
  approval,
  frozen,
  act,
  holds,
}: Send) =>
  JSON.stringify({
    ...{ requestedAt, at, ownZones, cancelledAt, reopening, act },
    ...{ approvedBy: approval?.by, frozenAt: frozen?.at, holds: Object.entries(holds).toSorted() },
  })

const textsOf = (list: Value | undefined): string[] => (list?.L ?? []).map(({ S }) => S!)

const sendOf = (at: number, send: string, item: Item): Happened => {
  const frozen = item.frozen?.M
  const test = item.test?.M?.address?.S
  return {
    is: 'send',
    at,
    send,
    ...(frozen && {
      frozenAt: Date.parse(frozen.at!.S!),
      ranges: Number(frozen.ranges!.N),
      editions: Object.values(frozen.editions!.M!).map(({ S }) => S!),
      ...(!frozen.forEverybody && { topics: textsOf(frozen.topics) }),
    }),
    ...correctsOf(item.filter?.M?.corrects?.M),
    ...onlyOf(item.filter?.M?.segment?.M?.rule?.M),
    // Whoever had its address is erased, or not kept any more.
    ...(test !== undefined && { test: test || 'nobody' }),
    ...(item.series && { series: true }),
    ...(item.approval && {
      above: Number(item.approval.M!.above!.N),
      by: item.by!.S!,
      askedAt: item.requestedAt!.S!,
      approved: Object.values(item.approval.M!.editions?.M ?? {}).map(({ S }) => S!),
    }),
    holds: Object.keys(item.holds?.M ?? {}),
    heldSince: Object.fromEntries(Object.entries(item.holds?.M ?? {}).map(([cause, { S }]) => [cause, S!])),
    cancelled: item.cancelledAt !== undefined,
    ...(item.reopening && { reopening: true }),
    ...(item.forgotten && { forgotten: true }),
    ...(item.act && { deed: item.act.S! }),
    version: versionOf(unmarshall(item) as Send),
  }
}

const onlyOf = (rule: Item | undefined) => {
  const issue = rule?.got?.S ?? rule?.not?.M?.got?.S
  return issue && { only: { send: sendIdOf(issue, 'digest'), got: rule?.not === undefined } }
}

const correctsOf = (item: Item | undefined) =>
  item && { corrects: { send: item.send!.S!, editions: textsOf(item.editions) } }

const stepOf = (at: number, pk: string, item: Item): Happened => {
  const [, send = '', range] = pk.split('#')
  const { number, groups, leftOut, last } = unmarshall(item) as {
    number: number
    groups: { key: string; recipients: string }[]
    leftOut: Record<string, string>
    last: boolean
  }
  return {
    is: 'step',
    at,
    send,
    range: Number(range),
    step: number,
    batches: Object.fromEntries(
      groups.map(({ key, recipients }) => [key, unpackRecipients(recipients).map(({ id }) => id)]),
    ),
    leftOut: Object.fromEntries(Object.entries(leftOut).map(([reason, ids]) => [reason, unpackIds(ids)])),
    last,
  }
}

const batchOf = (at: number, send: string, item: Item): Happened => {
  const recipients = item.recipients?.S
  return {
    is: 'batch',
    at,
    send,
    batch: item.key!.S!,
    letters: item.codes!.S!,
    closed: item.closed!.BOOL!,
    candidates: Number(item.candidates!.N),
    leftOut: Object.values(item.excluded!.M!).reduce((sum, { N }) => sum + Number(N), 0),
    ...(recipients && { readers: unpackRecipients(recipients).map(({ id }) => id) }),
    ...(item.due && { due: Number(item.due.N) }),
  }
}

const rangeOf = (at: number, send: string, sk: string, item: Item): Happened => ({
  is: 'range-end',
  at,
  send,
  range: Number(sk.slice('range#'.length)),
  batches: Number(item.batches!.N),
})

const sumsOf = (at: number, send: string, sk: string, item: Item): Happened => {
  const sums = item.sums!.M!
  const part = sk.slice('sums#'.length)
  const count = (name: string) => Number(sums[name]!.N)
  const all = (name: string) => Object.values(sums[name]!.M!).reduce((sum, { N }) => sum + Number(N), 0)
  return {
    is: 'sums',
    at,
    send,
    part: part === 'all' ? part : Number(part),
    done: sums.done?.BOOL === true,
    candidates: count('candidates'),
    accepted: count('accepted'),
    uncertain: count('uncertain'),
    waiting: count('waiting'),
    excluded: all('excluded'),
    failed: all('failed'),
  }
}
