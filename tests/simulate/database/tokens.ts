/** A token of DynamoDB's expression language: a name, `#name`, `:value` or an operator. */
const word = /\s*(?:([#:]?[A-Za-z_][A-Za-z0-9_]*)|(<>|<=|>=|[=<>(),.+-]))/y

/** The tokens of an expression that are still to be parsed. */
export type Tokens = {
  peek(): string | undefined
  /**
   * Takes the next token.
   * @throws at the end
   */
  next(): string
  /** Takes the next token if it is this one; ignores the case of keywords. */
  take(wanted: string): boolean
  /** @throws when the next token is another one */
  expect(wanted: string): void
}

/** @throws for an operator that does not exist or is not known here */
export const tokensOf = (text: string): Tokens => {
  const words: string[] = []
  word.lastIndex = 0
  for (let at = 0; text.slice(at).trim() !== ''; at = word.lastIndex) {
    const found = word.exec(text)
    if (!found) throw new Error(`Cannot read "${text.slice(at)}" of the expression "${text}"`)
    words.push(found[1] ?? found[2]!)
  }
  let at = 0
  const take = (wanted: string) => {
    if (words[at]?.toUpperCase() !== wanted.toUpperCase()) return false
    at += 1
    return true
  }
  return {
    peek: () => words[at],
    next: () => {
      const next = words[at]
      if (next === undefined) throw new Error(`The expression "${text}" ends too soon`)
      at += 1
      return next
    },
    take,
    expect: (wanted) => {
      if (!take(wanted)) throw new Error(`Wanted "${wanted}", found "${words[at]}" in "${text}"`)
    },
  }
}
