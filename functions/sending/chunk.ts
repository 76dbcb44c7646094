import type { MailOutcome } from '../platform/mailer.ts'
import type { Answers } from '../subscription/custom-fields.ts'
import type { Subscriber } from '../subscription/subscriber.ts'
import type { Batch } from './batch.ts'
import type { Letter } from './outcomes.ts'
import type { Frozen, Send } from './send.ts'
import type { Recipient } from './step.ts'

/** Makes one reader's message, ready to be sent; `not-a-message` when none can be made for this reader. */
export type Post = (
  delivery: { send: Send; frozen: Frozen; batch: Batch; index: number; recipient: Recipient },
  reader: Pick<Reader, 'id' | 'email' | 'fields'>,
) => Promise<
  { outcome: 'ready'; send: () => Promise<MailOutcome> } | { outcome: 'not-a-message'; reason: string }
>

export type ChunkDeps = {
  /** Consistent reads. */
  subscribers: { getMany(ids: readonly string[]): Promise<Map<string, Subscriber>> }
  post: Post
  /** Waits until this worker may begin another call to SES. */
  pace: () => Promise<void>
  sleep: (ms: number) => Promise<void>
  now: () => number
  /** Milliseconds by a clock that nobody sets back: what is 90 s old must not look new because the time was corrected. */
  steady: () => number
}

/** Recipients [from, to) of a batch. */
export type Chunk = {
  send: Send
  frozen: Frozen
  batch: Batch
  recipients: Recipient[]
  from: number
  to: number
}

type Stopped = { by: 'quota' } | { by: 'failure'; failure: unknown }

/** How old a reader's state may be when a call to SES begins. */
const freshMs = 2_000
/** Calls to SES at once in a worker: hides SES's latency. */
const parallel = 10
const throttleRetries = 6

/**
 * Delivers a chunk that is marked as begun.
 * @returns what became of each recipient, and what stopped it, if anything did. Whatever happens it waits for every
 * call it began: no promise outlives the handler, where it would send for a claim that has ended.
 */
export const createDeliverChunk =
  (deps: ChunkDeps) =>
  async (chunk: Chunk): Promise<{ letters: Letter[]; stopped?: Stopped }> => {
    const { from, to, batch } = chunk
    const letters = [...batch.codes.slice(from, to)] as Letter[]
    const state = freshStates(deps, chunk)
    let stopped: Stopped | undefined
    let next = from
    const worker = async () => {
      while (next < to && !stopped) {
        const index = next++
        if (letters[index - from] !== '.') continue
        try {
          const letter = await deliverOne(deps, chunk, index, state)
          if (letter === 'quota') stopped = { by: 'quota' }
          else letters[index - from] = letter
        } catch (failure) {
          // Thrown only by what comes before the call to SES, or when SES says that nobody may send: known unsent.
          stopped = { by: 'failure', failure }
        }
      }
    }
    await Promise.all(Array.from({ length: parallel }, worker))
    return { letters, ...(stopped && { stopped }) }
  }

type Reader = { id: string; email: string; fields?: Answers; status: Subscriber['status'] }
type State = (id: string) => Promise<Reader | undefined>

const deliverOne = async (
  deps: ChunkDeps,
  chunk: Chunk,
  index: number,
  state: State,
): Promise<Letter | 'quota'> => {
  const recipient = chunk.recipients[index]!
  for (let attempt = 0; ; ) {
    const reader = await state(recipient.id)
    if (!reader) return 'G'
    if (reader.status !== 'active') return letterOf[reader.status]
    const message = await deps.post({ ...chunk, index, recipient }, reader)
    if (message.outcome === 'not-a-message') return letterOf[message.outcome]
    // Last of all, so that nothing slow stands between the pace and the call; and then the state may be too old.
    await deps.pace()
    if (!isSame(reader, await state(recipient.id))) continue
    const { outcome } = await message.send()
    if (outcome === 'quota') return 'quota'
    if (outcome !== 'throttled') return letterOf[outcome]
    // Throttled for long: still waiting, and a later chunk goes on with it.
    if (attempt === throttleRetries) return '.'
    await deps.sleep(Math.random() * 100 * 2 ** attempt)
    attempt += 1
  }
}

const isSame = (before: Reader, now: Reader | undefined): boolean =>
  now?.status === before.status && now.email === before.email

const letterOf = {
  accepted: 'a',
  uncertain: 'u',
  rejected: 'r',
  'not-a-message': 'm',
  pending: 'P',
  unsubscribed: 'U',
  suppressed: 'S',
} as const

/** The chunk's readers, read consistently and read again once that is too long ago. A test's reader is who it goes to. */
const freshStates = ({ subscribers, steady }: ChunkDeps, { send, recipients, from, to }: Chunk): State => {
  const { test } = send
  if (test) return async (id) => ({ id, email: test.address, status: 'active' })
  let readAt = Number.NEGATIVE_INFINITY
  let reading: Promise<Map<string, Subscriber>> | undefined
  return async (id) => {
    if (!reading || steady() - readAt > freshMs) {
      readAt = steady()
      reading = subscribers.getMany(recipients.slice(from, to).map((recipient) => recipient.id))
    }
    return (await reading).get(id)
  }
}
