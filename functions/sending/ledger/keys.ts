import { rangePrefix } from './plan-step.ts'
import type { SendId } from './send.ts'
import type { Place } from './sums.ts'

/**
 * Where everything is in the ledger. Keys are built and read only here. Rows stay for as long as the table does, so no
 * key may change; PROTOCOL.md, "Items", says who writes each row and under which condition.
 */
export type Key = { pk: string; sk: string }

/** Items of a partition: all of them, those whose sort keys begin with `prefix`, or those up to `upTo`. */
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
  /** @param range absent = those of the whole send */
  all: (send: SendId, range?: number): KeyRange => ({
    pk: ofSend(send),
    prefix: `batch#${range === undefined ? '' : rangePrefix(range)}`,
  }),
  /** Those after a batch's key; `''` = from the first on. */
  after: (send: SendId, batch: string) => ({ pk: ofSend(send), from: `batch#${batch}`, to: 'batch#~' }),
}

/** `send#ID` / `fate#KEY`: what SES reported of a batch's recipients. */
export const sesReportKeys = {
  of: (send: SendId, batch: string): Key => ({ pk: ofSend(send), sk: `fate#${batch}` }),
  /** @param range absent = those of the whole send */
  all: (send: SendId, range?: number): KeyRange => ({
    pk: ofSend(send),
    prefix: `fate#${range === undefined ? '' : rangePrefix(range)}`,
  }),
}

/** `send#ID` / `sums#RANGE`, `sums#all`: what a part of a send has come to. */
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

/** `send#ID` / `range#RANGE`: that a range is planned. */
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

/** `due#ID` / `TIME#KEY`: a batch of a series that is not closed, by when it is due. */
export const dueBatchKeys = {
  /** @param at Unix ms */
  of: (send: SendId, at: number, batch: string): Key => ({
    pk: ofDue(send),
    sk: `${new Date(at).toISOString()}#${batch}`,
  }),
  all: (send: SendId): KeyRange => ({ pk: ofDue(send) }),
  /** Those due by then. @param at Unix ms */
  upTo: (send: SendId, at: number): KeyRange => ({
    pk: ofDue(send),
    upTo: `${new Date(at).toISOString()}#~`,
  }),
  batchIn: (sk: string): string => sk.slice(sk.indexOf('#') + 1),
}

/** One partition for all sends, with a sort key that says which of them, or what else it is about. */
const namedIn = (pk: string) => ({
  of: (name: string): Key => ({ pk, sk: name }),
  all: { pk } satisfies KeyRange,
  nameIn: (sk: string): string => sk,
})

/** `sends` / `ID`: that a send was asked for. */
export const sendIdKeys = namedIn('sends')
/** `open` / `ID`: that the sweeper looks after a send. */
export const openSendKeys = namedIn('open')
/** `cadences` / `OCCASION`: which issue an occasion of the cadence sends. */
export const cadenceKeys = namedIn('cadences')
/** `told` / `WHAT`: that the administrator was notified. */
export const notifiedKeys = namedIn('told')
/** `swept` / `cursor`: where a sweep ran out of time. */
export const sweepCursorKey: Key = { pk: 'swept', sk: 'cursor' }
/** `pace` / `pace`: until when the account's rate is given out. */
export const paceKey: Key = { pk: 'pace', sk: 'pace' }
