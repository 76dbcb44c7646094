import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { ProblemDocument, problemTypeOf } from '../api/problems.ts'
import { aboutOf } from '../api/routes-and-roles.ts'
import { defined } from '../runtime/defined.ts'
import { edgeHeader } from '../subscription/settings.ts'
import type { CallApi, CallWith, Reply } from './calls.ts'
import { callKeyOf } from './frame/form-keys.ts'

export type ApiOptions = {
  url: string
  /** By it the API believes us for whom we call. */
  edgeKey: string
  fetch?: typeof fetch
  /** @param ms how long */
  wait?: (ms: number) => Promise<unknown>
}

/** ms. API Gateway gives up after 30 s, and the API's function long before. */
const patience = 20_000
/** How often, and in ms, what a form's first press asked for is asked after while that is still being done. */
const mostTries = 16
const tryAgainMs = 500

/**
 * The API as the console calls it: over HTTP, so that the roles, the audit log and the problems are the API's alone, and this
 * function may do nothing itself.
 */
export const createCallApi =
  ({ url, edgeKey, fetch = globalThis.fetch, wait = sleep }: ApiOptions) =>
  /**
   * @param token of the person
   * @param visitor their address, for the audit log
   * @param formKey of the form that they sent: what it leads to is done once, however often it comes
   */
  (token: string, visitor: string, formKey?: string): CallApi =>
  async (route, given = {}) => {
    const { id = '', body, ifMatch } = given
    const [method = 'GET'] = route.split(' ')
    const hasBody = method !== 'GET'
    const key = formKey && aboutOf(route) ? callKeyOf(formKey, route, id, body) : randomUUID()
    const request: RequestInit = {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        // A socket that slept through a frozen sandbox may be dead, and a POST that met it would be in doubt.
        connection: 'close',
        // API Gateway appends our own address, as it appends CloudFront's.
        'x-forwarded-for': visitor,
        [edgeHeader]: edgeKey,
        // So that it is done once, though it is asked for again where the answer was lost.
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
        ...(hasBody && { 'content-type': 'application/json', 'idempotency-key': `"${key}"` }),
      },
      ...(hasBody && { body: JSON.stringify(body ?? {}) }),
      redirect: 'error',
      signal: AbortSignal.timeout(patience),
    }
    const to = addressOf(url, route, given)
    const ask = () => fetch(to, request)
    for (let tries = 1; ; tries += 1) {
      const answer = await ask().catch((error: Error) => {
        if (error.name === 'TimeoutError') throw error
        return ask()
      })
      const reply = await replyIn(answer)
      const isUnderWay = reply.outcome === 'refused' && reply.type === 'under-way'
      if (!isUnderWay || tries === mostTries) return reply as Reply<never>
      await wait(tryAgainMs)
    }
  }

const addressOf = (url: string, route: string, { id = '', query = {} }: CallWith): URL => {
  const [, path = ''] = route.split(' ')
  const to = new URL(path.replace(/\{\w+\}/, encodeURIComponent(id)), url)
  for (const [name, value] of Object.entries(query)) if (value !== undefined) to.searchParams.set(name, value)
  return to
}

const replyIn = async (answer: Response): Promise<Reply<unknown>> => {
  const value: unknown = await answer.json()
  if (answer.ok)
    return { outcome: 'done', value, ...defined({ etag: answer.headers.get('etag') ?? undefined }) }
  // API Gateway's own refusals are no problem documents.
  const read = ProblemDocument.safeParse(value)
  return {
    outcome: 'refused',
    status: answer.status,
    problems: read.success ? read.data.problems : [],
    ...defined({
      type: read.data && problemTypeOf(read.data.type),
      request: answer.headers.get('apigw-requestid') ?? undefined,
    }),
  }
}
