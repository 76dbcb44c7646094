import { registerSchema, validate } from '@hyperjump/json-schema/openapi-3-1'
import { openApiOf } from '../../../functions/api/operations/document.ts'
import { aPublication } from '../../builders.ts'

/** The description of the API, as the bundler writes it. */
export const document = JSON.parse(JSON.stringify(openApiOf(aPublication(), '1.2.3')))

const uri = 'https://api.test/api/openapi.json'
registerSchema(document, uri, 'https://spec.openapis.org/oas/3.1/dialect/base')

/** Whether the document is one by OpenAPI's own schema. */
export const isOpenApi = async (value: object): Promise<boolean> =>
  (await validate('https://spec.openapis.org/oas/3.1/schema-base', value as never)).valid

/** Judges a value by a schema of the document. @param path the keys that lead to the schema */
export const judgeBy = async (path: readonly string[], value: unknown): Promise<boolean> => {
  const pointer = path.map((key) => key.replaceAll('~', '~0').replaceAll('/', '~1')).map(encodeURIComponent)
  return (await validate(`${uri}#/${pointer.join('/')}`, value as never)).valid
}
