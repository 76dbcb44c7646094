import { NodeHttpHandler, type NodeHttpHandlerOptions } from '@smithy/node-http-handler'

/** Whether a call may still begin; asked once, right before its first byte. */
export type MayCall = () => boolean

/** The call was not made: its guard said no. */
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
 * At its first call smithy's handler waits for its settings and, without TLS, for `node:http`: a sandbox that stood still
 * just then would call after it wakes, whatever its guard had said (a test notices when these insides have moved).
 */
const ready = async (handler: Handler, isSecure: boolean): Promise<void> => {
  const insides = handler as unknown as Insides
  insides.config ??= await insides.configProvider
  if (!isSecure && insides.config) insides.config.httpAgent ??= await insides.config.httpAgentProvider?.()
}

/**
 * An HTTP handler for an SDK client whose calls may each have a guard: asked synchronously, after signing and whatever
 * else came before, in the same turn in which the request is made.
 */
export const createGuardedHandler = (options: NodeHttpHandlerOptions) => {
  const guards = new WeakMap<object, MayCall>()
  let inner = NodeHttpHandler.create(options) as Handler
  return {
    metadata: inner.metadata,
    handle: async (
      request: Parameters<Handler['handle']>[0],
      how?: Parameters<Handler['handle']>[1],
    ): ReturnType<Handler['handle']> => {
      // All that the handler itself waits for at its first call comes before the question.
      await ready(inner, request.protocol === 'https:')
      if (guards.get(request)?.() === false) throw new NotCalled('the call may not begin any more')
      return inner.handle(request, how)
    },
    destroy: () => inner.destroy(),
    updateHttpClientConfig: () => {},
    httpHandlerConfigs: () => ({}),

    /** Gives the calls of a command a guard. */
    guard: (stack: object, mayCall: MayCall) => {
      const tie = (next: (args: never) => unknown) => (args: never) => {
        guards.set((args as { request: object }).request, mayCall)
        return next(args)
      }
      // Nearest to the handler, after what signs.
      ;(stack as Stack).add(tie, { step: 'deserialize', priority: 'low' })
    },

    /** Closes what is open: a socket that slept while its sandbox was frozen is dead, which shows only when it is used. */
    forgetConnections: () => {
      inner.destroy()
      inner = NodeHttpHandler.create(options) as Handler
    },
  }
}
