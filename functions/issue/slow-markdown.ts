/** Limits per paragraph, in which the parser takes quadratic time. */
const most = { emphasis: 1_200, brackets: 2_000, characters: 30_000 }

type Density = 'emphasis' | 'brackets' | 'characters'

/**
 * Why a run of lines would take too long to parse; undefined if it would not. Tables and lists may be long, since they
 * are parsed line by line. Not meant for code.
 */
export const densityOf = (run: string): Density | undefined => {
  if (run.length < most.emphasis) return undefined
  const blocks = run.split(/\n(?=[ \t>]*(?:[-*+]|\d+[.)]|\|))/)
  return blocks.map(densityOfBlock).find((density) => density !== undefined)
}

const densityOfBlock = (block: string): Density | undefined => {
  if (block.length < most.emphasis) return undefined
  if (count(block, /(?<!\\)[*_~]+/g) > most.emphasis) return 'emphasis'
  if (count(block, /(?<!\\)[[\]]/g) > most.brackets) return 'brackets'
  return block.length > most.characters ? 'characters' : undefined
}

const count = (text: string, mark: RegExp): number => text.match(mark)?.length ?? 0
