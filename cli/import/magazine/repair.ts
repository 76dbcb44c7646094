import type { Doubt, Dropped, SourceLine } from '../outline.ts'
import type { ScannedLine } from '../scan.ts'
import { type Block, blocksOf, firstLine, linesOf, textOf, withText } from './blocks.ts'
import { captionOf, placeCaptions } from './captions-apart.ts'
import { joinCutParagraphs } from './cut-paragraphs.ts'
import { isPrompt, withoutPrompts } from './prompts.ts'
import { mendReferences } from './reference-list.ts'
import { mendHeadings } from './sub-headings.ts'
import { tableOf } from './tab-table.ts'

export type Repaired = {
  body: SourceLine[]
  author?: string
  /** Little text and no parts, so that it is a brief. */
  isShort: boolean
  dropped: Dropped[]
  doubts: Doubt[]
}

const byline = /^(?:作者|撰文|文)\s*[：:/]\s*(.{1,100})$|^by\s+([A-Z].{1,100})$/i
/** A brief has fewer characters; the shortest full article has twice as many. */
const shortest = 800

/** Repairs what scanning a printed page did to an article, except for its title. */
export const repair = (lines: readonly ScannedLine[]): Repaired => {
  const whole = blocksOf(lines)
  const author = authorOf(whole[0])
  const { blocks, dropped, doubts } = leaveOutPrompts(author ? whole.slice(1) : whole)
  const headed = mendHeadings(blocks)
  const joined = joinCutParagraphs(headed)
  const referenced = mendReferences(joined.blocks)
  const placed = placeCaptions(referenced.blocks)
  const characters = blocks.reduce((sum, block) => sum + textOf(block).length, 0)
  return {
    body: linesOf(placed.blocks.map((block) => (block.kind === 'table' ? tableOf(block) : block))),
    ...(author && { author }),
    isShort: characters < shortest && !blocks.some(({ kind }) => kind !== 'text') && !blocks.some(captionOf),
    dropped: [...dropped, ...referenced.dropped],
    doubts: [...doubts, ...joined.doubts, ...placed.doubts],
  }
}

const authorOf = (block: Block | undefined): string | undefined => {
  if (block?.kind !== 'text' || block.lines.length > 1) return undefined
  const [, chinese, english] = byline.exec(textOf(block).trim()) ?? []
  return (chinese ?? english)?.trim()
}

const leaveOutPrompts = (whole: readonly Block[]) => {
  const dropped: Dropped[] = []
  const doubts: Doubt[] = []
  const blocks = whole.flatMap((block): Block[] => {
    if (block.kind === 'code' || block.kind === 'table') return [block]
    if (isPrompt(textOf(block))) {
      dropped.push({ line: firstLine(block), reason: 'asks to scan a code that is not here' })
      return []
    }
    const { text, taken } = withoutPrompts(textOf(block))
    for (const prompt of taken)
      doubts.push({ line: firstLine(block), what: `left out a prompt to scan a code: ${prompt}` })
    return [taken.length > 0 ? withText(block, text) : block]
  })
  return { blocks, dropped, doubts }
}
