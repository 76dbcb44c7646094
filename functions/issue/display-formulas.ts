import type { Nodes } from 'mdast'

type Formula = Extract<Nodes, { type: 'math' }>

/** remark-math parses a closed and an unclosed display formula alike; only the source shows whether it is closed. */
const closing = /^[ \t>]*\${2,}[ \t]*$/

/**
 * The TeX of a display formula. remark-math does not count text on the line of the opening $$ as part of it; Pandoc
 * does, and so do authors who write `$$ E = mc^2` there.
 */
export const texOf = ({ meta, value }: Pick<Formula, 'meta' | 'value'>): string =>
  [meta, value].filter(Boolean).join('\n')

/**
 * Whether nothing closes the formula, so that it runs to the end of the text or of its container.
 * @param lines of the whole text
 */
export const isLeftOpen = ({ position, value }: Formula, lines: readonly string[]): boolean =>
  position !== undefined && value !== '' && !closing.test(lines[position.end.line - 1] ?? '')

/**
 * Moves text on the formula's first line into its value.
 * @param formula changed in place
 */
export const takeFirstLine = (formula: Formula): void => {
  if (!formula.meta) return
  formula.value = texOf(formula)
  formula.meta = null
  for (const child of formula.data?.hChildren ?? [])
    if (child.type === 'element') child.children = [{ type: 'text', value: formula.value }]
}
