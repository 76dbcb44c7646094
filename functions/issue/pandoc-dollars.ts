import type { Code, Construct, Effects, Extension, State, TokenizeContext } from 'micromark-util-types'
import type { Processor } from 'unified'

const dollar = 36
const isSpace = (character: string | undefined) => character === undefined || /\s/.test(character)

/**
 * Keeps amounts of money as text, as Pandoc does: between single dollars there is a formula only if no space follows
 * the opening one or precedes the closing one, and no digit follows the closing one (Pandoc User's Guide, “Extension:
 * tex_math_dollars”). Use after remark-math, whose construct it narrows.
 */
export function pandocDollars(this: Processor): void {
  const { micromarkExtensions = [] } = this.data() as { micromarkExtensions?: Extension[] }
  for (const { text } of micromarkExtensions) {
    const construct = text?.[dollar]
    if (construct && !Array.isArray(construct)) text[dollar] = narrowed(construct)
  }
}

const narrowed = (construct: Construct): Construct => ({
  ...construct,
  tokenize(this: TokenizeContext, effects: Effects, ok: State, nok: State) {
    const checked: State = (code) => (isFormula(this, code) ? ok(code) : nok(code))
    return construct.tokenize.call(this, effects, checked, nok)
  },
})

/** @param next the character after the closing dollar */
const isFormula = (context: TokenizeContext, next: Code): boolean => {
  const source = context.sliceSerialize(context.events.at(-1)![1])
  if (source.startsWith('$$')) return true
  const isDigit = next !== null && next >= 48 && next <= 57
  return !isSpace(source[1]) && !isSpace(source.at(-2)) && !isDigit
}
