import * as z from 'zod'
import { type Answer, answer, noting, refuse } from './answer.ts'
import type { DeadLettersAnswer, RedriveAnswer } from './answers/service.ts'
import { problemsOf } from './schema-problems.ts'
import type { LostWork } from './settings.ts'

/** A message of a dead-letter queue: hidden from others for a while, gone once it is removed. */
export type DeadLetter = { body: string; remove: () => Promise<void> }

export type DeadLettersDeps = {
  lost: readonly LostWork[]
  depth: (queue: string) => Promise<number>
  /** A few messages; none when the queue is empty. */
  receive: (queue: string) => Promise<DeadLetter[]>
  send: (queue: string, body: string) => Promise<void>
  /** Called for each message that stays. */
  onTrouble: (queue: string, error: unknown) => void
  now: () => number
}

export const RedriveRequest = z.strictObject({
  queue: z
    .string('is missing: say which queue')
    .meta({ description: 'By the name that the list gives.', example: 'batches' }),
})

/** How long one call moves messages: well under the function's timeout. */
const movingMs = 8_000

/** Work that failed for good: lists it, and moves it back to the queue where it failed. */
export const createDeadLetters = (deps: DeadLettersDeps) => {
  const { lost, depth } = deps
  return {
    list: async (): Promise<Answer> => {
      const queues = await Promise.all(
        lost.map(async ({ name, dead, readers, ...how }) => ({
          name,
          depth: await depth(dead),
          readers,
          ...('instead' in how && { instead: how.instead }),
        })),
      )
      const value: DeadLettersAnswer = { queues }
      return answer(200, value)
    },

    /** @param fields `{ queue }`, by the name that `list` gives */
    redrive: async (fields: Record<string, unknown>): Promise<Answer> => {
      const read = RedriveRequest.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const one = lost.find(({ name }) => name === read.data.queue)
      if (!one) {
        const names = lost.map(({ name }) => name).join(', ')
        return refuse('not-valid', { field: 'queue', message: `is none of ${names}` })
      }
      if ('instead' in one)
        return refuse('not-possible/another-way', {
          field: 'queue',
          message: `cannot be moved back: ${one.instead}`,
        })
      const value: RedriveAnswer = await redrive(deps, one)
      return noting(answer(200, value), { after: value })
    },
  }
}

/**
 * Moves messages back until none is left or time is up. A message is removed only after it was sent. One that cannot be
 * sent stays; a crash between the two leaves it in both queues. It is then processed twice, which is safe, because each
 * of these queues may deliver a message twice anyway. (SQS's own StartMessageMoveTask handles only dead-letter queues
 * of other queues, not those of a schedule: Amazon SQS API Reference.)
 */
const redrive = async (
  { receive, send, onTrouble, now }: DeadLettersDeps,
  { name, dead, work }: { name: string; dead: string; work: string },
): Promise<RedriveAnswer> => {
  const until = now() + movingMs
  let moved = 0
  let stayed = 0
  while (now() < until) {
    const letters = await receive(dead)
    if (letters.length === 0) return { moved, stayed, more: false }
    const outcomes = await Promise.allSettled(
      letters.map(async ({ body, remove }) => {
        await send(work, workOf(body))
        await remove()
      }),
    )
    for (const outcome of outcomes) {
      if (outcome.status === 'fulfilled') moved += 1
      else {
        stayed += 1
        onTrouble(name, outcome.reason)
      }
    }
  }
  return { moved, stayed, more: true }
}

const SentBySchedule = z.strictObject({ MessageBody: z.string(), QueueUrl: z.string() })

/**
 * The original message. A schedule leaves the failed call with the message inside (EventBridge Scheduler User Guide,
 * "Retrieve the dead-letter event"); a queue leaves the message itself.
 */
const workOf = (body: string): string => {
  try {
    return SentBySchedule.parse(JSON.parse(body)).MessageBody
  } catch {
    return body
  }
}
