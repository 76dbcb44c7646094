import { registerSchema, validate } from '@hyperjump/json-schema/openapi-3-1'
import { openApiOf } from '../../../functions/api/operations/document.ts'
import { anAskingSite } from '../../builders.ts'

export type Schema = {
  $ref?: string
  type?: string
  const?: unknown
  enum?: unknown[]
  example?: unknown
  pattern?: string
  minimum?: number
  maximum?: number
  minItems?: number
  items?: Schema
  properties?: Record<string, Schema>
  required?: string[]
  additionalProperties?: boolean | Schema
  anyOf?: Schema[]
  oneOf?: Schema[]
}
type Content = Record<string, { schema: Schema }>
export type Described = {
  operationId: string
  summary: string
  tags: string[]
  parameters?: { in: string; name: string; schema: Schema }[]
  requestBody?: { content: Content }
  responses: Record<string, { content: Content }>
}
export type OpenApi = {
  openapi: string
  tags: { name: string }[]
  paths: Record<string, Record<string, Described>>
  components: { schemas: Record<string, Schema> }
}

/** The description of the API, as the bundler writes it. */
export const document: OpenApi = JSON.parse(JSON.stringify(openApiOf(anAskingSite.publication, '1.2.3')))

/** All calls, each by its route. */
export const operations = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, one]) => ({
    route: `${method.toUpperCase()} ${path}`,
    path,
    method,
    one,
  })),
)

/** Objects of the document hold nothing that it does not name, which tells what answers say and it does not. */
const closed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(closed)
  if (typeof value !== 'object' || value === null) return value
  const all = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, closed(one)]))
  const isOpen = all.type === 'object' && all.properties && all.additionalProperties === undefined
  return isOpen ? { ...all, additionalProperties: false } : all
}

const uri = 'https://api.test/api/openapi.json'
registerSchema(closed(document) as never, uri, 'https://spec.openapis.org/oas/3.1/dialect/base')

/** Whether the document is one by OpenAPI's own schema. */
export const isOpenApi = async (value: object): Promise<boolean> =>
  (await validate('https://spec.openapis.org/oas/3.1/schema-base', value as never)).valid

type Judge = (value: unknown) => { valid: boolean }
const judges = new Map<string, Promise<Judge>>()

/** Judges a value by a schema of the document, by a validator that is not zod. @param path the keys that lead to the schema */
export const judgeBy = async (path: readonly string[], value: unknown): Promise<boolean> => {
  const pointer = path
    .map((key) => encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/')
  const judge = judges.get(pointer) ?? (validate(`${uri}#/${pointer}`) as Promise<unknown> as Promise<Judge>)
  judges.set(pointer, judge)
  return (await judge)(value).valid
}
