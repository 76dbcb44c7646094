import { rangePrefix } from './plan-step.ts'
import type { SendId } from './send.ts'
import type { Place } from './sums.ts'

/**
 * The keys of everything in the ledger, built and parsed only here. Rows live as long as the table, so no key may
 * change. PROTOCOL.md, "Items", says who writes each row and under which condition.
 */
export type Key = { pk: string; sk: string }

/** Items of a partition: all, those whose sort keys start with `prefix`, or those up to `upTo`. */
export type KeyRange = { pk: string; prefix?: string; upTo?: string }

const ofSend = (send: SendId) => `send#${send}`
const ofPlan = (send: SendId, range: number) => `plan#${send}#${range}`
const ofDue = (send: SendId) => `due#${send}`
const padded = (number: number, width: number) => String(number).padStart(width, '0')

/** `send#ID` / `send`: the send. */
export const sendKeys = { of: (send: SendId): Key => ({ pk: ofSend(send), sk: 'send' }) }

/** `send#ID` / `batch#KEY`: a batch's state. */
export const batchKeys = {
  of: (send: SendId, batch: string): Key => ({ pk: ofSend(send), sk: `batch#${batch}` }),
  /** @param range absent = batches of the whole send */
  all: (send: SendId, range?: number): KeyRange => ({
    pk: ofSend(send),
    prefix: `batch#${range === undefined ? '' : rangePrefix(range)}`,
  }),
  /** Batches after a key; `''` = all. */
  after: (send: SendId, batch: string) => ({ pk: ofSend(send), from: `batch#${batch}`, to: 'batch#~' }),
}

/** `send#ID` / `fate#KEY`: SES's reports on a batch's recipients. */
export const sesReportKeys = {
  of: (send: SendId, batch: string): Key => ({ pk: ofSend(send), sk: `fate#${batch}` }),
  /** @param range absent = reports of the whole send */
  all: (send: SendId, range?: number): KeyRange => ({
    pk: ofSend(send),
    prefix: `fate#${range === undefined ? '' : rangePrefix(range)}`,
  }),
}

/** `send#ID` / `link#KEY`: the address of a link that somebody pressed. */
export const pressedLinkKeys = {
  of: (send: SendId, link: string): Key => ({ pk: ofSend(send), sk: `link#${link}` }),
  all: (send: SendId): KeyRange => ({ pk: ofSend(send), prefix: 'link#' }),
  keyIn: (sk: string): string => sk.slice('link#'.length),
}

/** `send#ID` / `sums#RANGE`, `sums#all`: the sums of a part of a send. */
export const sumsKeys = {
  of: (send: SendId, place: Place): Key => ({
    pk: ofSend(send),
    sk: `sums#${typeof place === 'number' ? padded(place, 3) : place}`,
  }),
  all: (send: SendId): KeyRange => ({ pk: ofSend(send), prefix: 'sums#' }),
  placeIn: (sk: string): Place => {
    const place = sk.slice('sums#'.length)
    return place === 'all' ? place : Number(place)
  },
}

/** `send#ID` / `range#RANGE`: the mark that a range is planned. */
export const rangeEndKeys = {
  of: (send: SendId, range: number): Key => ({ pk: ofSend(send), sk: `range#${padded(range, 3)}` }),
}

/** `plan#ID#RANGE` / `NUMBER`: a step of a range's plan. */
export const planStepKeys = {
  of: (send: SendId, range: number, number: number): Key => ({
    pk: ofPlan(send, range),
    sk: padded(number, 4),
  }),
  all: (send: SendId, range: number): KeyRange => ({ pk: ofPlan(send, range) }),
}

/** `due#ID` / `TIME#KEY`: an open batch of a series, by when it is due. */
export const dueBatchKeys = {
  /** @param at Unix ms */
  of: (send: SendId, at: number, batch: string): Key => ({
    pk: ofDue(send),
    sk: `${new Date(at).toISOString()}#${batch}`,
  }),
  all: (send: SendId): KeyRange => ({ pk: ofDue(send) }),
  /** Batches due by then. @param at Unix ms */
  upTo: (send: SendId, at: number): KeyRange => ({
    pk: ofDue(send),
    upTo: `${new Date(at).toISOString()}#~`,
  }),
  batchIn: (sk: string): string => sk.slice(sk.indexOf('#') + 1),
}

/** One partition for all sends, with a name as the sort key: the send's id, or something else. */
const namedIn = (pk: string) => ({
  of: (name: string): Key => ({ pk, sk: name }),
  all: { pk } satisfies KeyRange,
  nameIn: (sk: string): string => sk,
})

/** `sends` / `ID`: the mark that a send was requested. */
export const sendIdKeys = namedIn('sends')
/** `open` / `ID`: the mark that the sweeper watches a send. */
export const openSendKeys = namedIn('open')
/** `erasing` / `ID`: a reader who is still to be blanked in the ledger. */
export const erasureKeys = namedIn('erasing')
/** `cadences` / `OCCASION`: the issue that an occasion of the cadence sends. */
export const cadenceKeys = namedIn('cadences')
/** `told` / `WHAT`: the mark that the administrator was notified. */
export const notifiedKeys = namedIn('told')
/** `swept` / `cursor`: where a sweep ran out of time. */
export const sweepCursorKey: Key = { pk: 'swept', sk: 'cursor' }
/** `forgotten` / `cursor`: when and up to where sends were looked at whose recipients are to be forgotten. */
export const retentionKey: Key = { pk: 'forgotten', sk: 'cursor' }
/** `pace` / `pace`: the time up to which the account's rate is reserved. */
export const paceKey: Key = { pk: 'pace', sk: 'pace' }
