import { type Alias, type Document, LineCounter, parseDocument, visit, type YAMLError } from 'yaml'
import type * as z from 'zod'
import type { Language } from '../publication/language.ts'
import { asIfInSeveral } from '../publication/plain-texts.ts'
import type { Place } from './issue.ts'
import type { Problems } from './problems.ts'
import { reasonOfYamlError } from './yaml-errors.ts'
import { type Places, placesIn } from './yaml-places.ts'
import { readBySchema } from './yaml-schema.ts'

type Source = {
  file: string
  text: string
  /** Lines that stand before the text in its file. */
  linesBefore?: number
  /** Which language it is written in, if in one alone: its texts may be plain then. @param value as YAML gives it */
  only?: (value: { languages?: unknown }) => Language | undefined
}

/** A read document: its value, and where anything in it stands. */
export type YamlFile<Value> = { value: Value; placeOf(path: readonly PropertyKey[]): Place }

/** The parser compares each key with every other of its map. */
const longest = 100_000

/**
 * Reads YAML by a schema.
 * @returns undefined when something is wrong; every problem has been added, with its place
 */
export const readYaml = <Schema extends z.ZodType>(
  source: Source,
  schema: Schema,
  problems: Problems,
): YamlFile<z.infer<Schema>> | undefined => {
  const parsed = parseYaml(source, problems)
  if (!parsed) return undefined
  const { value, places } = parsed
  const language = source.only?.(value as { languages?: unknown })
  const read = readBySchema(schema, language ? asIfInSeveral(schema, value, language) : value, value)
  if ('value' in read) return { value: read.value, placeOf: places.ofValue }
  for (const { path, reason, isValue } of read.wrong)
    problems.add(source.file, reason, isValue ? places.ofValue(path) : places.ofKey(path))
  return undefined
}

/** What a text holds, whatever that is. @returns undefined when it is no YAML; every problem has been added */
export const parseYaml = (
  { file, text, linesBefore = 0 }: Source,
  problems: Problems,
): { value: unknown; places: Places } | undefined => {
  if (text.length > longest)
    return void problems.add(file, `has more than ${longest} characters of YAML`, linesBefore + 1)
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, logLevel: 'error' })
  const places = placesIn(document, text, lines, linesBefore)
  for (const error of document.errors)
    problems.add(file, reasonOfYamlError(error, text), places.at(...wordsOf(error)))
  if (document.errors.length > 0) return undefined
  const found = contentOf(document)
  if ('value' in found) return { value: found.value ?? {}, places }
  return void problems.add(file, `is not valid YAML: ${found.reason}`, places.at(...found.alias))
}

/** Of a colon within a text the parser tells where the text begins: all of it is meant. */
const wordsOf = ({ code, pos }: YAMLError): [from: number, to: number] =>
  code === 'BLOCK_AS_IMPLICIT_KEY' ? [pos[0], Number.POSITIVE_INFINITY] : [pos[0], pos[1]]

/** What a document holds. An alias to nothing, or to far too much, is found out only now. */
const contentOf = (
  document: Document,
): { value: unknown } | { alias: [from: number, to: number]; reason: string } => {
  try {
    return { value: document.toJS() }
  } catch (error) {
    if (!(error instanceof ReferenceError)) throw error
    const aliases: Alias[] = []
    visit(document, { Alias: (_, alias) => void aliases.push(alias) })
    const unknown = aliases.find((alias) => error.message.endsWith(`: ${alias.source}`))
    const [from, to] = (unknown ?? aliases.at(-1))?.range ?? [0, 0]
    const reason = unknown
      ? `*${unknown.source} stands for a name that nothing has: put the text into quotes`
      : 'its names, written with & and *, stand for far too much'
    return { alias: [from, to], reason }
  }
}
