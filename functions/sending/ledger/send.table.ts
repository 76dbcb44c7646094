import * as z from 'zod'
import { sendIdKeys, sendKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { type Frozen, type Hold, Send, type SendId } from './send.ts'

const Listed = z.object({ sk: z.string() })

type Timing = Pick<Send, 'at' | 'ownZones'>
/** A condition that a send's time is unchanged since it was read. */
const unmoved = ({ at, ownZones }: Timing) => ({
  condition: `${at ? '#at = :seenAt' : 'attribute_not_exists(#at)'} AND ${ownZones ? 'ownZones = :seenZones' : 'attribute_not_exists(ownZones)'}`,
  names: { '#at': 'at' },
  values: { ...(at && { ':seenAt': at }), ...(ownZones && { ':seenZones': ownZones }) },
})

/** Sends, and the list of all that were ever requested. */
export const createSendsTable = (ledger: Ledger) => ({
  get: (id: SendId) => ledger.get(Send, sendKeys.of(id)),

  /** Creates a send unless one exists under its key. @returns the stored send */
  create: async (send: Send) => {
    const listed = sendIdKeys.of(send.id)
    await ledger.putNew(Listed, listed, { sk: listed.sk })
    return ledger.putNew(Send, sendKeys.of(send.id), send)
  },

  /**
   * Freezes the audience, once: a second freeze returns the first.
   * @param as its time when it was read: a send that was moved meanwhile does not begin
   * @returns the stored send; not frozen when it was moved
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
   * Holds a send for a cause; other causes may hold it too.
   * @param since ISO 8601
   * @param because SES's words, if SES was the cause
   * @param seen hold only if nothing was lifted since this was read, however late the write takes effect
   * @returns undefined when this cause holds the send already, when it is trusted despite its bounces and complaints,
   *   or when something was lifted since
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

  /** Counts readers refused for no known reason while nobody gets through. @returns how many in a row */
  refused: async (id: SendId, readers: number): Promise<number> => {
    const send = await ledger.update(Send, sendKeys.of(id), {
      set: 'ADD refusedInARow :readers',
      condition: 'attribute_exists(pk)',
      values: { ':readers': readers },
    })
    return send?.refusedInARow ?? 0
  },

  /** Resets that count, because somebody got through. */
  gotThrough: (id: SendId) =>
    ledger.update(Send, sendKeys.of(id), {
      set: 'REMOVE refusedInARow',
      condition: 'attribute_exists(refusedInARow)',
    }),

  /**
   * Lifts holds.
   * @param trust bounces and complaints will not hold the send again
   * @param seen the holds to lift: one that was set later stays, however late the write takes effect. Absent = whenever
   *   they were set
   * @returns the send afterwards
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
   * @param at absent = at once
   * @param ownZones local time, when it is sent by each reader's own clock
   * @param seen reschedule only if its time is still this one
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

  /** Ids of all sends ever requested. */
  ids: async (): Promise<SendId[]> =>
    (await ledger.list(Listed, sendIdKeys.all)).map(({ sk }) => sendIdKeys.nameIn(sk)),
})
export type SendsTable = ReturnType<typeof createSendsTable>
