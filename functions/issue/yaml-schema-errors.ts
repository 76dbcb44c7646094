import type * as z from 'zod'
import { didYouMean } from '../publication/did-you-mean.ts'
import { clip } from '../publication/shorten.ts'

/** What is wrong at a path. `isValue`: the reason is about the value, not its key. */
export type Wrong = { path: PropertyKey[]; reason: string; isValue?: boolean }

type Def = { shape?: Record<string, z.core.$ZodType> }

/** Another kind of file may have thousands of unknown keys. Locating each takes long, and nobody would read them. */
const mostKeys = 100

/**
 * Validates a value by a schema, with errors that an editor can understand.
 * @param written the value as written, before plain texts were put under their language
 */
export const readBySchema = <Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  written: unknown,
): { value: z.infer<Schema> } | { wrong: Wrong[] } => {
  const known = new Map<string, string[]>()
  const read = schema.safeParse(value, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') known.set(nameOf(issue.path ?? []), keysOf(issue.inst))
      return messageOf(issue)
    },
  })
  if (read.success) return { value: read.data }
  return { wrong: read.error.issues.flatMap((issue) => explain(issue, written, known)) }
}

/** @param path of the enclosing keys */
export const unknownKey = (path: readonly PropertyKey[], key: string): string =>
  `${path.length > 0 ? `${nameOf(path)}: ` : ''}${quoted(key)} is unknown`

const nameOf = (path: readonly PropertyKey[]) => path.map(String).join('.')

const keysOf = (schema: unknown): string[] => {
  const def = (schema as z.core.$ZodType | undefined)?._zod?.def as Def | undefined
  return Object.keys(def?.shape ?? {})
}

const explain = (issue: z.core.$ZodIssue, written: unknown, known: Map<string, string[]>): Wrong[] => {
  const path = pathAsWritten(issue.path, written)
  const name = nameOf(path)
  if (issue.code === 'unrecognized_keys') {
    const keys = known.get(nameOf(issue.path)) ?? []
    return issue.keys.slice(0, mostKeys).map((key) => ({
      path: [...path, key],
      reason: `${unknownKey(path, key)}${didYouMean(key, keys) || thereAre(keys)}`,
    }))
  }
  const value = valueAt(written, path)
  if (issue.code === 'invalid_key')
    return [
      {
        path,
        reason: `${nameOf(path.slice(0, -1))}: the key ${quoted(path.at(-1))} ${issue.issues[0]?.message}`,
      },
    ]
  if (value === undefined && path.length > 0) return [{ path, reason: `${name} is missing` }]
  if (value === null && path.length > 0) return [{ path, reason: `${name} is empty` }]
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value) && value !== ''
  const says = `${name || 'the file'}${isPlain && /^(is|may) /.test(issue.message) ? `: ${quoted(value)}` : ''}`
  return [{ path, reason: `${says} ${issue.message}`, isValue: isPlain }]
}

const thereAre = (keys: string[]) =>
  keys.length > 0 && keys.length <= 12 ? `; there are ${keys.join(', ')}` : ''
const quoted = (value: unknown): string => `"${clip(String(value), 60)}"`

/** Removes steps that are not in the file: a plain text in the file is under its language in the value. */
const pathAsWritten = (path: readonly PropertyKey[], written: unknown): PropertyKey[] => {
  const kept: PropertyKey[] = []
  let node = written
  for (const step of path) {
    const isInside =
      typeof node === 'object' && node !== null && (!Array.isArray(node) || typeof step === 'number')
    if (!isInside && typeof step === 'string' && node !== undefined) continue
    kept.push(step)
    node = isInside ? (node as Record<PropertyKey, unknown>)[step] : undefined
  }
  return kept
}

const valueAt = (written: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (node, step) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, step)
        ? (node as Record<PropertyKey, unknown>)[step]
        : undefined,
    written,
  )

/** The message if the schema has none of its own; starts with a verb. */
const messageOf = (issue: z.core.$ZodRawIssue): string => {
  switch (issue.code) {
    case 'invalid_type':
      return typeMessage(issue.expected, issue.input, keysOf(issue.inst))
    case 'invalid_value':
      return noneOf(issue.values, issue.input)
    case 'invalid_union': {
      const { options, discriminator } = issue as { options?: unknown[]; discriminator?: string }
      return noneOf(
        options ?? [],
        discriminator === undefined ? issue.input : valueAt(issue.input, [discriminator]),
      )
    }
    case 'too_small':
    case 'too_big':
      return sizeMessage(issue)
    default:
      return 'is not what belongs there'
  }
}

const typeMessage = (expected: string, input: unknown, keys: string[]): string => {
  const is = { number: 'is a number', boolean: 'is true or false', string: 'is a text' }[
    typeof input as string
  ]
  const found = Array.isArray(input) ? 'is a list' : (is ?? 'holds keys of its own')
  switch (expected) {
    case 'string':
      return is ? `${is}, not a text: write "${input}" in quotes` : `${found}, where one text belongs`
    case 'int':
    case 'number':
      return 'is not a whole number such as 7'
    case 'boolean':
      return 'is neither true nor false'
    case 'array':
      return `${found}, where a list belongs: begin each entry with "- " on a line of its own`
    default:
      return `${found}, where keys belong${keys.length > 0 ? `: ${keys.join(', ')}` : ''}`
  }
}

const noneOf = (options: readonly unknown[], input: unknown): string => {
  const names = options.map(String)
  return `is not ${names.length > 1 ? 'one of ' : ''}${names.join(', ')}${didYouMean(String(input), names)}`
}

type Size = { code: string; origin: string; minimum?: unknown; maximum?: unknown; inclusive?: boolean }

const sizeMessage = ({ code, origin, minimum, maximum, inclusive = true }: Size): string => {
  const isSmall = code === 'too_small'
  const by = inclusive ? 0 : 1
  const most = isSmall ? Number(minimum) + by : Number(maximum) - by
  if (origin === 'array')
    return isSmall
      ? `must have at least ${most} ${most === 1 ? 'entry' : 'entries'}`
      : `has more than ${most} entries`
  if (origin !== 'string') return isSmall ? `is less than ${most}` : `is more than ${most}`
  if (isSmall) return most === 1 ? 'must not be empty' : `has fewer than ${most} characters`
  return `has more than ${most} characters`
}
