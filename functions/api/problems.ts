import * as z from 'zod'

/** What was wrong, and what to do: `field` names what was wrong in the call. */
export const ApiProblem = z.object({ field: z.string().exactOptional(), message: z.string() })
export type ApiProblem = z.infer<typeof ApiProblem>

/**
 * Why calls are refused, apart by what a program can do about it: correct the call, ask for a role, choose another name, wait, or
 * leave it. The name is the `type` that answers carry, under `/problems/`, and stays; a title may be worded anew.
 */
export const problemTypes = {
  'not-valid': { status: 400, title: 'Something in the call is wrong: each problem names its field' },
  'not-signed-in': { status: 401, title: 'Nobody says who calls' },
  'not-allowed': { status: 403, title: 'The caller’s role is not enough' },
  'not-found': { status: 404, title: 'There is no such thing, or no such call' },
  'wrong-method': { status: 405, title: 'This path is called by another method: see Allow' },
  'name-taken': { status: 409, title: 'Something else has this name: choose another' },
  'not-possible': { status: 409, title: 'It cannot be done as things stand' },
  'under-way': { status: 409, title: 'A call with this Idempotency-Key is still being done: ask again' },
  'try-again': { status: 409, title: 'It cannot be done in this moment: ask again' },
  'key-of-another-call': {
    status: 422,
    title: 'The Idempotency-Key was that of another call: choose another for each',
  },
  forgotten: { status: 410, title: 'It is not kept any more' },
  changed: { status: 412, title: 'It was changed since it was read: “current” is how it stands' },
  'too-many': { status: 429, title: 'The caller called too often: wait as Retry-After says' },
  'too-large': { status: 413, title: 'The body is too large' },
  'not-json': { status: 415, title: 'The body is not said to be JSON' },
  'not-audited': {
    status: 503,
    title: 'The audit log cannot be written, so nothing was done: try again',
  },
  failed: { status: 500, title: 'The service failed: its log says why' },
} as const satisfies Record<string, { status: number; title: string }>
export type ProblemType = keyof typeof problemTypes

/** What a refused call is answered with, as `application/problem+json` (RFC 9457); `problems` is an extension of ours. */
export const ProblemDocument = z.object({
  type: z.enum(Object.keys(problemTypes).map((name) => `/problems/${name}`)),
  title: z.string(),
  status: z.int(),
  /** All problems, in a line. */
  detail: z.string(),
  problems: z.array(ApiProblem),
  /** Of what was changed meanwhile: how it stands, as a GET answers, and the `ETag` of that. */
  current: z.unknown().optional(),
  etag: z.string().exactOptional(),
})
export type ProblemDocument = z.infer<typeof ProblemDocument>

/** The media type of a problem document (RFC 9457 §3). */
export const problemMediaType = 'application/problem+json'

export const problemDocument = (name: ProblemType, problems: readonly ApiProblem[]): ProblemDocument => ({
  type: `/problems/${name}`,
  ...problemTypes[name],
  detail: problems.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '),
  problems: [...problems],
})
