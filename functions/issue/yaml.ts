import type * as z from 'zod'
import type { Language } from '../publication/language.ts'
import { asIfInSeveral } from '../publication/plain-texts.ts'
import type { Place } from './issue.ts'
import { correctKeys } from './misspelt-keys.ts'
import type { Problems } from './problems.ts'
import { soundParts } from './valid-parts.ts'
import { readBySchema, unknownKey } from './yaml-schema-errors.ts'
import { contentOf, readYamlText, type YamlText } from './yaml-text.ts'

type Source = YamlText & {
  /**
   * The document's language, if it has just one: then its texts may be plain.
   * @param value as YAML gives it
   */
  only?: (value: { languages?: unknown }) => Language | undefined
}

/** A document's value, and the places of everything in it. */
export type YamlFile<Value> = { value: Value; placeOf(path: readonly PropertyKey[]): Place }

/** As much of a document as is valid. */
export type PartlyRead<Value> = YamlFile<Value> & {
  /** Whether nothing is wrong; otherwise the value comes from `soundParts`. */
  isSound: boolean
  /** Whether the text is YAML at all. */
  isYaml: boolean
  /** Whether something is wrong at, above or below a path. Then something missing there may not really be missing. */
  isDoubtful(path: readonly PropertyKey[]): boolean
}

/**
 * Reads YAML by a schema.
 * @returns undefined when something is wrong; every problem has been added, with its place
 */
export const readYaml = <Schema extends z.ZodType>(
  source: Source,
  schema: Schema,
  problems: Problems,
): YamlFile<z.infer<Schema>> | undefined => {
  const read = readPartOfYaml(source, schema, problems)
  return read?.isSound ? read : undefined
}

/**
 * Reads the parts of a YAML text that fit a schema, so that they can be checked in the same pass.
 * @returns undefined when the text is too long; every problem has been added, with its place
 */
export const readPartOfYaml = <Schema extends z.ZodType>(
  source: Source,
  schema: Schema,
  problems: Problems,
): PartlyRead<z.infer<Schema>> | undefined => {
  const { file, text, only } = source
  const read = readYamlText(source, problems)
  if (!read) return undefined
  const { document, places, isYaml } = read
  const mistyped = correctKeys(document, schema)
  for (const { path, key, meant, range } of mistyped)
    problems.add(file, `${unknownKey(path, key)}; did you mean "${meant}"?`, places.at(...range))

  const written = contentOf(document)
  const language = only?.(written as { languages?: unknown })
  const value = language ? asIfInSeveral(schema, written, language) : written
  const found = readBySchema(schema, value, written)
  const placeOf = places.ofValue
  if ('value' in found && mistyped.length === 0 && isYaml)
    return { value: found.value, placeOf, isSound: true, isYaml, isDoubtful: () => false }

  const wrong = 'wrong' in found ? found.wrong : []
  // If it is not YAML, that has been reported, and errors of the schema add nothing.
  for (const { path, reason, isValue } of isYaml ? wrong : [])
    problems.add(file, reason, isValue ? placeOf(path) : places.ofKey(path))
  const isDoubtful = (path: readonly PropertyKey[]) =>
    isYaml ? wrong.some((one) => isAlong(one.path, path)) : text.includes(String(path[0]))
  return { value: soundParts(schema, value), placeOf, isSound: false, isYaml, isDoubtful }
}

/** Whether one path is a prefix of the other. */
const isAlong = (one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean =>
  one.slice(0, other.length).every((step, at) => step === other[at])
