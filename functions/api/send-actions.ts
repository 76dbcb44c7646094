import * as z from 'zod'
import { defined } from '../runtime/defined.ts'
import type { Seen } from '../sending/control/approve-send.ts'
import type { Control, Controlled } from '../sending/control/control-send.ts'
import type { Asker } from '../sending/ledger/asker.ts'
import type { Send, SendId } from '../sending/ledger/send.ts'
import { type Answer, answer, noSuchSend, noting, refuse } from './answer.ts'
import type { ActionAnswer, SendTime } from './answers/sends.ts'
import { corrected } from './asking-anew-problems.ts'
import type { EditionsToSend } from './editions-to-send.ts'
import { changedSince, isAsSeen, sendTag } from './if-match.ts'
import type { ReadSegment } from './read-segment.ts'
import { inThePast, readSendTime } from './read-send-time.ts'
import { problemsOf } from './schema-problems.ts'

export type ActionsDeps = {
  control: Control
  sends: { get(id: SendId): Promise<Send | undefined> }
  readSegment: ReadSegment
  editionsToSend: EditionsToSend
  /** The publication's time zone: a time without an offset is read in it. */
  timeZone: string
}

const named = <Name extends string>(name: Name, description: string) =>
  z.literal(name).meta({ description, example: name })

export const Action = z.discriminatedUnion('action', [
  z.strictObject({ action: named('pause', 'Stops it within a chunk.') }),
  z.strictObject({ action: named('resume', 'Goes on where it stopped, whatever held it but its approval.') }),
  z.strictObject({
    action: named(
      'approve',
      'Lets one go that waits for a second person: neither who asked for it nor who published what it sends, by whatever name or key.',
    ),
  }),
  z.strictObject({ action: named('cancel', 'Ends it: whoever waits is left out.') }),
  z.strictObject({
    action: named('reschedule', 'Gives another time to one that has not begun.'),
    at: z
      .string()
      .min(1)
      .optional()
      .meta({ description: 'Of reschedule: when; left out, now.', example: '2031-05-06T09:00' }),
    ownZones: z
      .boolean()
      .optional()
      .meta({ description: 'Of reschedule: “at” is local time by each reader’s own clock.', example: true }),
  }),
  z.strictObject({ action: named('retry', 'Sends again to those to whom it failed.') }),
  z.strictObject({
    action: named('resolve', 'Decides for the uncertain.'),
    how: z
      .enum(['resend', 'write-off'])
      .meta({ description: 'Of resolve: send again, or leave it.', example: 'write-off' }),
  }),
])
type Action = z.infer<typeof Action>

/** What an admin does to a send: `{ "action": "pause" }`. */
export const createActions = ({ control, sends, readSegment, editionsToSend, timeZone }: ActionsDeps) => {
  /**
   * Why a send that has not begun cannot begin at a time: what its segment asks may have become unknown since it was asked
   * for, and then it would go to nobody.
   */
  const whyUnknown = async (id: SendId, when?: SendTime): Promise<Answer | undefined> => {
    const send = await sends.get(id)
    const segment = send?.frozen ? undefined : send?.filter?.segment
    const found = segment && (await readSegment(segment, when ?? defined({ at: send?.at })))
    if (!found || found.outcome === 'read') return undefined
    return refuse('not-possible/segment-not-known', {
      message: `${id} is for a segment that ${found.problem.message}`,
    })
  }
  const changedMeanwhile = async (send: Send): Promise<Answer> => {
    const editions = await editionsToSend(send)
    const current = { send, ...defined({ editions }) }
    return changedSince(`${send.id} is not as you have seen it any more`, current, sendTag(send, editions))
  }
  const answerTo = async (id: SendId, controlled: Controlled, ownZones?: string): Promise<Answer> =>
    controlled.outcome === 'changed' ? changedMeanwhile(controlled.send) : answerOf(id, controlled, ownZones)
  const reschedule = async (
    id: SendId,
    { at, ownZones = false }: Action & { action: 'reschedule' },
    asSeen: Send | undefined,
  ) => {
    const read = readSendTime(at, ownZones, timeZone)
    if (read.outcome === 'refused') return refuse('not-valid', read.problem)
    const unknown = await whyUnknown(id, read.time)
    if (unknown) return unknown
    return answerTo(id, await control.reschedule(id, read.time, asSeen), read.time.ownZones)
  }
  const carryOut = async (id: SendId, action: Action, who: Asker, asSeen?: Seen): Promise<Answer> => {
    switch (action.action) {
      case 'reschedule':
        return reschedule(id, action, asSeen?.send)
      case 'resume':
        return (await whyUnknown(id)) ?? answerTo(id, await control.resume(id, asSeen?.send))
      case 'approve':
        return (await whyUnknown(id)) ?? answerTo(id, await control.approve(id, who, asSeen))
      case 'resolve':
        return answerTo(id, await control.resolve(id, action.how, asSeen?.send))
      default:
        return answerTo(id, await control[action.action](id, asSeen?.send))
    }
  }
  const seenNow = async (send: Send): Promise<Seen> => ({
    send,
    ...defined({ editions: await editionsToSend(send) }),
  })
  /** For the audit log alone: an act is neither kept back nor called failed because this could not be read. */
  const seen = (id: SendId) => sends.get(id).catch(() => undefined)
  return {
    /** @param ifMatch only if it is still as who calls has seen it */
    act: async (
      id: SendId,
      fields: Record<string, unknown>,
      who: Asker,
      ifMatch?: string,
    ): Promise<Answer> => {
      const read = Action.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const found = ifMatch === undefined ? await seen(id) : await sends.get(id)
      const asSeen = ifMatch !== undefined && found ? await seenNow(found) : undefined
      if (asSeen && !isAsSeen(ifMatch, sendTag(asSeen.send, asSeen.editions)))
        return changedMeanwhile(asSeen.send)
      const before = standing(found)
      const done = await carryOut(id, read.data, who, asSeen)
      const { outcome, changed } = done.value as Partial<ActionAnswer>
      if (!outcome) return done
      const how = read.data.action === 'resolve' ? read.data.how : undefined
      const after = { ...standing(await seen(id)), ...defined({ how, changed }) }
      return noting(done, { outcome, after, ...defined({ before }) })
    },
  }
}
export type Actions = ReturnType<typeof createActions>

const notApproved = (id: SendId) => ({
  unknown: `It cannot be told whether you asked for ${id} yourself: sign in again, or use a key that is made anew`,
  published: `You published what ${id} sends: somebody else approves it. If you are but two, let the other cancel it and ask for it yourself`,
  own: `You asked for ${id} yourself, or a key of yours did: somebody else approves it`,
  'not-waiting': `${id} does not wait for anybody’s approval`,
})

const notApprovedCause = {
  unknown: 'asker-not-known',
  published: 'own-edition',
  own: 'own-send',
  'not-waiting': 'not-waiting',
} as const

const tooLateCause = {
  begun: 'begun',
  cancelled: 'cancelled',
  finished: 'finished',
  forgotten: 'recipients-forgotten',
} as const

const tooLate = (id: SendId) => ({
  begun: `${id} has begun: pause or cancel it`,
  cancelled: `${id} is cancelled`,
  finished: `${id} is finished: there is nobody left to pause or cancel it for`,
  forgotten: `${id} is over, and to whom it went is not kept any more: nothing can be done about it`,
})

const answerOf = (
  id: SendId,
  controlled: Exclude<Controlled, { outcome: 'changed' }>,
  ownZones?: string,
): Answer => {
  switch (controlled.outcome) {
    case 'no-such-send':
      return noSuchSend(id)
    case 'in-the-past':
      return refuse('not-valid', inThePast(ownZones))
    case 'too-late':
      return refuse(`not-possible/${tooLateCause[controlled.why]}`, { message: tooLate(id)[controlled.why] })
    case 'not-approved':
      return refuse(`not-possible/${notApprovedCause[controlled.why]}`, {
        message: notApproved(id)[controlled.why],
      })
    case 'held-again':
      return refuse('not-possible/held-again', {
        message: `${id} was let go on, and is held again: ${Object.entries(controlled.holds)
          .map(([cause, since]) => `${cause} since ${since}`)
          .join(', ')}`,
      })
    case 'taken-down':
      return refuse('not-possible/not-published', {
        message: `${controlled.issue} was taken down, and nobody is sent it any more: publish it again first`,
      })
    case 'corrected':
      return refuse('not-possible/corrected', corrected(id))
    case 'too-early':
      return refuse('try-again/not-settled', {
        message: `A worker may still be sending, or SES still reporting: ask again in ${controlled.seconds} s`,
      })
    default: {
      const value: ActionAnswer = {
        outcome: controlled.outcome,
        ...('changed' in controlled && { changed: controlled.changed }),
      }
      return answer(200, value)
    }
  }
}

/** A send as the audit log notes it; nothing of one that could not be read. */
const standing = (send?: Send) => {
  if (!send) return undefined
  const { at, ownZones, holds, cancelledAt } = send
  return defined({ at, ownZones, holds, cancelledAt })
}
