import type { Item, Value } from './attribute.ts'
import { validationException } from './errors.ts'
import type { Tokens } from './tokens.ts'

/** What an expression is evaluated against. */
export type Scope = { item: Item | undefined; names: Record<string, string>; values: Item }

/** Attribute names from the item downwards: `holds.#cause`. */
export type Path = readonly string[]
export type Operand = (scope: Scope) => Value | undefined

export const readPath = (tokens: Tokens): Path => {
  const path = [tokens.next()]
  while (tokens.take('.')) path.push(tokens.next())
  return path
}

/**
 * Resolves `#name` in a path.
 * @throws as DynamoDB does, if the name is not defined
 */
export const nameOf = (word: string, { names }: Pick<Scope, 'names'>): string => {
  if (!word.startsWith('#')) return word
  const name = names[word]
  if (name === undefined) throw validationException(`An expression attribute name is not defined: ${word}`)
  return name
}

/** The value at a path of the item. */
export const lookUp = (path: Path, scope: Scope): Value | undefined => {
  let value: Value | undefined
  let map: Item | undefined = scope.item
  for (const word of path) {
    value = map?.[nameOf(word, scope)]
    map = value?.M
    if (value === undefined) return undefined
  }
  return value
}

/** A `:value` or a path. */
export const readOperand = (tokens: Tokens): Operand => {
  if (!tokens.peek()?.startsWith(':')) {
    const path = readPath(tokens)
    return (scope) => lookUp(path, scope)
  }
  const name = tokens.next()
  return ({ values }) => {
    const value = values[name]
    if (!value) throw validationException(`An expression attribute value is not defined: ${name}`)
    return value
  }
}

/** Parses the arguments of a function, each by its own parser. */
export const readArguments = <Readers extends ((tokens: Tokens) => unknown)[]>(
  tokens: Tokens,
  ...readers: Readers
): { [At in keyof Readers]: ReturnType<Readers[At]> } => {
  tokens.expect('(')
  const found = readers.map((read, index) => {
    if (index > 0) tokens.expect(',')
    return read(tokens)
  })
  tokens.expect(')')
  return found as { [At in keyof Readers]: ReturnType<Readers[At]> }
}
