import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ApiProblem } from '../../functions/api/problems.ts'
import { Stop } from '../terminal/terminal-io.ts'
import { localFile, type Service } from './service.ts'
import { ownersOf } from './token-owner.ts'

/** The outcome of a call. `refused`: the call was wrong, and the problems say what to do. */
export type Reply<Value> =
  /** `etag`: of the value, where it may be changed. */
  | { outcome: 'done'; status: number; value: Value; etag?: string }
  /** `current`: of what was changed meanwhile, how it stands. */
  | { outcome: 'refused'; status: number; problems: ApiProblem[]; current?: unknown }

export type Client = ReturnType<typeof createClient>

/** Calls the API. @throws Stop when the service cannot be reached, does not accept the token, or fails */
export const createClient = ({ api, token, isLocal }: Service) => {
  const call = async <Value>(
    method: string,
    path: string,
    body?: object,
    ifMatch?: string,
  ): Promise<Reply<Value>> => {
    const response = await reachInTurn(api, {
      method,
      url: `${api}${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body && { 'content-type': 'application/json' }),
        // So that it is done once, though it is asked for again where the answer was lost.
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(method !== 'GET' && { 'idempotency-key': `"${randomUUID()}"` }),
      },
      mayRepeat: true,
      ...(body && { body: JSON.stringify(body) }),
    })
    const { status } = response
    if (status === 429) throw new Stop(`${api} takes no more calls just now: wait a minute, then try again`)
    const value = await readJson(response)
    const { problems, current } = (value ?? {}) as { problems?: ApiProblem[]; current?: unknown }
    // API Gateway's own refusal names no problem.
    if (status === 401 || (status === 403 && !problems))
      throw new Stop(`${api} does not accept ${whatElse(api, token, isLocal)}`)
    // With a reason, 503 says that nothing was done.
    const isRefused = status === 503 && problems !== undefined
    if (status >= 500 && !isRefused)
      throw new Stop(`${api} failed (HTTP ${status}): look into its log, then try again`)
    const etag = response.headers.get('etag') ?? undefined
    if (response.ok && value) return { outcome: 'done', status, value: value as Value, ...(etag && { etag }) }
    if (!problems) throw new Stop(`${api} is no Masthead's API (HTTP ${status}): check --api or MASTHEAD_API`)
    return { outcome: 'refused', status, problems, ...(current !== undefined && { current }) }
  }
  return {
    /** All names under which the service may know the caller. */
    me: ownersOf(token),
    get: <Value>(path: string) => call<Value>('GET', path),
    post: <Value>(path: string, body: object) => call<Value>('POST', path, body),
    /** Replaces what has this tag, unless somebody changed it meanwhile (412). */
    replace: <Value>(path: string, body: object, ifMatch?: string) => call<Value>('PUT', path, body, ifMatch),
    /** Puts bytes at a presigned address, which carries its own permission. */
    put: async (
      url: string,
      bytes: Uint8Array | string | Blob,
      headers: Record<string, string> = {},
    ): Promise<void> => {
      const isLong = bytes instanceof Blob
      const request = { method: 'PUT', url, headers, body: bytes, isLong }
      const { status, ok } = await reach(new URL(url).origin, request)
      if (!ok) throw new Stop(`An upload was refused (HTTP ${status}): run the command again`)
    },
  }
}

/** What was not accepted, and what to do. */
const whatElse = (api: string, token: string, isLocal = false): string => {
  if (isLocal) return `the token of ${localFile}: start \`npm start\` again`
  if (token.startsWith('mk_'))
    return 'the API key, which was revoked or has expired: an owner makes another with `masthead keys create`'
  return `the token: sign in again with \`masthead login --api ${api}\``
}

type Request = {
  method: string
  url: string
  headers?: Record<string, string>
  body?: Uint8Array | string | Blob
  /** It changes nothing when it comes twice. */
  mayRepeat?: boolean
  /** It may take as long as a slow line needs. */
  isLong?: boolean
}

const timeoutMs = 60_000
const longTimeoutMs = 60 * 60_000

/** The longest that the service ever says. */
const mostRetrySeconds = 60

/** How long to wait when too many call at once, ms: such a call has not been made. */
const turnsMs = [250, 500, 1_000, 2_000, 4_000]

const reachInTurn = async (whom: string, request: Request): Promise<Response> => {
  for (const ms of turnsMs) {
    const response = await reachAgain(whom, request)
    if (response.status !== 429) return response
    const seconds = Number(response.headers.get('retry-after') ?? 0)
    await sleep(Math.max(ms, Math.min(seconds, mostRetrySeconds) * 1_000))
  }
  return reachAgain(whom, request)
}

/** Once more where the connection was lost before an answer came: whether it was done nobody knows. */
const reachAgain = async (whom: string, { mayRepeat, ...request }: Request): Promise<Response> => {
  try {
    return await reach(whom, request)
  } catch (error) {
    const { code = '' } = ((error as Error).cause as { cause?: { code?: string } } | undefined)?.cause ?? {}
    if (!mayRepeat || !lostCodes.includes(code)) throw error
    return reach(whom, request)
  }
}

/** Codes of Node and undici for a connection that broke. */
const lostCodes = ['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']

/** @param whom what to call the server in messages, because an upload's URL would show its signature */
const reach = async (whom: string, { url, isLong, ...request }: Request): Promise<Response> => {
  try {
    return await fetch(url, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(isLong ? longTimeoutMs : timeoutMs),
    })
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string; message?: string } }
    const reason = name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? cause?.message ?? name)
    throw new Stop(
      `${whom} cannot be reached (${reason}): is it running? A local one starts with \`npm start\``,
      {
        cause: error,
      },
    )
  }
}

const readJson = async (response: Response): Promise<unknown> => {
  const text = await response.text()
  return /json/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : undefined
}
