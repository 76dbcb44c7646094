import type { Request, Response } from '../types.ts'

/** Answers 304 without a body when the viewer's copy is current (RFC 9110 §13.1.2–3, §15.4.5). */
export const revalidate = (response: Response, { method, headers }: Request): Response => {
  if (response.status !== 200 || !['GET', 'HEAD'].includes(method)) return response
  const { etag, 'last-modified': modified } = response.headers
  const asked = headers['if-none-match']
  const isCurrent = asked
    ? etag !== undefined &&
      (asked === '*' || asked.split(/, */).some((one) => opaque(one) === opaque(String(etag))))
    : Date.parse(String(modified)) <= Date.parse(headers['if-modified-since'] ?? '')
  if (!isCurrent) return response
  const { 'content-type': _, 'content-encoding': __, ...rest } = response.headers
  return { status: 304, headers: rest, body: '' }
}

const opaque = (etag: string) => etag.replace(/^W\//, '')
