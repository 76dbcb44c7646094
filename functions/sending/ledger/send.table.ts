import * as z from 'zod'
import { sendIdKeys, sendKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { type Frozen, type Hold, Send, type SendId } from './send.ts'

const Listed = z.object({ sk: z.string() })

type Timing = Pick<Send, 'at' | 'ownZones'>
/** That a send's time is still as it was read. */
const unmoved = ({ at, ownZones }: Timing) => ({
  condition: `${at ? '#at = :seenAt' : 'attribute_not_exists(#at)'} AND ${ownZones ? 'ownZones = :seenZones' : 'attribute_not_exists(ownZones)'}`,
  names: { '#at': 'at' },
  values: { ...(at && { ':seenAt': at }), ...(ownZones && { ':seenZones': ownZones }) },
})

/** Sends, and the list of those ever asked for. */
export const createSendsTable = (ledger: Ledger) => ({
  get: (id: SendId) => ledger.get(Send, sendKeys.of(id)),

  /** Makes a send if there is none under its key. @returns the send that stands */
  create: async (send: Send) => {
    const listed = sendIdKeys.of(send.id)
    await ledger.putNew(Listed, listed, { sk: listed.sk })
    return ledger.putNew(Send, sendKeys.of(send.id), send)
  },

  /**
   * Freezes the audience, once: a second freeze reads the first.
   * @param as its time as it was read: a send that was moved meanwhile does not begin by what was read before
   * @returns the send as it stands; not frozen when it was moved
   */
  freeze: async (id: SendId, frozen: Frozen, as: Timing): Promise<Send | undefined> => {
    const timed = unmoved(as)
    const won = await ledger.update(Send, sendKeys.of(id), {
      set: 'SET frozen = :frozen',
      condition: `attribute_exists(pk) AND attribute_not_exists(frozen) AND ${timed.condition}`,
      names: timed.names,
      values: { ':frozen': frozen, ...timed.values },
    })
    return won ?? ledger.get(Send, sendKeys.of(id))
  },

  /**
   * Stops a send for a cause; it may have others.
   * @param since ISO 8601. @param because what SES said, where it was SES
   * @param seen only if nothing was lifted since it was read, however late this takes effect
   * @returns undefined when it stood still for this cause already, or is trusted with its bounces and complaints, or
   * something was lifted since
   */
  hold: (
    id: SendId,
    cause: Hold,
    since: string,
    { because, seen }: { because?: string; seen?: Pick<Send, 'lifts'> } = {},
  ) => {
    const unlifted = seen && (seen.lifts === undefined ? 'attribute_not_exists(lifts)' : 'lifts = :lifts')
    return ledger.update(Send, sendKeys.of(id), {
      set: `SET holds.#cause = :since${because ? ', heldBecause = :because' : ''}`,
      condition: `attribute_exists(pk) AND attribute_not_exists(holds.#cause)${cause === 'reputation' ? ' AND attribute_not_exists(trusted)' : ''}${unlifted ? ` AND ${unlifted}` : ''}`,
      names: { '#cause': cause },
      values: {
        ':since': since,
        ...(because && { ':because': because }),
        ...(seen?.lifts !== undefined && { ':lifts': seen.lifts }),
      },
    })
  },

  /** Notes that readers were refused for no known reason, and nobody got through meanwhile. @returns how many in a row */
  refused: async (id: SendId, readers: number): Promise<number> => {
    const send = await ledger.update(Send, sendKeys.of(id), {
      set: 'ADD refusedInARow :readers',
      condition: 'attribute_exists(pk)',
      values: { ':readers': readers },
    })
    return send?.refusedInARow ?? 0
  },

  /** Notes that somebody got through, if others were refused before. */
  gotThrough: (id: SendId) =>
    ledger.update(Send, sendKeys.of(id), {
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
      send = await ledger.update(Send, sendKeys.of(id), {
        set: `REMOVE holds.#cause${cause === 'account' ? ', heldBecause' : ''}${trusts ? ' SET trusted = :true' : ''} ADD lifts :one`,
        condition: seen ? 'holds.#cause = :since' : 'attribute_exists(holds.#cause)',
        names: { '#cause': cause },
        values: { ':one': 1, ...(seen && { ':since': seen[cause] }), ...(trusts && { ':true': true }) },
      })
    }
    return send ?? ledger.get(Send, sendKeys.of(id))
  },

  /** Cancels a send, once. @returns undefined when it was cancelled before */
  cancel: (id: SendId, at: string) =>
    ledger.update(Send, sendKeys.of(id), {
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
    return ledger.update(Send, sendKeys.of(id), {
      set: `${set && `SET ${set}`} ${remove && `REMOVE ${remove}`}`.trim(),
      condition: `attribute_exists(pk) AND attribute_not_exists(frozen) AND attribute_not_exists(cancelledAt)${timed ? ` AND ${timed.condition}` : ''}`,
      names: { '#at': 'at' },
      ...((at || ownZones || seen?.at || seen?.ownZones) && {
        values: { ...(at && { ':at': at }), ...(ownZones && { ':ownZones': ownZones }), ...timed?.values },
      }),
    })
  },

  /** Ids of all sends ever asked for. */
  ids: async (): Promise<SendId[]> =>
    (await ledger.list(Listed, sendIdKeys.all)).map(({ sk }) => sendIdKeys.nameIn(sk)),
})
export type SendsTable = ReturnType<typeof createSendsTable>
