import type { IncomingMessage } from 'node:http'
import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler'
import { type Clocks, elapsedSince, momentOf } from '../runtime/clocks.ts'
import { callMs } from './ses-timeouts.ts'

/** Acts after `ms`, unless what it returns is called before. */
export type Timer = (ms: number, act: () => void) => () => void

export const systemTimer: Timer = (ms, act) => {
  const timer = setTimeout(act, ms)
  return () => clearTimeout(timer)
}

/** An answer that was read to its end. */
export type Answer = { status: number; headers: Record<string, string>; text: string }

/** Whether a call may still start. Asked once, right before its first byte. */
export type MayCall = () => boolean

/** The call was not made, because its guard refused. */
export class NotCalled extends Error {}

type Handler = NodeHttpHandler
type Stack = {
  add(
    middleware: (next: (args: never) => unknown) => (args: never) => unknown,
    options: { step: 'deserialize'; priority: 'low' },
  ): void
}

type Insides = {
  config?: { httpAgent?: unknown; httpAgentProvider?: () => Promise<unknown> } | undefined
  configProvider?: Promise<NonNullable<Insides['config']>>
}

/**
 * On its first call, smithy's handler awaits its settings and, without TLS, `node:http`. A sandbox frozen at that point
 * would make the call after it thaws, whatever its guard had said, so await them before asking. (A test fails if these
 * internals change.)
 */
const ready = async (handler: Handler, isSecure: boolean): Promise<void> => {
  const insides = handler as unknown as Insides
  insides.config ??= await insides.configProvider
  if (!isSecure && insides.config) insides.config.httpAgent ??= await insides.config.httpAgentProvider?.()
}

/**
 * An HTTP handler for an SDK client, with an optional guard for each call. The guard is asked synchronously, after
 * signing and all other middleware, in the same turn of the event loop in which the request is made.
 */
export const createGuardedHandler = (options: NodeHttpHandlerOptions, clocks: Clocks, timer: Timer) => {
  const guards = new WeakMap<object, MayCall>()
  let inner = NodeHttpHandler.create(options) as Handler
  const handle = async (
    request: Parameters<Handler['handle']>[0],
    how?: Parameters<Handler['handle']>[1],
  ): ReturnType<Handler['handle']> => {
    // Do all of the handler's own awaiting before asking the guard.
    await ready(inner, request.protocol === 'https:')
    if (guards.get(request)?.() === false) throw new NotCalled('the call may not begin any more')
    return inner.handle(request, how)
  }
  return {
    metadata: inner.metadata,
    handle,
    destroy: () => inner.destroy(),
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),

    /** Adds a guard to the calls of a command's middleware stack. */
    guard: (stack: object, mayCall: MayCall) => {
      const tie = (next: (args: never) => unknown) => (args: never) => {
        guards.set((args as { request: object }).request, mayCall)
        return next(args)
      }
      // Closest to the handler, after signing.
      ;(stack as Stack).add(tie, { step: 'deserialize', priority: 'low' })
    },

    /** Makes a call that is signed already, under a guard, and reads all of the answer. */
    call: async (request: object, mayCall: MayCall): Promise<Answer> => {
      guards.set(request, mayCall)
      const began = momentOf(clocks)
      const { response } = await handle(request as Parameters<Handler['handle']>[0])
      const { statusCode: status, headers } = response
      const leftMs = () => callMs - elapsedSince(clocks, began)
      return { status, headers, text: await textOf(response.body as IncomingMessage, leftMs, timer) }
    },

    /**
     * Closes open connections. While a sandbox is frozen its sockets die, which shows only when they are used again.
     */
    forgetConnections: () => {
      inner.destroy()
      inner = NodeHttpHandler.create(options) as Handler
    },
  }
}

/** @throws when the time is over before the answer ends, or the connection is cut */
const textOf = (body: IncomingMessage, leftMs: () => number, timer: Timer): Promise<string> =>
  new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    // SES's short answers have come as a whole by now: no timer for them.
    const done = body.complete
      ? () => {}
      : timer(Math.max(0, leftMs()), () => body.destroy(new Error('the answer did not end in time')))
    body.on('data', (piece: Buffer) => pieces.push(piece))
    body.once('end', () => resolve(Buffer.concat(pieces).toString()))
    body.once('error', reject)
    body.once('close', () => {
      done()
      reject(new Error('the answer was cut'))
    })
  })
