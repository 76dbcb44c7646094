import type { Response } from '../types.ts'

type Answer = {
  statusCode?: unknown
  headers?: Record<string, unknown>
  cookies?: unknown
  body?: unknown
  isBase64Encoded?: unknown
}

/** API Gateway's own answers. */
export const refusal = (status: number, message: string, headers: Record<string, string> = {}): Response => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify({ message }),
})

/**
 * The HTTP response for a function's result. A result without `statusCode` is itself the body, as JSON.
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.v2
 * @throws if API Gateway could not read the result (it answers 500)
 */
export const answerOf = (result: unknown): Response => {
  if (typeof result !== 'object' || result === null || !('statusCode' in result)) {
    const body = typeof result === 'string' ? result : JSON.stringify(result)
    return { status: 200, headers: { 'content-type': 'application/json' }, body }
  }
  const { statusCode, headers = {}, cookies = [], body = '', isBase64Encoded } = result as Answer
  const status = Number(statusCode)
  if (!Number.isInteger(status) || status < 100 || status > 599)
    throw new Error(`statusCode ${JSON.stringify(statusCode)} is not an HTTP status`)
  if (typeof body !== 'string') throw new Error(`body is ${typeof body}, not a string`)
  const sent = Object.entries(headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)])
  return {
    status,
    headers: {
      'content-type': 'text/plain;charset=UTF-8',
      ...Object.fromEntries(sent),
      ...(Array.isArray(cookies) && cookies.length > 0 && { 'set-cookie': cookies.map(String) }),
    },
    body: isBase64Encoded === true ? Buffer.from(body, 'base64') : body,
  }
}
