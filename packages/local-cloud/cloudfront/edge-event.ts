import type { Request, Response } from '../types.ts'
import { hidden, visible } from './edge-headers.ts'

type Value = { value: string; multiValue?: { value: string }[] }
type Values = Record<string, Value>

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-event-structure.html */
export type EdgeRequest = {
  method: string
  uri: string
  querystring: Values | string
  headers: Values
  cookies: Values
}
export type EdgeResponse = {
  statusCode: number
  statusDescription?: string
  headers?: Values
  cookies?: Record<string, Value & { attributes?: string }>
  body?: string | { encoding?: 'text' | 'base64'; data: string }
}

export const edgeRequestOf = ({ method, path, query, headers }: Request): EdgeRequest => {
  const { cookie = '', ...rest } = headers
  return {
    method,
    uri: path,
    querystring: gather(query.split('&')),
    headers: Object.fromEntries(Object.entries(visible(rest)).map(([name, value]) => [name, { value }])),
    cookies: gather(cookie.split(/; */)),
  }
}

/** The request as a function changed it. A function cannot change the method or the body. */
export const requestAfter = (
  request: Request,
  { uri, querystring, headers, cookies }: EdgeRequest,
): Request => {
  const cookie = spread(cookies).join('; ')
  return {
    ...request,
    path: uri,
    query: typeof querystring === 'string' ? querystring : spread(querystring).join('&'),
    headers: { ...hidden(request.headers), ...headersOf(headers), ...(cookie && { cookie }) },
  }
}

/** The response that a function generated, or changed from the origin's. */
export const responseOf = ({ statusCode, headers, cookies, body }: EdgeResponse): Response => {
  const set = Object.entries(cookies ?? {}).map(
    ([name, { value, attributes }]) => `${name}=${value}${attributes ? `; ${attributes}` : ''}`,
  )
  const content =
    typeof body === 'object' ? Buffer.from(body.data, body.encoding === 'base64' ? 'base64' : 'utf8') : body
  return {
    status: Number(statusCode),
    headers: { ...headersOf(headers), ...(set.length > 0 && { 'set-cookie': set }) },
    body: content ?? '',
  }
}

export const edgeResponseOf = ({ status, headers }: Response): EdgeResponse => {
  const { 'set-cookie': set = [], ...rest } = headers
  const cookies = [set].flat().map((line) => {
    const [pair = '', ...attributes] = line.split(/; */)
    const [name = '', ...value] = pair.split('=')
    return [name, { value: value.join('='), attributes: attributes.join('; ') }] as const
  })
  return {
    statusCode: status,
    headers: Object.fromEntries(
      Object.entries(visible(rest)).map(([name, value]) => [name, { value: String(value) }]),
    ),
    cookies: Object.fromEntries(cookies),
  }
}

const headersOf = (headers: Values = {}): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, { value, multiValue }]) => [
      name,
      multiValue ? multiValue.map((one) => one.value).join(', ') : value,
    ]),
  )

/** `name=value` pairs by name, not decoded. */
const gather = (pairs: string[]): Values => {
  const values: Values = {}
  for (const pair of pairs.filter(Boolean)) {
    const [name = '', ...rest] = pair.split('=')
    const value = { value: rest.join('=') }
    const before = values[name]
    values[name] = before
      ? { ...before, multiValue: [...(before.multiValue ?? [{ value: before.value }]), value] }
      : value
  }
  return values
}

const spread = (values: Values = {}): string[] =>
  Object.entries(values).flatMap(([name, { value, multiValue }]) =>
    (multiValue ?? [{ value }]).map((one) => (one.value === '' ? name : `${name}=${one.value}`)),
  )
