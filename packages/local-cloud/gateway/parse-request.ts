import type { Request } from '../types.ts'
import { type FormFields, formFields } from './form-fields.ts'

const forms = new WeakMap<Request, FormFields>()
const bodies = new WeakMap<Request, Record<string, unknown>>()

/** The body of a query-protocol call, parsed once for each request. */
export const formOf = (request: Request): FormFields => {
  const form = forms.get(request) ?? formFields(request.body)
  forms.set(request, form)
  return form
}

/** The JSON body, parsed once for each request; `{}` when it is missing or not an object. */
export const jsonOf = (request: Request): Record<string, unknown> => {
  const known = bodies.get(request)
  if (known) return known
  let body: unknown
  try {
    body = JSON.parse(request.body.toString('utf8') || '{}')
  } catch {
    body = {}
  }
  const object = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  bodies.set(request, object)
  return object
}

/** A list in the query protocol: `Name.member.1`, `Name.member.2`, … @param suffix the field of each member */
export const members = (form: Pick<FormFields, 'get'>, name: string, suffix = ''): string[] => {
  const values: string[] = []
  for (let index = 1; ; index++) {
    const value = form.get(`${name}.member.${index}${suffix}`)
    if (value === null) return values
    values.push(value)
  }
}

/** The action that the `X-Amz-Target` header names. */
export const targetOf = (request: Request): string | undefined =>
  request.headers['x-amz-target']?.split('.').at(-1)

/** The decoded parts of the path. */
export const pathOf = (request: Request): string[] =>
  request.path.split('/').filter(Boolean).map(decodeURIComponent)

/** A string field; undefined when it is absent or of another type. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)
