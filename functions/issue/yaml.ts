import { type Document, isMap, LineCounter, parseDocument } from 'yaml'
import type * as z from 'zod'
import type { Problems } from './problems.ts'

type Source = {
  file: string
  text: string
  /** Lines that stand before the text in its file. */
  linesBefore?: number
}

/** A read document: its value, and the line of any place in it. */
export type YamlFile<Value> = { value: Value; lineOf(path: readonly PropertyKey[]): number }

/**
 * Reads YAML by a schema.
 * @returns undefined when something is wrong; every problem has been added, with its line
 */
export const readYaml = <Schema extends z.ZodType>(
  { file, text, linesBefore = 0 }: Source,
  schema: Schema,
  problems: Problems,
): YamlFile<z.infer<Schema>> | undefined => {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => lines.linePos(offset).line + linesBefore
  for (const error of document.errors)
    problems.add(file, `is not valid YAML: ${error.message}`, lineAt(error.pos[0]))
  if (document.errors.length > 0) return undefined

  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path))
  const read = schema.safeParse(document.toJS() ?? {})
  if (read.success) return { value: read.data, lineOf }
  for (const issue of read.error.issues) {
    for (const { path, reason } of explain(issue)) problems.add(file, reason, lineOf(path))
  }
  return undefined
}

/** Where a place stands: its key when it has one, else the nearest thing around it. */
const offsetOf = (document: Document, path: readonly PropertyKey[]): number => {
  for (let length = path.length; length > 0; length--) {
    const parent =
      length === 1 ? document.contents : document.getIn(path.slice(0, length - 1) as unknown[], true)
    const key = path[length - 1]
    const pair = isMap(parent) && parent.items.find((item) => String(item.key) === String(key))
    const node = (pair ? pair.key : document.getIn(path.slice(0, length) as unknown[], true)) as {
      range?: number[]
    }
    if (node?.range) return node.range[0]!
  }
  return 0
}

type Place = { path: PropertyKey[]; reason: string }

/** Says a problem of the schema as an editor would understand it. */
const explain = (issue: z.core.$ZodIssue): Place[] => {
  const name = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...issue.path, key], reason: `does not know the key "${key}"` }))
  }
  if (issue.code === 'invalid_type' && issue.message.endsWith('undefined'))
    return [{ path: issue.path, reason: `${name} is missing` }]
  return [{ path: issue.path, reason: `${name || 'the file'}: ${issue.message}` }]
}
