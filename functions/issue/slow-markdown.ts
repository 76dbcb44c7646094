/** The parser's time grows with the square of these in one paragraph. */
const most = { emphasis: 1_200, brackets: 2_000, characters: 30_000 }

type Density = 'emphasis' | 'brackets' | 'characters'

/**
 * Why a run of lines takes too long to parse; undefined when it does not. A table or a list may be long: its lines are
 * parsed one by one. Code is not for this.
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
