import type { Request } from '../../types.ts'

/** The fields of a form; undefined when the body is of another type, e.g. JSON. */
export const formIn = ({ headers, body }: Request): URLSearchParams | undefined =>
  /^application\/x-www-form-urlencoded\b/i.test(headers['content-type'] ?? '')
    ? new URLSearchParams(body.toString())
    : undefined
