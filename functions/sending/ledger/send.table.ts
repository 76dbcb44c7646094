import * as z from 'zod'
import { defined } from '../../runtime/defined.ts'
import { sendIdKeys, sendKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { type Frozen, type Hold, Send, type SendId } from './send.ts'
import { type Act, asAct } from './send-version.ts'

const Listed = z.object({ sk: z.string() })

type Timing = Pick<Send, 'at' | 'ownZones'>
/** What a cancelled send becomes when it is asked for anew. `editions`: those of now, for who waits of one that had begun. */
export type Again = Pick<
  Send,
  'requestedAt' | 'by' | 'person' | 'email' | 'at' | 'ownZones' | 'filter' | 'allAtOnce' | 'approval'
> & {
  editions: Record<string, string>
}

/**
 * The editions of before, by which it is known what was mailed. Whoever asked for it anew before, and did not get it to go on,
 * has noted those already that were mailed.
 */
const formerWith = ({ frozen, formerEditions = [] }: Send) => [...formerEditions, frozen!.editions]

/** That nobody asked for a send anew since it was seen. */
const sameNumber = ({ anew }: Pick<Send, 'anew'>) => ({
  condition: anew === undefined ? 'attribute_not_exists(anew)' : 'anew = :anew',
  values: defined({ ':anew': anew }),
})
/** A condition that a send's time is unchanged since it was read. */
const unmoved = ({ at, ownZones }: Timing) => ({
  condition: `${at ? '#at = :seenAt' : 'attribute_not_exists(#at)'} AND ${ownZones ? 'ownZones = :seenZones' : 'attribute_not_exists(ownZones)'}`,
  names: { '#at': 'at' },
  values: { ...(at && { ':seenAt': at }), ...(ownZones && { ':seenZones': ownZones }) },
})

/** That nothing was lifted since a send was read: nobody approved it. */
const unlifted = ({ lifts }: Pick<Send, 'lifts'>) => ({
  condition: lifts === undefined ? 'attribute_not_exists(lifts)' : 'lifts = :lifts',
  values: defined({ ':lifts': lifts }),
})

/** Whoever approved it before approved what was asked for then. */
const askedAgain = ({ approval }: Again): string =>
  `reopening = :requestedAt, requestedAt = :requestedAt, #by = :by${approval ? ', holds.approval = :requestedAt, approval = :approval' : ''}`

/** Each of these is set where it is known of now, and else removed. */
const setOrRemoved = (again: Partial<Again>, names: Record<string, keyof Again>): string => {
  const named = Object.entries(names)
  const set = named.flatMap(([name, key]) => (again[key] ? [`, ${name} = :${key}`] : []))
  const removed = named.flatMap(([name, key]) => (again[key] ? [] : [name]))
  return `${set.join('')}${removed.length > 0 ? ` REMOVE ${removed.join(', ')}` : ''}`
}
const person = { person: 'person', email: 'email' } as const
const asked = { '#at': 'at', ownZones: 'ownZones', '#filter': 'filter', allAtOnce: 'allAtOnce' } as const

const frozenAs = ({ frozen }: Send) => `attribute_${frozen ? 'exists' : 'not_exists'}(frozen)`

/** Of a send that had begun: its audience stands, and whoever waits gets what is published now. */
const goingOn = (again: Again): string =>
  `SET ${askedAgain(again)}, frozen.editions = :editions, formerEditions = :former${setOrRemoved(again, person)}`

/** Of one that had not: as if it were made now. */
const madeAnew = (again: Again): string =>
  `SET ${askedAgain(again)}${setOrRemoved(again, { ...person, ...asked })}`

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
   * @param as it was when it was read: one that was moved or approved meanwhile does not begin
   * @param waiting its approval, which does not hold for what is frozen: it waits for another since `since` (ISO 8601)
   * @returns the stored send; not frozen when it was moved or approved
   */
  freeze: async (
    id: SendId,
    frozen: Frozen,
    as: Timing & Pick<Send, 'lifts'>,
    waiting?: { approval: Send['approval']; since: string },
  ): Promise<Send | undefined> => {
    const [timed, same] = [unmoved(as), unlifted(as)]
    const won = await ledger.update(Send, sendKeys.of(id), {
      set: `SET frozen = :frozen${waiting ? ', approval = :waiting, holds.approval = :since' : ''}`,
      condition: `attribute_exists(pk) AND attribute_not_exists(frozen) AND ${timed.condition} AND ${same.condition}`,
      names: timed.names,
      values: {
        ':frozen': frozen,
        ...timed.values,
        ...same.values,
        ...(waiting && { ':waiting': waiting.approval, ':since': waiting.since }),
      },
    })
    return won ?? ledger.get(Send, sendKeys.of(id))
  },

  /** Takes the address of somebody who was erased out of a test. */
  blankTest: (id: SendId, address: string) =>
    ledger.update(Send, sendKeys.of(id), {
      set: 'SET test.address = :nobody',
      condition: 'test.address = :address',
      values: { ':nobody': '', ':address': address },
    }),

  /**
   * Holds a send for a cause; other causes may hold it too.
   * @param since ISO 8601
   * @param because SES's words, if SES was the cause
   * @param seen hold only if nothing was lifted since this was read, however late the write takes effect
   * @param act whose act it is, if it is a person's
   * @returns undefined when this cause holds the send already, when it is trusted despite its bounces and complaints,
   *   or when something was lifted since
   */
  hold: (
    id: SendId,
    cause: Hold,
    since: string,
    { because, seen, act }: { because?: string; seen?: Pick<Send, 'lifts'>; act?: Act } = {},
  ) => {
    const same = seen && unlifted(seen)
    const acting = asAct(act)
    return ledger.update(Send, sendKeys.of(id), {
      set: `SET holds.#cause = :since${because ? ', heldBecause = :because' : ''}${act ? `, ${acting.set}` : ''}`,
      condition: `attribute_exists(pk) AND attribute_not_exists(holds.#cause)${cause === 'reputation' ? ' AND attribute_not_exists(trusted)' : ''}${same ? ` AND ${same.condition}` : ''}${acting.condition}`,
      names: { '#cause': cause, ...acting.names },
      values: {
        ':since': since,
        ...(because && { ':because': because }),
        ...same?.values,
        ...acting.values,
      },
    })
  },

  /** Puts the warm-up slices off, by so many ms in all; never by less than before, however late this takes effect. */
  putOff: (id: SendId, laterMs: number) =>
    ledger.update(Send, sendKeys.of(id), {
      set: 'SET laterMs = :later',
      condition: 'attribute_exists(frozen) AND (attribute_not_exists(laterMs) OR laterMs < :later)',
      values: { ':later': laterMs },
    }),

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

  /**
   * Lifts all of these holds of a send as a person has seen it, or none.
   * @param trust bounces and complaints will not hold the send again
   * @returns the send afterwards; undefined when it is not as they have seen it
   */
  liftAsSeen: (id: SendId, causes: readonly string[], trust: boolean, act: Act) => {
    const acting = asAct(act)
    const removed = causes.map((_, index) => `holds.#cause${index}`)
    if (causes.includes('account')) removed.push('heldBecause')
    return ledger.update(Send, sendKeys.of(id), {
      set: `SET ${acting.set}${trust ? ', trusted = :true' : ''} ${removed.length > 0 ? `REMOVE ${removed.join(', ')} ` : ''}ADD lifts :one`,
      condition: `attribute_exists(pk)${acting.condition}`,
      names: {
        ...Object.fromEntries(causes.map((cause, index) => [`#cause${index}`, cause])),
        ...acting.names,
      },
      values: { ':one': 1, ...(trust && { ':true': true }), ...acting.values },
    })
  },

  /**
   * Notes an act that changes nothing of the send's row but of its batches, before it does.
   * @returns undefined when the send is not as who acts has seen it
   */
  noteAct: (id: SendId, act: Act) => {
    const acting = asAct(act)
    return ledger.update(Send, sendKeys.of(id), {
      set: `SET ${acting.set}`,
      condition: `attribute_exists(pk)${acting.condition}`,
      ...(act.seen && { names: acting.names }),
      values: acting.values,
    })
  },

  /**
   * Lifts the hold of a send that waits for its approval.
   * @param seen the asking that is approved: not a later one, nor one that has begun since, however late this takes effect
   * @param approval who approves what; absent where it goes to so few readers that it needs nobody
   * @param act whose act it is, if it is a person's
   * @returns undefined when it does not wait any more, has begun, or was asked for anew
   */
  approve: (id: SendId, seen: Send, approval?: Send['approval'], act?: Act) => {
    const acting = asAct(act)
    const set = [approval && 'approval = :approval', acting.set].filter(Boolean).join(', ')
    return ledger.update(Send, sendKeys.of(id), {
      set: `REMOVE holds.approval ${set && `SET ${set} `}ADD lifts :one`,
      condition: `holds.approval = :since AND ${frozenAs(seen)}${acting.condition}`,
      ...(act?.seen && { names: acting.names }),
      values: {
        ':since': seen.holds.approval,
        ':one': 1,
        ...(approval && { ':approval': approval }),
        ...acting.values,
      },
    })
  },

  /**
   * Cancels a send, also one that is just asked for anew.
   * @param seen only if nobody has had it go on since it was read, however late this takes effect
   * @param ifUnbegun only if it has not begun
   * @param act whose act it is, if it is a person's
   * @returns undefined when it is cancelled already, or went on since, or has begun
   */
  cancel: (
    id: SendId,
    at: string,
    seen: Pick<Send, 'anew'>,
    { ifUnbegun = false, act }: { ifUnbegun?: boolean; act?: Act } = {},
  ) => {
    const same = sameNumber(seen)
    const acting = asAct(act)
    return ledger.update(Send, sendKeys.of(id), {
      set: `SET cancelledAt = :at${act ? `, ${acting.set}` : ''} REMOVE reopening`,
      condition: `attribute_exists(pk) AND (attribute_not_exists(cancelledAt) OR attribute_exists(reopening)) AND ${same.condition}${ifUnbegun ? ' AND attribute_not_exists(frozen)' : ''}${acting.condition}`,
      ...(act?.seen && { names: acting.names }),
      values: { ':at': at, ...same.values, ...acting.values },
    })
  },

  /**
   * Notes that a cancelled send is asked for anew. It is cancelled until `takeCancelBack`.
   * @param seen the send as it was read: only that cancel is meant, however late this takes effect
   * @returns the send as it stands then
   */
  askAnew: async (id: SendId, seen: Send, again: Again): Promise<Send | undefined> => {
    const same = sameNumber(seen)
    const won = await ledger.update(Send, sendKeys.of(id), {
      set: seen.frozen ? goingOn(again) : madeAnew(again),
      condition: `cancelledAt = :cancelledAt AND attribute_not_exists(forgotten) AND ${same.condition} AND ${frozenAs(seen)}`,
      names: { '#by': 'by', ...(!seen.frozen && { '#at': 'at', '#filter': 'filter' }) },
      values: {
        ...same.values,
        ':cancelledAt': seen.cancelledAt,
        ':requestedAt': again.requestedAt,
        ':by': again.by,
        ...defined({ ':person': again.person, ':email': again.email, ':approval': again.approval }),
        ...(seen.frozen
          ? { ':editions': again.editions, ':former': formerWith(seen) }
          : defined({
              ':at': again.at,
              ':ownZones': again.ownZones,
              ':filter': again.filter,
              ':allAtOnce': again.allAtOnce,
            })),
      },
    })
    return won ?? ledger.get(Send, sendKeys.of(id))
  },

  /**
   * Has a send go on that was asked for anew. Of one that had not begun nobody is to be reopened. A person's pause of before
   * ends with it, also one that takes effect later: who asks anew has said that it goes on. All other holds stay.
   * @param seen as it was noted
   * @returns the send as it stands then
   */
  takeCancelBack: async (id: SendId, seen: Send): Promise<Send | undefined> => {
    const same = sameNumber(seen)
    const isPaused = seen.holds.person !== undefined
    const ended = [
      'cancelledAt',
      ...(seen.frozen ? [] : ['reopening']),
      ...(isPaused ? ['holds.#person'] : []),
    ]
    const won = await ledger.update(Send, sendKeys.of(id), {
      set: `SET anew = :next REMOVE ${ended.join(', ')} ADD lifts :one`,
      ...(isPaused && { names: { '#person': 'person' } }),
      condition: `attribute_exists(cancelledAt) AND reopening = :reopening AND ${same.condition} AND ${frozenAs(seen)}`,
      values: { ...same.values, ':one': 1, ':next': (seen.anew ?? 0) + 1, ':reopening': seen.reopening },
    })
    return won ?? ledger.get(Send, sendKeys.of(id))
  },

  /**
   * Notes that all whom a cancel left out are reopened. Late, it leaves the mark of the next asking alone: that has the same
   * number until its cancel is taken back.
   * @param anew the number of the asking anew that is meant
   */
  reopened: (id: SendId, anew: number) =>
    ledger.update(Send, sendKeys.of(id), {
      set: 'REMOVE reopening',
      condition: 'attribute_exists(reopening) AND attribute_not_exists(cancelledAt) AND anew = :anew',
      values: { ':anew': anew },
    }),

  /**
   * Stamps a send whose recipients are to be forgotten, unless it was asked for anew since it was read.
   * @param since ISO 8601. @param name a secret
   * @returns undefined when it was, or is stamped already
   */
  forget: (id: SendId, seen: Send, since: string, name: string) => {
    const same = sameNumber(seen)
    return ledger.update(Send, sendKeys.of(id), {
      set: 'SET forgotten = :forgotten',
      condition: `attribute_exists(frozen) AND attribute_not_exists(forgotten) AND attribute_not_exists(reopening) AND ${same.condition}`,
      values: { ...same.values, ':forgotten': { since, name } },
    })
  },

  /** Notes that nobody is named any more. */
  forgot: (id: SendId) =>
    ledger.update(Send, sendKeys.of(id), {
      set: 'SET forgotten.done = :true REMOVE forgotten.#name',
      condition: 'attribute_exists(forgotten)',
      names: { '#name': 'name' },
      values: { ':true': true },
    }),

  /**
   * Gives a send that has not begun another time.
   * @param at absent = at once
   * @param ownZones local time, when it is sent by each reader's own clock
   * @param seen reschedule only if its time is still this one
   * @param act whose act it is, if it is a person's
   * @returns undefined when it has begun, or was moved meanwhile
   */
  reschedule: (
    id: SendId,
    at?: string,
    ownZones?: string,
    { seen, act }: { seen?: Timing; act?: Act } = {},
  ) => {
    const timed = seen && unmoved(seen)
    const acting = asAct(act)
    const set = [at && '#at = :at', ownZones && 'ownZones = :ownZones', acting.set].filter(Boolean).join(', ')
    const remove = [!at && '#at', !ownZones && 'ownZones'].filter(Boolean).join(', ')
    return ledger.update(Send, sendKeys.of(id), {
      set: `${set && `SET ${set}`} ${remove && `REMOVE ${remove}`}`.trim(),
      condition: `attribute_exists(pk) AND attribute_not_exists(frozen) AND attribute_not_exists(cancelledAt)${timed ? ` AND ${timed.condition}` : ''}${acting.condition}`,
      names: { '#at': 'at', ...acting.names },
      ...((at || ownZones || seen?.at || seen?.ownZones || act) && {
        values: {
          ...(at && { ':at': at }),
          ...(ownZones && { ':ownZones': ownZones }),
          ...timed?.values,
          ...acting.values,
        },
      }),
    })
  },

  /** Ids of all sends ever requested. */
  ids: async (): Promise<SendId[]> =>
    (await ledger.list(Listed, sendIdKeys.all)).map(({ sk }) => sendIdKeys.nameIn(sk)),
})
export type SendsTable = ReturnType<typeof createSendsTable>
