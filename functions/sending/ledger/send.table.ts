import { randomUUID } from 'node:crypto'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import * as z from 'zod'
import { createLedger, type Ledger } from './ledger.table.ts'
import { Step } from './plan-step.ts'
import { type Frozen, type Hold, Send, type SendId } from './send.ts'

/** The end of a range's planning, with those of whom no batch speaks. */
export const RangeEnd = z.object({
  range: z.number(),
  batches: z.number(),
  candidates: z.number(),
  excluded: z.record(z.string(), z.number()),
})
export type RangeEnd = z.infer<typeof RangeEnd>

const Listed = z.object({ sk: z.string() })
const Due = z.object({ sk: z.string(), stamp: z.string().optional() })
const Stamped = z.object({
  sk: z.string(),
  stamp: z.string(),
  /** When a send was about to be made, Unix ms. */
  since: z.number().optional(),
  /** When the sweeper last had it begun, Unix ms. */
  hintedAt: z.number().optional(),
})
/** Where a sweep stopped, out of time: the next one goes on there. */
const Cursor = z.object({ send: z.string(), range: z.number() })
export type Cursor = z.infer<typeof Cursor>
const Chosen = z.object({ issue: z.string().optional() })
const sendKey = (id: SendId) => ({ pk: `send#${id}`, sk: 'send' })
const cursorKey = { pk: 'swept', sk: 'cursor' }
const planPartition = (id: SendId, range: number) => `plan#${id}#${range}`
const dueKey = (at: number, batch: string) => `${new Date(at).toISOString()}#${batch}`
const rangeKey = (id: SendId, range: number) => ({
  pk: `send#${id}`,
  sk: `range#${String(range).padStart(3, '0')}`,
})
const stepKey = (number: number) => String(number).padStart(4, '0')

type Timing = Pick<Send, 'at' | 'ownZones'>
/** That a send's time is still as it was read. */
const unmoved = ({ at, ownZones }: Timing) => ({
  condition: `${at ? '#at = :seenAt' : 'attribute_not_exists(#at)'} AND ${ownZones ? 'ownZones = :seenZones' : 'attribute_not_exists(ownZones)'}`,
  names: { '#at': 'at' },
  values: { ...(at && { ':seenAt': at }), ...(ownZones && { ':seenZones': ownZones }) },
})

/** A send that the sweeper looks after. */
export type OpenSend = {
  id: SendId
  stamp: string
  since?: number | undefined
  hintedAt?: number | undefined
  /** Unless it was stamped anew meanwhile. */
  forget: () => Promise<void>
}

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

  /**
   * Freezes the audience, once: a second freeze reads the first.
   * @param as its time as it was read: a send that was moved meanwhile does not begin by what was read before
   * @returns the send as it stands; not frozen when it was moved
   */
  freeze: async (id: SendId, frozen: Frozen, as: Timing): Promise<Send | undefined> => {
    const timed = unmoved(as)
    const won = await ledger.update(Send, sendKey(id), {
      set: 'SET frozen = :frozen',
      condition: `attribute_exists(pk) AND attribute_not_exists(frozen) AND ${timed.condition}`,
      names: timed.names,
      values: { ':frozen': frozen, ...timed.values },
    })
    return won ?? ledger.get(Send, sendKey(id))
  },

  /**
   * Stops a send for a cause; it may have others.
   * @param since ISO 8601. @param because what SES said, where it was SES
   * @returns undefined when it stood still for this cause already, or is trusted with its bounces and complaints
   */
  hold: (id: SendId, cause: Hold, since: string, because?: string) =>
    ledger.update(Send, sendKey(id), {
      set: `SET holds.#cause = :since${because ? ', heldBecause = :because' : ''}`,
      condition: `attribute_exists(pk) AND attribute_not_exists(holds.#cause)${cause === 'reputation' ? ' AND attribute_not_exists(trusted)' : ''}`,
      names: { '#cause': cause },
      values: { ':since': since, ...(because && { ':because': because }) },
    }),

  /** Notes that readers were refused for no known reason, and nobody got through meanwhile. @returns how many in a row */
  refused: async (id: SendId, readers: number): Promise<number> => {
    const send = await ledger.update(Send, sendKey(id), {
      set: 'ADD refusedInARow :readers',
      condition: 'attribute_exists(pk)',
      values: { ':readers': readers },
    })
    return send?.refusedInARow ?? 0
  },

  /** Notes that somebody got through, if others were refused before. */
  gotThrough: (id: SendId) =>
    ledger.update(Send, sendKey(id), {
      set: 'REMOVE refusedInARow',
      condition: 'attribute_exists(refusedInARow)',
    }),

  /**
   * Lifts causes of standing still.
   * @param trust its bounces and complaints hold it no more
   * @param seen the holds that are meant: one that was set after them stands, however late this takes effect. Absent =
   * whenever they were set
   * @returns the send as it stands then
   */
  lift: async (
    id: SendId,
    causes: readonly string[],
    trust: boolean,
    seen?: Send['holds'],
  ): Promise<Send | undefined> => {
    let send: Send | undefined
    for (const cause of causes) {
      const trusts = trust && cause === 'reputation'
      send = await ledger.update(Send, sendKey(id), {
        set: `REMOVE holds.#cause${cause === 'account' ? ', heldBecause' : ''}${trusts ? ' SET trusted = :true' : ''}`,
        condition: `attribute_exists(pk)${seen ? ' AND holds.#cause = :since' : ''}`,
        names: { '#cause': cause },
        ...((seen || trusts) && { values: { ':since': seen?.[cause], ...(trusts && { ':true': true }) } }),
      })
    }
    return send ?? ledger.get(Send, sendKey(id))
  },

  /** Cancels a send, once. @returns undefined when it was cancelled before */
  cancel: (id: SendId, at: string) =>
    ledger.update(Send, sendKey(id), {
      set: 'SET cancelledAt = :at',
      condition: 'attribute_exists(pk) AND attribute_not_exists(cancelledAt)',
      values: { ':at': at },
    }),

  /**
   * Gives a send that has not begun another time.
   * @param at absent = at once. @param ownZones local time, when it goes out by each reader's own clock
   * @param seen only if its time is still that one
   * @returns undefined when it has begun, or was moved meanwhile
   */
  reschedule: (id: SendId, at?: string, ownZones?: string, seen?: Timing) => {
    const timed = seen && unmoved(seen)
    const set = [at && '#at = :at', ownZones && 'ownZones = :ownZones'].filter(Boolean).join(', ')
    const remove = [!at && '#at', !ownZones && 'ownZones'].filter(Boolean).join(', ')
    return ledger.update(Send, sendKey(id), {
      set: `${set && `SET ${set}`} ${remove && `REMOVE ${remove}`}`.trim(),
      condition: `attribute_exists(pk) AND attribute_not_exists(frozen) AND attribute_not_exists(cancelledAt)${timed ? ` AND ${timed.condition}` : ''}`,
      names: { '#at': 'at' },
      ...((at || ownZones || seen?.at || seen?.ownZones) && {
        values: { ...(at && { ':at': at }), ...(ownZones && { ':ownZones': ownZones }), ...timed?.values },
      }),
    })
  },

  /**
   * Sends that the sweeper must look after. Whoever adds one again stamps it anew, so that a sweeper that found nothing
   * left to do a moment before does not forget it.
   */
  open: {
    /** @param since when a send that is not made yet is about to be, Unix ms */
    add: (id: SendId, since?: number) =>
      ledger.put({ pk: 'open', sk: id }, { stamp: randomUUID(), ...(since !== undefined && { since }) }),
    /** As `add`, for those who may only change items. */
    touch: (id: SendId) =>
      ledger.update(
        Stamped,
        { pk: 'open', sk: id },
        { set: 'SET stamp = :stamp', values: { ':stamp': randomUUID() } },
      ),
    /** Notes when the sweeper had a send begun, unless it was stamped anew meanwhile. @param now Unix ms */
    hinted: (id: SendId, stamp: string, now: number) =>
      ledger.update(
        Stamped,
        { pk: 'open', sk: id },
        { set: 'SET hintedAt = :now', condition: 'stamp = :stamp', values: { ':now': now, ':stamp': stamp } },
      ),
    /** Those that can be read, and which cannot. */
    list: async (): Promise<{ open: OpenSend[]; unreadable: Error[] }> => {
      const { items, unreadable } = await ledger.listReadable(Stamped, 'open')
      const open = items.map(({ sk: id, stamp, since, hintedAt }) => ({
        ...{ id, stamp, since, hintedAt },
        forget: () => ledger.remove({ pk: 'open', sk: id }, { stamp }),
      }))
      return { open, unreadable }
    },
  },

  cursor: {
    get: () => ledger.get(Cursor, cursorKey),
    set: (cursor: Cursor) => ledger.put(cursorKey, cursor),
    remove: () => ledger.remove(cursorKey),
  },

  /** A series' batches that are not closed yet, by when they are due (Unix ms). */
  due: {
    /** Stamped anew each time, so that a sweeper that saw the batch closed does not remove what a later hand put. */
    add: (id: SendId, batch: string, at: number) =>
      ledger.put({ pk: `due#${id}`, sk: dueKey(at, batch) }, { stamp: randomUUID() }),
    /** Those due by now, the longest due first. @param now Unix ms */
    list: async (id: SendId, now: number): Promise<{ batch: string; remove: () => Promise<void> }[]> => {
      const pk = `due#${id}`
      const { items } = await ledger.listReadable(Due, pk, { upTo: dueKey(now, '~') })
      return items.map(({ sk, stamp }) => ({
        batch: sk.slice(sk.indexOf('#') + 1),
        remove: () => ledger.remove({ pk, sk }, stamp ? { stamp } : {}),
      }))
    },
    isEmpty: (id: SendId) => ledger.isEmpty(`due#${id}`),
  },

  /** Which issue each occasion of the cadence sends. */
  cadences: {
    /** Chooses once. @returns the issue that stands for the occasion; undefined = none was ready */
    choose: async (occasion: string, issue: string | undefined): Promise<string | undefined> => {
      const key = { pk: 'cadences', sk: occasion }
      const { value } = await ledger.putNew(Chosen, key, { issue })
      return value.issue
    },
  },

  /** What the administrator was told of, by name. */
  told: {
    has: async (what: string) => (await ledger.get(Listed, { pk: 'told', sk: what })) !== undefined,
    add: async (what: string) => {
      await ledger.putNew(Listed, { pk: 'told', sk: what }, { sk: what })
    },
  },

  /** Ids of all sends ever asked for. */
  ids: async (): Promise<SendId[]> => (await ledger.list(Listed, 'sends')).map(({ sk }) => sk),

  steps: {
    /** A range's plan so far, in order. */
    list: (id: SendId, range: number) => ledger.list(Step, planPartition(id, range)),
    /** The step that a range's plan has come to. */
    last: (id: SendId, range: number) => ledger.last(Step, planPartition(id, range)),
    get: (id: SendId, range: number, number: number) =>
      ledger.get(Step, { pk: planPartition(id, range), sk: stepKey(number) }),
    /** Takes the next step of a range's plan, or reads who took it before. */
    take: (id: SendId, range: number, step: Step) =>
      ledger.putNew(Step, { pk: planPartition(id, range), sk: stepKey(step.number) }, step),
  },

  rangeEnds: {
    add: async (id: SendId, end: RangeEnd) => {
      await ledger.putNew(RangeEnd, rangeKey(id, end.range), end)
    },
    get: (id: SendId, range: number) => ledger.get(RangeEnd, rangeKey(id, range)),
  },
})
export type SendsTable = ReturnType<typeof createSendsTable>
