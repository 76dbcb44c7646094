import { createHash } from 'node:crypto'
import * as z from 'zod'
import type { Caller } from '../access/caller.ts'
import { defined } from '../runtime/defined.ts'
import { ivBytes, seal, unseal } from '../runtime/seal.ts'
import { type Answer, refuse } from './answer.ts'

/**
 * A call that came with an `Idempotency-Key`. `id`: a hash of caller and key; `call`: of what was called for; `run`: names
 * the run that does it; `until`: when that is surely over (Unix ms), 0 for one that may be done anew; `status` and `sealed`:
 * its answer, which nobody can read without the key: it may be a new API key, or hold an address; `etag`: of that. `expires`: Unix seconds.
 */
export const KeptCall = z.object({
  id: z.string(),
  call: z.string(),
  run: z.string(),
  until: z.number(),
  status: z.number().optional(),
  sealed: z.string().optional(),
  etag: z.string().optional(),
  expires: z.number(),
})
export type KeptCall = z.infer<typeof KeptCall>

export type IdempotencyDeps = {
  calls: {
    /** Puts a call whose key is new, has ended, or is of a run that died. @returns else the one that stands */
    begin(call: KeptCall, now: number): Promise<KeptCall | undefined>
    /** Puts it over that of the same run. */
    end(call: KeptCall): Promise<void>
  }
  /** Unix ms. */
  now: () => number
  random: (bytes: number) => Buffer
  onTrouble: (error: unknown) => void
}

/** A call with its key, as the header has it. `body`: as it was read. */
export type KeyedCall = { caller: Caller; key: string | undefined; route: string; id: string; body: unknown }

/** No run lives longer: API Gateway waits for 30 s, and no function of the API for more than 20. */
const runMs = 30_000
const keptSeconds = 86_400
/** DynamoDB takes items of 400 KB. A longer answer is an upload's list of addresses, which may be asked for again. */
const longest = 300_000

/**
 * Does what a call asks for once, however often it comes with the same `Idempotency-Key` within a day
 * (draft-ietf-httpapi-idempotency-key-header-07): it is noted before, its answer after, and whoever comes again gets that
 * answer. Where the run died, or the service failed, the call is done anew.
 */
export const createOnce =
  ({ calls, now, random, onTrouble }: IdempotencyDeps) =>
  async (
    { caller, key: header, route, id, body }: KeyedCall,
    act: () => Promise<Answer>,
  ): Promise<Answer> => {
    if (header === undefined) return act()
    const key = keyIn(header)
    if (key === undefined) return refuse('not-valid', notAKey)
    const secret = `${caller.key ?? caller.person ?? caller.by} ${key}`
    const begun: KeptCall = {
      id: hashOf(secret),
      call: hashOf(JSON.stringify([route, id, body ?? null])),
      run: random(12).toString('base64url'),
      until: now() + runMs,
      expires: Math.floor(now() / 1000) + keptSeconds,
    }
    const standing = await calls.begin(begun, now())
    if (standing) return answerAgain(standing, begun, secret)
    const end = (done: Partial<KeptCall>) => calls.end({ ...begun, ...done }).catch(onTrouble)
    try {
      const answer = await act()
      await end(isKept(answer) ? keptAnswer(answer, secret, random) : { until: 0 })
      return answer
    } catch (error) {
      await end({ until: 0 })
      throw error
    }
  }
export type Once = ReturnType<typeof createOnce>

const notAKey = {
  field: 'Idempotency-Key',
  message: 'is not a text of 1 to 255 visible characters in quotation marks, such as a UUID',
}

/** A string of RFC 9651 §3.3.3; without quotation marks it is taken, too, as most services do. */
const keyIn = (header: string): string | undefined => {
  const [, quoted, bare] =
    /^(?:"([\x21\x23-\x5b\x5d-\x7e]{1,255})"|([\x21\x23-\x5b\x5d-\x7e]{1,255}))$/.exec(header.trim()) ?? []
  return quoted ?? bare
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex')

/** What may come out otherwise a moment later is not kept: who was refused so has changed nothing. */
const isKept = ({ status, value }: Answer): boolean =>
  status < 500 &&
  ![401, 403, 412, 429].includes(status) &&
  !(value as { type?: string } | null)?.type?.startsWith('/problems/try-again/')

const keptAnswer = (
  { status, value, etag }: Answer,
  secret: string,
  random: IdempotencyDeps['random'],
): Partial<KeptCall> => {
  const sealed = seal('api answers', JSON.stringify(value), secret, random(ivBytes))
  return sealed.length > longest ? { until: 0 } : { status, sealed, ...defined({ etag }) }
}

const answerAgain = (standing: KeptCall, { call }: KeptCall, secret: string): Answer => {
  const field = 'Idempotency-Key'
  if (standing.call !== call)
    return refuse('key-of-another-call', {
      field,
      message: 'was that of another call: choose another for each',
    })
  const { status, sealed = '', etag } = standing
  const text = unseal('api answers', sealed, secret)
  if (status === undefined || text === undefined)
    return refuse('under-way', {
      field,
      message: 'is that of a call that is still being done: ask again in some seconds',
    })
  return { status, value: JSON.parse(text) as unknown, ...defined({ etag }) }
}
