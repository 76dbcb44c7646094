import { type Alias, type Document, isMap, LineCounter, parseDocument, visit } from 'yaml'
import type * as z from 'zod'
import type { Language } from '../publication/language.ts'
import { asIfInSeveral } from '../publication/plain-texts.ts'
import type { Problems } from './problems.ts'

type Source = {
  file: string
  text: string
  /** Lines that stand before the text in its file. */
  linesBefore?: number
  /** Which language it is written in, if in one alone: its texts may be plain then. @param value as YAML gives it */
  only?: (value: { languages?: unknown }) => Language | undefined
}

/** A read document: its value, and the line of any place in it. */
export type YamlFile<Value> = { value: Value; lineOf(path: readonly PropertyKey[]): number }

/** The parser compares each key with every other of its map. */
const longest = 100_000

/**
 * Reads YAML by a schema.
 * @returns undefined when something is wrong; every problem has been added, with its line
 */
export const readYaml = <Schema extends z.ZodType>(
  { file, text, linesBefore = 0, only }: Source,
  schema: Schema,
  problems: Problems,
): YamlFile<z.infer<Schema>> | undefined => {
  if (text.length > longest)
    return void problems.add(file, `has more than ${longest} characters of YAML`, linesBefore + 1)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const lineAt = (offset: number) => lines.linePos(offset).line + linesBefore
  for (const error of document.errors)
    problems.add(file, `is not valid YAML: ${error.message}`, lineAt(error.pos[0]))
  if (document.errors.length > 0) return undefined

  const lineOf = (path: readonly PropertyKey[]) => lineAt(offsetOf(document, path))
  const found = contentOf(document)
  if ('alias' in found)
    return void problems.add(file, `is not valid YAML: ${found.reason}`, lineAt(found.alias))
  const value = found.value ?? {}
  const language = only?.(value)
  const read = schema.safeParse(language ? asIfInSeveral(schema, value, language) : value)
  if (read.success) return { value: read.data, lineOf }
  for (const issue of read.error.issues) {
    for (const { path, reason } of explain(issue)) problems.add(file, reason, lineOf(path))
  }
  return undefined
}

/** What a document holds. An alias to nothing, or to far too much, is found out only now. */
const contentOf = (document: Document): { value: unknown } | { alias: number; reason: string } => {
  try {
    return { value: document.toJS() }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    const aliases: Alias[] = []
    visit(document, { Alias: (_, alias) => void aliases.push(alias) })
    const wrong = aliases.find((alias) => error.message.endsWith(`: ${alias.source}`)) ?? aliases.at(-1)
    return { alias: wrong?.range?.[0] ?? 0, reason: error.message }
  }
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

/** A file of another kind may have thousands; finding the line of each takes long, and nobody reads them. */
const mostKeys = 100

type Place = { path: PropertyKey[]; reason: string }

/** Says a problem of the schema as an editor would understand it. */
const explain = (issue: z.core.$ZodIssue): Place[] => {
  const name = issue.path.join('.')
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, mostKeys)
      .map((key) => ({ path: [...issue.path, key], reason: `does not know the key "${key}"` }))
  }
  if (issue.code === 'invalid_key')
    return [{ path: issue.path, reason: `${name}: the key ${issue.issues[0]?.message}` }]
  if (
    issue.message === 'is missing' ||
    (issue.code === 'invalid_type' && issue.message.endsWith('undefined'))
  )
    return [{ path: issue.path, reason: `${name} is missing` }]
  return [{ path: issue.path, reason: `${name || 'the file'}: ${issue.message}` }]
}
