import * as z from 'zod'

/** What was wrong, and what to do: `field` names what was wrong in the call. */
export const ApiProblem = z.object({ field: z.string().exactOptional(), message: z.string() })
export type ApiProblem = z.infer<typeof ApiProblem>

/**
 * Why calls are refused, apart by what a program can do about it: correct the call, ask for a role, choose another name, wait, or
 * leave it. The name begins the `type` that answers carry, under `/problems/`, and stays; a title may be worded anew. Where one has
 * several causes the `type` ends with that: see {@link causes}.
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

/** Why it cannot be done, of the types that have several causes: the `type` is `/problems/not-possible/begun`. They stay, too. */
export const causes = {
  'not-possible': {
    begun: 'The send has begun',
    cancelled: 'The send is cancelled',
    finished: 'The send is finished',
    'not-begun': 'The send has not begun',
    'had-begun': 'The send had begun when it was cancelled: it takes no other time or readers',
    'for-whom': 'The send was for some readers only: it is to be said again for whom',
    'recipients-forgotten': 'To whom the send went is not kept any more',
    'held-again': 'The send was let go on, and is held again',
    'is-a-test': 'The send is a test',
    'is-a-series': 'The send is a series',
    'own-send': 'Who approves asked for the send',
    'own-edition': 'Who approves published what is sent',
    'asker-not-known': 'It cannot be told whether who approves asked for the send',
    'not-waiting': 'The send waits for nobody’s approval',
    corrected: 'The send has a correction',
    'source-is-open': 'What is to be corrected is not over',
    'nothing-to-correct': 'What was sent is what is published',
    'not-published': 'The issue is not published any more',
    'language-not-published': 'The issue is not published any more in a language in which the send began',
    'segment-not-known': 'What a segment asks for is not known, or not yet',
    'sends-under-way': 'Sends of the issue are under way, or to come',
    'no-mail': 'The reader got no mail of that send',
    'started-otherwise': 'The import was started with other wishes',
    'not-to-start': 'The import is not one that can be started',
    'another-way': 'What failed there is done again in another way',
    'switched-off': 'The webhook is off',
    'too-many-there': 'There are as many as there can be',
  },
  'try-again': {
    'not-settled': 'A worker may still be sending, or SES reporting',
    'uploaded-anew': 'The issue was uploaded anew just now',
    'changed-just-now': 'Somebody else changed it in this moment',
    'being-worked-on': 'The import is being worked on',
    'just-ended': 'The import has just ended',
    'ses-asked-too-often': 'SES was asked too often',
  },
} as const satisfies Partial<Record<ProblemType, Record<string, string>>>
type Causes = typeof causes

/** What a problem is called behind `/problems/`: by its type or, where that has several causes, by both. */
export type ProblemName =
  | Exclude<ProblemType, keyof Causes>
  | { [Type in keyof Causes]: `${Type}/${keyof Causes[Type] & string}` }[keyof Causes]

const causesOf = (type: ProblemType): [cause: string, title: string][] =>
  Object.entries(type in causes ? causes[type as keyof Causes] : {})

/** All that a `type` may be, with its status and title. */
export const allProblems: { name: ProblemName; of: ProblemType; status: number; title: string }[] = (
  Object.keys(problemTypes) as ProblemType[]
).flatMap((of) => {
  const { status, title } = problemTypes[of]
  const all = causesOf(of).map(([cause, why]) => ({ name: `${of}/${cause}`, of, status, title: why }))
  return (all.length > 0 ? all : [{ name: of, of, status, title }]) as {
    name: ProblemName
    of: ProblemType
    status: number
    title: string
  }[]
})

/** The type of a problem, whatever its cause; also of a cause that another version has. */
export const problemTypeOf = (type: string): ProblemType =>
  type.replace('/problems/', '').split('/')[0] as ProblemType

/** What a refused call is answered with, as `application/problem+json` (RFC 9457); `problems` is an extension of ours. */
export const ProblemDocument = z.object({
  type: z.enum(allProblems.map(({ name }) => `/problems/${name}`)),
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

const byName = new Map(allProblems.map((one) => [one.name, one]))

export const problemDocument = (name: ProblemName, problems: readonly ApiProblem[]): ProblemDocument => ({
  type: `/problems/${name}`,
  title: byName.get(name)!.title,
  status: byName.get(name)!.status,
  detail: problems.map(({ field, message }) => (field ? `${field}: ${message}` : message)).join('; '),
  problems: [...problems],
})
