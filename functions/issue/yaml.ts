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
  /** Which language it is written in, if in one alone: its texts may be plain then. @param value as YAML gives it */
  only?: (value: { languages?: unknown }) => Language | undefined
}

/** A read document: its value, and where anything in it stands. */
export type YamlFile<Value> = { value: Value; placeOf(path: readonly PropertyKey[]): Place }

/** As much of a document as can be read, whatever is wrong in it. */
export type PartlyRead<Value> = YamlFile<Value> & {
  /** Whether nothing is wrong; else the value is that of `soundParts`. */
  isSound: boolean
  /** Whether the text is YAML at all. */
  isYaml: boolean
  /** Whether something is wrong at a path, around it or within it: what the value lacks there may not be missing. */
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
 * Reads of YAML what a schema takes, so that the rest can be checked in the same pass.
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
  // What is no YAML has been told; what the parser made of it says nothing more.
  for (const { path, reason, isValue } of isYaml ? wrong : [])
    problems.add(file, reason, isValue ? placeOf(path) : places.ofKey(path))
  const isDoubtful = (path: readonly PropertyKey[]) =>
    isYaml ? wrong.some((one) => isAlong(one.path, path)) : text.includes(String(path[0]))
  return { value: soundParts(schema, value), placeOf, isSound: false, isYaml, isDoubtful }
}

/** Whether one of two paths leads to the other. */
const isAlong = (one: readonly PropertyKey[], other: readonly PropertyKey[]): boolean =>
  one.slice(0, other.length).every((step, at) => step === other[at])
