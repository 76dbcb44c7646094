import * as z from 'zod'
import { readTime } from '../platform/instant.ts'
import type { Control, Controlled } from '../sending/control.ts'
import type { SendId } from '../sending/send.ts'
import { type ActionAnswer, type Answer, answer, refuse } from './answers.ts'
import { problemsOf } from './problems.ts'

export type ActionsDeps = {
  control: Control
  /** The publication's, in which a time without an offset is meant. */
  timeZone: string
  now: () => number
}

const Action = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('pause') }),
  z.strictObject({ action: z.literal('resume') }),
  z.strictObject({ action: z.literal('cancel') }),
  /** Another time for a send that has not begun; absent = now. */
  z.strictObject({ action: z.literal('reschedule'), at: z.string().min(1).optional() }),
  /** Sends again to whom it failed. */
  z.strictObject({ action: z.literal('retry') }),
  /** Decides for the uncertain. */
  z.strictObject({ action: z.literal('resolve'), how: z.enum(['resend', 'write-off']) }),
])
type Action = z.infer<typeof Action>

/** What an admin does to a send: `{ "action": "pause" }`. */
export const createActions = ({ control, timeZone, now }: ActionsDeps) => {
  const carryOut = (id: SendId, action: Action): Promise<Controlled> => {
    switch (action.action) {
      case 'reschedule':
        return control.reschedule(id, action.at)
      case 'resolve':
        return control.resolve(id, action.how)
      default:
        return control[action.action](id)
    }
  }
  return {
    act: async (id: SendId, fields: Record<string, unknown>): Promise<Answer> => {
      const read = Action.safeParse(fields)
      if (!read.success) return refuse(400, ...problemsOf(read.error))
      const action = read.data
      if (action.action === 'reschedule' && action.at) {
        const at = readTime(action.at, timeZone)
        if (!at)
          return refuse(400, {
            field: 'at',
            message: `is not a time: write 2026-12-01T09:00 (in ${timeZone})`,
          })
        if (Date.parse(at) <= now())
          return refuse(400, { field: 'at', message: 'is in the past: leave it out to send now' })
        action.at = at
      }
      return answerOf(id, await carryOut(id, action))
    },
  }
}
export type Actions = ReturnType<typeof createActions>

const answerOf = (id: SendId, controlled: Controlled): Answer => {
  switch (controlled.outcome) {
    case 'no-such-send':
      return refuse(404, { field: 'send', message: `There is no send ${id}; see all with: masthead status` })
    case 'too-late':
      return refuse(409, {
        message: controlled.why === 'begun' ? `${id} has begun: pause or cancel it` : `${id} is cancelled`,
      })
    case 'too-early':
      return refuse(409, {
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
