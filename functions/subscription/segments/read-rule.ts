import type { Rule } from './rule.ts'

export type ReadRule =
  | { outcome: 'read'; rule: Rule }
  /** `column`: where it is wrong, from 1, in UTF-16 units. */
  | { outcome: 'wrong'; column: number; message: string }

/**
 * Parses a rule as a person writes it:
 * `language:en,fr and (topic:physics or field:role=student) and not got:matrix-63 and joined>=2026-01-01`. `and` binds
 * more tightly than `or`. Values with spaces, commas or parentheses stand in quotation marks. Days and times stay as
 * they are written: who knows the publication's time zone reads them.
 */
export const readRule = (text: string): ReadRule => {
  try {
    const read = createReader(tokensOf(text), text.length + 1)
    const rule = read.either()
    read.end()
    return { outcome: 'read', rule }
  } catch (error) {
    if (error instanceof Wrong) return { outcome: 'wrong', column: error.column, message: error.message }
    throw error
  }
}

class Wrong extends Error {
  readonly column: number
  constructor(column: number, message: string) {
    super(message)
    this.column = column
  }
}

/** A parenthesis, a comma, or text: a word, or what stands in quotation marks. */
type Token = { column: number; text: string; isQuoted?: true; isMark?: true; follows?: true }

/** More would not be stored anyway. */
const mostOpen = 50

const part = /\s+|(?<mark>[(),])|"(?<quoted>(?:[^"\\]|\\.)*)"|(?<word>[^\s(),"]+)/y

/** `follows`: no space stands before it. */
const tokensOf = (text: string): Token[] => {
  const tokens: Token[] = []
  part.lastIndex = 0
  for (let at = 0; at < text.length; at = part.lastIndex) {
    part.lastIndex = at
    const groups = part.exec(text)?.groups
    if (!groups) throw new Wrong(at + 1, 'the quotation mark is not closed')
    const { mark, quoted, word } = groups
    const follows = at > 0 && !/\s/.test(text[at - 1]!) && { follows: true as const }
    if (mark) tokens.push({ column: at + 1, text: mark, isMark: true })
    else if (quoted !== undefined)
      tokens.push({ column: at + 1, text: quoted.replaceAll(/\\(.)/gs, '$1'), isQuoted: true, ...follows })
    else if (word) tokens.push({ column: at + 1, text: word, ...follows })
  }
  return tokens
}

const createReader = (tokens: readonly Token[], endColumn: number) => {
  let at = 0
  let open = 0
  const next = (): Token | undefined => tokens[at]
  const column = () => next()?.column ?? endColumn
  const isWord = (word: string) => {
    const token = next()
    return token !== undefined && !token.isQuoted && token.text.toLowerCase() === word
  }
  const takes = (word: string): boolean => {
    if (!isWord(word)) return false
    at += 1
    return true
  }

  /** Parts joined by a word. */
  const joinedBy = (word: 'and' | 'or', read: () => Rule): Rule => {
    const parts = [read()]
    while (takes(word)) parts.push(read())
    if (parts.length === 1) return parts[0]!
    return word === 'and' ? { all: parts } : { any: parts }
  }
  const either = (): Rule => joinedBy('or', both)
  const both = (): Rule => joinedBy('and', one)

  const one = (): Rule => {
    const begun = column()
    if (++open > mostOpen) throw new Wrong(begun, 'it is nested too deeply')
    const rule = takes('not') ? { not: one() } : takes('(') ? inside(begun) : term()
    open -= 1
    return rule
  }

  const inside = (begun: number): Rule => {
    const rule = either()
    if (!takes(')')) {
      const found = next()
      throw found ? new Wrong(found.column, betweenParts(found)) : new Wrong(begun, 'is not closed: add )')
    }
    return rule
  }

  const term = (): Rule => {
    const token = next()
    if (!token) throw new Wrong(endColumn, `something is missing here, such as ${example}`)
    const found = /^(?<key>[a-z]+)(?<by>:|>=|<=|<|>|=)(?<rest>.*)$/s.exec(token.text)?.groups
    if (!found || token.isQuoted || token.isMark)
      throw new Wrong(token.column, `“${token.text}” is no part of a rule: write ${example}`)
    at += 1
    const { key = '', by = '', rest = '' } = found
    const place = { column: token.column, key, by, restColumn: token.column + key.length + by.length }
    return termOf(place, rest)
  }

  const termOf = (
    { column, key, by, restColumn }: { column: number; key: string; by: string; restColumn: number },
    rest: string,
  ): Rule => {
    if (key === 'joined') return joined(column, by, rest)
    if (by === '=') throw new Wrong(column, `for an answer, write field:${key}=${rest || 'student'}`)
    if (by !== ':' || !Object.hasOwn(examples, key))
      throw new Wrong(column, `there is no “${key}${by}”: write ${Object.values(examples).join(', ')}`)
    if (key === 'field') return field(restColumn, rest)
    const all = values(rest, restColumn, examples[key]!)
    if (key === 'got' || key === 'engaged') {
      if (all.length > 1) throw new Wrong(restColumn, `write ${key}:${all[0]} or ${key}:${all[1]}`)
      return key === 'got' ? { got: all[0]! } : { engaged: all[0]! }
    }
    return key === 'language' ? { language: all } : key === 'topic' ? { topic: all } : { from: all }
  }

  const joined = (column: number, by: string, rest: string): Rule => {
    const time = rest === '' && next()?.isQuoted ? tokens[at++]!.text : rest
    if ((by !== '>=' && by !== '<') || time === '')
      throw new Wrong(column, 'write joined>=2026-01-01 (that day or later) or joined<2026-01-01 (earlier)')
    return { joined: by === '<' ? { before: time } : { since: time } }
  }

  const field = (column: number, rest: string): Rule => {
    const cut = rest.indexOf('=')
    if (cut < 1) throw new Wrong(column, `write ${examples.field}`)
    const answers = values(rest.slice(cut + 1), column + cut + 1, examples.field)
    return { field: { id: rest.slice(0, cut), in: answers } }
  }

  /** One or more values with commas between them; `first`: what stands in the key's own word. */
  const values = (first: string, column: number, shown: string): string[] => {
    const all: string[] = []
    let text = first
    if (text === '' && next()?.isQuoted && next()?.follows) text = tokens[at++]!.text
    for (;;) {
      if (text === '') throw new Wrong(column, `a value is missing: write ${shown}`)
      all.push(text)
      if (!takes(',')) return all
      const token = next()
      if (!token || token.isMark)
        throw new Wrong(token?.column ?? endColumn, 'a value is missing after the comma')
      at += 1
      text = token.text
    }
  }

  const end = () => {
    const token = next()
    if (token) throw new Wrong(token.column, betweenParts(token))
  }
  return { either, end }
}

const betweenParts = ({ text }: Token): string =>
  text === ')' ? 'nothing is open that this closes' : `“${text}” stands where “and” or “or” is expected`

const example = 'language:en'
const examples = {
  language: 'language:en,fr',
  topic: 'topic:physics',
  field: 'field:role=student',
  from: 'from:form',
  got: 'got:tidelines-6',
  engaged: 'engaged:tidelines-6',
  joined: 'joined>=2026-01-01',
} as Record<string, string> & { field: string }
