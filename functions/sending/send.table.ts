import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { Slot } from './batch.ts'
import { createLedger, type Ledger } from './ledger.table.ts'
import { type Frozen, type Hold, Send, type SendId } from './send.ts'

/** The end of a range's planning, with those it looked at after its last batch. */
export const RangeEnd = z.object({
  range: z.number(),
  batches: z.number(),
  candidates: z.number(),
  excluded: z.record(z.string(), z.number()),
})
export type RangeEnd = z.infer<typeof RangeEnd>

const Listed = z.object({ sk: z.string() })
const sendKey = (id: SendId) => ({ pk: `send#${id}`, sk: 'send' })
const slotPartition = (id: SendId, range: number) => `plan#${id}#${range}`
const slotKey = (number: number) => String(number).padStart(4, '0')

/** Sends and their planning. A send's own partition holds the send, the ends of its ranges and its batches. */
export const createSendsTable = (
  client: DynamoDBClient,
  table: string,
  ledger: Ledger = createLedger(client, table),
) => ({
  get: (id: SendId) => ledger.get(Send, sendKey(id)),

  /** Makes a send if there is none under its key. @returns the send that stands */
  create: async (send: Send) => {
    await ledger.putNew(Listed, { pk: 'sends', sk: send.id }, { sk: send.id })
    return ledger.putNew(Send, sendKey(send.id), send)
  },

  /** Freezes the audience, once: a second freeze reads the first. */
  freeze: async (id: SendId, frozen: Frozen): Promise<Send | undefined> => {
    const won = await ledger.update(Send, sendKey(id), {
      set: 'SET frozen = :frozen',
      condition: 'attribute_exists(pk) AND attribute_not_exists(frozen)',
      values: { ':frozen': frozen },
    })
    return won ?? ledger.get(Send, sendKey(id))
  },

  /** Stops a send for a cause; it may have others. */
  hold: (id: SendId, cause: Hold, since: string) =>
    ledger.update(Send, sendKey(id), {
      set: 'SET holds.#cause = :since',
      condition: 'attribute_exists(pk) AND attribute_not_exists(holds.#cause)',
      names: { '#cause': cause },
      values: { ':since': since },
    }),

  /** Lifts causes of standing still. @param trust its bounces and complaints hold it no more */
  lift: async (id: SendId, causes: readonly Hold[], trust: boolean): Promise<Send | undefined> => {
    const names = Object.fromEntries(causes.map((cause, index) => [`#c${index}`, cause]))
    const holds = Object.keys(names).map((name) => `holds.${name}`)
    return ledger.update(Send, sendKey(id), {
      set: `REMOVE ${holds.join(', ')}${trust ? ' SET trusted = :true' : ''}`,
      condition: 'attribute_exists(pk)',
      names,
      ...(trust && { values: { ':true': true } }),
    })
  },

  /** Cancels a send, once. @returns undefined when it was cancelled before */
  cancel: (id: SendId, at: string) =>
    ledger.update(Send, sendKey(id), {
      set: 'SET cancelledAt = :at',
      condition: 'attribute_exists(pk) AND attribute_not_exists(cancelledAt)',
      values: { ':at': at },
    }),

  /** Gives a send that has not begun another time. @param at absent = at once. @returns undefined when it has begun */
  reschedule: (id: SendId, at?: string) =>
    ledger.update(Send, sendKey(id), {
      set: at ? 'SET #at = :at' : 'REMOVE #at',
      condition:
        'attribute_exists(pk) AND attribute_not_exists(frozen) AND attribute_not_exists(cancelledAt)',
      names: { '#at': 'at' },
      ...(at && { values: { ':at': at } }),
    }),

  /** Sends that the sweeper must look after. */
  open: {
    add: async (id: SendId) => {
      await ledger.putNew(Listed, { pk: 'open', sk: id }, { sk: id })
    },
    list: async (): Promise<SendId[]> => (await ledger.list(Listed, 'open')).map(({ sk }) => sk),
    remove: (id: SendId) => ledger.remove({ pk: 'open', sk: id }),
  },

  /** Ids of all sends ever asked for. */
  ids: async (): Promise<SendId[]> => (await ledger.list(Listed, 'sends')).map(({ sk }) => sk),

  slots: {
    /** A range's plan so far, in order. */
    list: (id: SendId, range: number) => ledger.list(Slot, slotPartition(id, range)),
    get: (id: SendId, range: number, number: number) =>
      ledger.get(Slot, { pk: slotPartition(id, range), sk: slotKey(number) }),
    /** Takes the next step of a range's plan, or reads who took it before. */
    take: (id: SendId, range: number, slot: Slot) =>
      ledger.putNew(Slot, { pk: slotPartition(id, range), sk: slotKey(slot.number) }, slot),
  },

  rangeEnds: {
    add: async (id: SendId, end: RangeEnd) => {
      await ledger.putNew(
        RangeEnd,
        { pk: `send#${id}`, sk: `range#${String(end.range).padStart(3, '0')}` },
        end,
      )
    },
    list: (id: SendId) => ledger.list(RangeEnd, `send#${id}`, 'range#'),
  },
})
export type SendsTable = ReturnType<typeof createSendsTable>
