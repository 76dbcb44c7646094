import type { Item, Value } from './attribute.ts'
import { validationException } from './errors.ts'
import {
  lookUp,
  nameOf,
  type Operand,
  type Path,
  readArguments,
  readOperand,
  readPath,
  type Scope,
} from './operand.ts'
import { type Tokens, tokensOf } from './tokens.ts'

/** Returns the item after the change, without modifying the given one. */
export type Update = (scope: Scope & { item: Item }) => Item

/** The change to one path: a new value, or removal. */
type Change = { path: Path; value: Operand | 'removed' }

const known = new Map<string, Update>()

/**
 * Parses a DynamoDB `UpdateExpression`. Every part sees the item before the change. Each text is parsed once.
 * @returns a function that throws as DynamoDB does
 * @throws for text that cannot be parsed
 */
export const updateOf = (text: string): Update => {
  const found = known.get(text)
  if (found) return found
  const changes = readChanges(tokensOf(text))
  const update: Update = (scope) => {
    const values = changes.map(({ value }) => (value === 'removed' ? undefined : value(scope)))
    const after = { ...scope.item }
    for (const [index, { path, value }] of changes.entries()) {
      if (value !== 'removed' && values[index] === undefined)
        throw validationException(
          'The provided expression refers to an attribute that does not exist in the item',
        )
      place(after, path, values[index], scope)
    }
    return after
  }
  known.set(text, update)
  return update
}

/** The item is already a copy; nested maps are copied before they are modified. */
const place = (item: Item, path: Path, value: Value | undefined, scope: Scope) => {
  let map = item
  for (const word of path.slice(0, -1)) {
    const name = nameOf(word, scope)
    const inner = map[name]?.M
    if (!inner)
      throw validationException('The document path provided in the update expression is invalid for update')
    const copy = { ...inner }
    map[name] = { M: copy }
    map = copy
  }
  const last = nameOf(path.at(-1)!, scope)
  if (value) map[last] = value
  else delete map[last]
}

const readChanges = (tokens: Tokens): Change[] => {
  const changes: Change[] = []
  while (tokens.peek() !== undefined) {
    const clause = tokens.next().toUpperCase()
    const read = clauses[clause]
    if (!read) throw new Error(`"${clause}" begins no clause of an update`)
    do changes.push(read(tokens))
    while (tokens.take(','))
  }
  return changes
}

const clauses: Record<string, (tokens: Tokens) => Change> = {
  SET: (tokens) => {
    const path = readPath(tokens)
    tokens.expect('=')
    return { path, value: readSum(tokens) }
  },
  REMOVE: (tokens) => ({ path: readPath(tokens), value: 'removed' }),
  ADD: (tokens) => {
    const path = readPath(tokens)
    const more = readOperand(tokens)
    return { path, value: (scope) => sum(lookUp(path, scope) ?? zero, more(scope), 1) }
  },
}
const zero: Value = { N: '0' }

const readSum = (tokens: Tokens): Operand => {
  const left = readPart(tokens)
  const sign = tokens.take('+') ? 1 : tokens.take('-') ? -1 : 0
  if (sign === 0) return left
  const right = readPart(tokens)
  return (scope) => {
    const [a, b] = [left(scope), right(scope)]
    if (!a || !b)
      throw validationException(
        'The provided expression refers to an attribute that does not exist in the item',
      )
    return sum(a, b, sign)
  }
}

const readPart = (tokens: Tokens): Operand => {
  if (!tokens.take('if_not_exists')) return readOperand(tokens)
  const [path, otherwise] = readArguments(tokens, readPath, readPart)
  return (scope) => lookUp(path, scope) ?? otherwise(scope)
}

const sum = (a: Value, b: Value | undefined, sign: 1 | -1): Value => {
  if (a.N === undefined || b?.N === undefined)
    throw validationException('An operand in the update expression has an incorrect data type')
  return { N: String(Number(a.N) + sign * Number(b.N)) }
}
