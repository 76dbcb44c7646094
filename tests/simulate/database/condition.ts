import { compare, isEqual, sizeOf, typeOf, type Value } from './attribute.ts'
import { lookUp, type Operand, readArguments, readOperand, readPath, type Scope } from './operand.ts'
import { type Tokens, tokensOf } from './tokens.ts'

export type Condition = (scope: Scope) => boolean

const known = new Map<string, Condition>()

/**
 * Parses a DynamoDB `ConditionExpression`. Each text is parsed once.
 * @throws for text that cannot be parsed
 */
export const conditionOf = (text: string): Condition => {
  const found = known.get(text)
  if (found) return found
  const tokens = tokensOf(text)
  const condition = readEither(tokens)
  if (tokens.peek() !== undefined) throw new Error(`"${tokens.peek()}" is too much in "${text}"`)
  known.set(text, condition)
  return condition
}

const readEither = (tokens: Tokens): Condition => {
  const parts = [readBoth(tokens)]
  while (tokens.take('OR')) parts.push(readBoth(tokens))
  return parts.length === 1 ? parts[0]! : (scope) => parts.some((part) => part(scope))
}

const readBoth = (tokens: Tokens): Condition => {
  const parts = [readOne(tokens)]
  while (tokens.take('AND')) parts.push(readOne(tokens))
  return parts.length === 1 ? parts[0]! : (scope) => parts.every((part) => part(scope))
}

const readOne = (tokens: Tokens): Condition => {
  if (tokens.take('NOT')) {
    const not = readOne(tokens)
    return (scope) => !not(scope)
  }
  if (tokens.take('(')) {
    const inner = readEither(tokens)
    tokens.expect(')')
    return inner
  }
  const read = functions[tokens.peek()!]
  if (!read) return readComparison(tokens)
  tokens.next()
  return read(tokens)
}

const functions: Record<string, (tokens: Tokens) => Condition> = {
  attribute_exists: (tokens) => {
    const [path] = readArguments(tokens, readPath)
    return (scope) => lookUp(path, scope) !== undefined
  },
  attribute_not_exists: (tokens) => {
    const [path] = readArguments(tokens, readPath)
    return (scope) => lookUp(path, scope) === undefined
  },
  begins_with: (tokens) => {
    const [whole, start] = readArguments(tokens, readOperand, readOperand)
    return (scope) => {
      const text = whole(scope)?.S
      const wanted = start(scope)?.S
      return text !== undefined && wanted !== undefined && text.startsWith(wanted)
    }
  },
  contains: (tokens) => {
    const [whole, part] = readArguments(tokens, readOperand, readOperand)
    return (scope) => isIn(whole(scope), part(scope))
  },
  attribute_type: (tokens) => {
    const [path, type] = readArguments(tokens, readPath, readOperand)
    return (scope) => {
      const value = lookUp(path, scope)
      return value !== undefined && typeOf(value) === type(scope)?.S
    }
  },
}

const isIn = (whole: Value | undefined, part: Value | undefined): boolean => {
  if (!whole || !part) return false
  if (whole.S !== undefined && part.S !== undefined) return whole.S.includes(part.S)
  return whole.L?.some((one) => isEqual(one, part)) ?? false
}

type Compare = (a: Value, b: Value) => boolean
const ordered =
  (holds: (order: number) => boolean): Compare =>
  (a, b) => {
    const order = compare(a, b)
    return order !== undefined && holds(order)
  }
const comparators: Record<string, Compare> = {
  '=': isEqual,
  '<>': (a, b) => !isEqual(a, b),
  '<': ordered((order) => order < 0),
  '<=': ordered((order) => order <= 0),
  '>': ordered((order) => order > 0),
  '>=': ordered((order) => order >= 0),
}

/** A missing attribute fails every comparison except `<>`. */
const readComparison = (tokens: Tokens): Condition => {
  const left = readSized(tokens)
  if (tokens.take('BETWEEN')) return readBetween(tokens, left)
  if (tokens.take('IN')) return readIn(tokens, left)
  const sign = tokens.next()
  const holds = comparators[sign]
  if (!holds) throw new Error(`"${sign}" is no comparison`)
  const right = readSized(tokens)
  return (scope) => {
    const a = left(scope)
    const b = right(scope)
    return a && b ? holds(a, b) : sign === '<>' && a !== b
  }
}

const readBetween = (tokens: Tokens, middle: Operand): Condition => {
  const low = readSized(tokens)
  tokens.expect('AND')
  const high = readSized(tokens)
  return (scope) => {
    const value = middle(scope)
    const [from, to] = [low(scope), high(scope)]
    return !!value && !!from && !!to && comparators['<=']!(from, value) && comparators['<=']!(value, to)
  }
}

const readIn = (tokens: Tokens, left: Operand): Condition => {
  tokens.expect('(')
  const choices = [readSized(tokens)]
  while (tokens.take(',')) choices.push(readSized(tokens))
  tokens.expect(')')
  return (scope) => {
    const value = left(scope)
    return choices.some((choice) => {
      const one = choice(scope)
      return value !== undefined && one !== undefined && isEqual(value, one)
    })
  }
}

/** An operand, or the size of one. */
const readSized = (tokens: Tokens): Operand => {
  if (!tokens.take('size')) return readOperand(tokens)
  const [of] = readArguments(tokens, readOperand)
  return (scope) => {
    const value = of(scope)
    const size = value && sizeOf(value)
    return size === undefined ? undefined : { N: String(size) }
  }
}
