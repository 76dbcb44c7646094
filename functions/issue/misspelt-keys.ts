import { type Document, isMap, isScalar, isSeq, type YAMLMap } from 'yaml'
import type * as z from 'zod'
import { nearestWord } from '../publication/did-you-mean.ts'

type Def = {
  type: string
  shape?: Record<string, z.core.$ZodType>
  element?: z.core.$ZodType
  innerType?: z.core.$ZodType
  in?: z.core.$ZodType
  out?: z.core.$ZodType
}

/** An unknown key and the one that was probably meant. `path` is that of the enclosing keys; `range` are offsets. */
export type Mistyped = { path: PropertyKey[]; key: string; meant: string; range: [from: number, to: number] }

/**
 * Renames mistyped keys to those that were meant, so that their values can be checked too.
 * @param document changed in place; offsets in its text stay valid
 */
export const correctKeys = (document: Document, schema: z.core.$ZodType): Mistyped[] => {
  const found: Mistyped[] = []
  const walk = (node: unknown, schema: z.core.$ZodType, path: PropertyKey[]): void => {
    const { shape, element } = within(schema)
    if (element && isSeq(node))
      for (const [at, one] of node.items.entries()) walk(one, element, [...path, at])
    if (!shape || !isMap(node)) return
    found.push(...correctIn(node, Object.keys(shape)).map((one) => ({ ...one, path })))
    for (const { key, value } of node.items) {
      const name = String(key)
      if (Object.hasOwn(shape, name)) walk(value, shape[name]!, [...path, name])
    }
  }
  walk(document.contents, schema, [])
  return found
}

const correctIn = (map: YAMLMap, known: readonly string[]): Omit<Mistyped, 'path'>[] => {
  const free = new Set(known)
  for (const { key } of map.items) free.delete(String(key))
  return map.items.flatMap(({ key }) => {
    // Stops early when no known key is left, since another kind of file may have thousands of keys.
    if (free.size === 0 || !isScalar(key) || known.includes(String(key)) || !key.range) return []
    const written = String(key)
    const meant = nearestWord(written, known)
    if (meant === undefined || !free.delete(meant)) return []
    key.value = meant
    return [{ key: written, meant, range: [key.range[0], key.range[1]] as [number, number] }]
  })
}

/** The schema inside wrappers that only make it optional or transform it. */
const within = (schema: z.core.$ZodType): Def => {
  const def = schema._zod.def as Def
  const input = def.in && (def.in._zod.def as Def).type === 'transform' ? def.out : def.in
  const inside = def.innerType ?? input
  return inside ? within(inside) : def
}
