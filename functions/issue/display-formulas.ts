import type { Nodes } from 'mdast'

type Formula = Extract<Nodes, { type: 'math' }>

/** A formula of lines of its own is written so far apart that only its text tells whether it is closed. */
const closing = /^[ \t>]*\${2,}[ \t]*$/

/**
 * All of a formula between lines of $$. What stands on the first of them is none of remark-math's: Pandoc takes it for the
 * formula's, as does whoever writes `$$ E = mc^2` there.
 */
export const texOf = ({ meta, value }: Pick<Formula, 'meta' | 'value'>): string =>
  [meta, value].filter(Boolean).join('\n')

/** Whether such a formula goes on to the end of the text, or of what it stands in, as nothing closes it. */
export const isLeftOpen = ({ position, value }: Formula, lines: readonly string[]): boolean =>
  position !== undefined && value !== '' && !closing.test(lines[position.end.line - 1] ?? '')

/** Gives the formula what stands on its first line. @param formula is changed */
export const takeFirstLine = (formula: Formula): void => {
  if (!formula.meta) return
  formula.value = texOf(formula)
  formula.meta = null
  for (const child of formula.data?.hChildren ?? [])
    if (child.type === 'element') child.children = [{ type: 'text', value: formula.value }]
}
