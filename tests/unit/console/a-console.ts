import type { Role } from '../../../functions/access/role.ts'
import { createAssets } from '../../../functions/console/assets.ts'
import type { CallApi, CalledRoute, Calls, CallWith, Reply } from '../../../functions/console/calls.ts'
import { createConsole } from '../../../functions/console/console.http.ts'
import { consoleCss } from '../../../functions/console/frame/style.ts'
import { createCookies } from '../../../functions/console/session/cookies.ts'
import type { SentFile } from '../../../functions/runtime/multipart.ts'
import type { HttpRequest, HttpResponse } from '../../../functions/web/form-http.ts'
import { printStylesheet, stylesheet } from '../../../functions/web/style.ts'
import { readPublication } from '../../../infra/publication.ts'

export const siteUrl = 'https://matrix.example'
export const now = Date.parse('2031-05-06T07:00:00Z')

export type Answers = { [Route in CalledRoute]?: (given: CallWith) => Reply<Calls[Route]> | Calls[Route] }

export type ConsoleOptions = {
  answers?: Answers
  role?: Role | 'none'
  publication?: Parameters<typeof createConsole>[0]['publication']
}

/** The console over an API that answers as it is told, with somebody signed in by the secret `theirs`. */
export const aConsole = ({ answers = {}, role = 'owner', publication }: ConsoleOptions = {}) => {
  const calls: {
    route: CalledRoute
    given: CallWith
    token: string
    visitor: string
    formKey?: string | undefined
  }[] = []
  const uploaded: { to: string; text: string; headers: Record<string, string> }[] = []
  let keys = 0
  const callApi =
    (token: string, visitor: string, formKey?: string): CallApi =>
    async (route, given = {}) => {
      calls.push({ route, given, token, visitor, ...(formKey && { formKey }) })
      const answer = answers[route]?.(given)
      if (answer === undefined) return { outcome: 'refused', status: 404, problems: [] }
      return ('outcome' in answer ? answer : { outcome: 'done', value: answer }) as Reply<never>
    }
  const answer = createConsole({
    publication: publication ?? samplePublication(),
    siteUrl,
    edgeKey: 'edge',
    assets: createAssets(
      `${stylesheet((publication ?? samplePublication()).brand)}${printStylesheet}${consoleCss}`,
      'let script',
    ),
    cookies: createCookies(true),
    sessions: {
      begin: async (to) => ({
        location: 'https://pool.example/login',
        remember: { state: 's', nonce: 'n', verifier: 'v', to },
      }),
      finish: async (query) => (query === 'code=good&state=s' ? 'theirs' : undefined),
      current: async (secret) =>
        secret === 'theirs'
          ? { who: { by: 'ada@example.org', ...(role !== 'none' && { role }) }, token: 'their-token' }
          : undefined,
      end: async (_, to) => `https://pool.example/logout?to=${encodeURIComponent(to)}`,
    },
    callApi,
    uploadFile: async (to, bytes, headers = {}) =>
      void uploaded.push({ to, text: Buffer.from(bytes).toString(), headers }),
    newKey: () => `form-key-number-${++keys}`,
    now: () => now,
  })
  return { calls, uploaded, answer, ...requests(answer) }
}

const samplePublication = () => {
  sample ??= readPublication('content/publication.yaml')
  return sample
}
let sample: ReturnType<typeof readPublication> | undefined

export type Asked = {
  cookies?: string[]
  headers?: Record<string, string>
  query?: string
}
type Fields = Record<string, string | string[] | SentFile>
const signedIn = ['__Host-masthead-session=theirs']

const requests = (answer: (request: HttpRequest) => Promise<HttpResponse>) => {
  const send = (
    method: string,
    rawPath: string,
    { cookies = signedIn, headers = {}, query = '' }: Asked,
    body?: Fields,
  ) =>
    answer({
      rawPath,
      rawQueryString: query,
      headers: { 'accept-language': 'en', ...headers },
      cookies,
      queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
      requestContext: { http: { method, path: rawPath, sourceIp: '203.0.113.9' } },
      ...(body && { body }),
    } as unknown as HttpRequest)
  return {
    get: (path: string, asked: Asked = {}) => send('GET', path, asked),
    post: (path: string, body: Fields, asked: Asked = {}) =>
      send('POST', path, { ...asked, headers: { 'sec-fetch-site': 'same-origin', ...asked.headers } }, body),
  }
}

export const bodyOf = (response: HttpResponse): string => String(response.body)
