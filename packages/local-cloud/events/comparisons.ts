type Compare = (argument: unknown, value: unknown) => boolean

const text =
  (compare: (argument: string, value: string) => boolean): Compare =>
  (argument, value) => {
    if (typeof value !== 'string') return false
    if (typeof argument === 'string') return compare(argument, value)
    const folded = (argument as Record<string, unknown>)['equals-ignore-case']
    if (typeof folded !== 'string')
      throw new Error(`event pattern: ${JSON.stringify(argument)} is not a text`)
    return compare(folded.toLowerCase(), value.toLowerCase())
  }

/** `*` matches any run of characters; `\*` and `\\` stand for `*` and `\`. */
const wildcard = text((argument, value) => {
  const source = argument.replace(/\\([*\\])|\*|[\s\S]/g, (found, escaped: string | undefined) =>
    found === '*' ? '[\\s\\S]*' : RegExp.escape(escaped ?? found),
  )
  return new RegExp(`^${source}$`).test(value)
})

const numbers: Record<string, (value: number, bound: number) => boolean> = {
  '=': (value, bound) => value === bound,
  '<': (value, bound) => value < bound,
  '<=': (value, bound) => value <= bound,
  '>': (value, bound) => value > bound,
  '>=': (value, bound) => value >= bound,
}

/** `[">", 0, "<=", 5]`: operators and bounds, alternating. */
const numeric: Compare = (argument, value) => {
  const parts = argument as (string | number)[]
  if (typeof value !== 'number') return false
  for (let at = 0; at < parts.length; at += 2) {
    const holds = numbers[parts[at] as string]
    if (!holds) throw new Error(`event pattern: numeric has no "${parts[at]}"`)
    if (!holds(value, Number(parts[at + 1]))) return false
  }
  return true
}

const anythingBut: Compare = (argument, value) => {
  if (typeof argument !== 'object' || argument === null) return value !== argument
  if (Array.isArray(argument)) return !argument.includes(value)
  const [operator = '', inner] = Object.entries(argument)[0] ?? []
  const compare = comparisons[operator]
  if (!compare) throw new Error(`event pattern: anything-but has no "${operator}"`)
  return ![inner].flat().some((one) => compare(one, value))
}

/** EventBridge's comparison operators, applied to one existing value. */
export const comparisons: Record<string, Compare> = {
  prefix: text((argument, value) => value.startsWith(argument)),
  suffix: text((argument, value) => value.endsWith(argument)),
  'equals-ignore-case': text((argument, value) => value.toLowerCase() === argument.toLowerCase()),
  wildcard,
  numeric,
  'anything-but': anythingBut,
}
