import type { SourceLine } from '../outline.ts'
import type { ScannedLine } from '../scan.ts'

/** Lines that belong together: a heading, a fence with its content, the rows of a table, or a paragraph. */
export type Block = {
  kind: 'heading' | 'code' | 'table' | 'text'
  lines: SourceLine[]
  /** Number of blank lines before it. */
  gap: number
}

/** Groups lines into blocks. A heading is always a block of its own. */
export const blocksOf = (lines: readonly ScannedLine[]): Block[] => {
  const blocks: Block[] = []
  for (const { kind, text, line, gap } of lines) {
    if (kind === 'blank') {
      // Blank lines inside a fence have the kind `code` and do not get here.
      continue
    }
    const last = blocks.at(-1)
    const wanted = kind === 'row' ? 'table' : kind
    if (last && gap === 0 && last.kind === wanted && kind !== 'heading') last.lines.push({ line, text })
    else blocks.push({ kind: wanted, lines: [{ line, text }], gap })
  }
  return blocks
}

/** The text of a block, with its line breaks. */
export const textOf = ({ lines }: Block): string => lines.map(({ text }) => text).join('\n')

export const firstLine = ({ lines }: Block): number => lines[0]!.line

/** Replaces the text of a block, keeping line numbers as far as possible. */
export const withText = (block: Block, text: string): Block => ({
  ...block,
  lines: text
    .split('\n')
    .map((one, at) => ({ line: (block.lines[at] ?? block.lines.at(-1)!).line, text: one })),
})

/** The lines of blocks, with a blank line between blocks. */
export const linesOf = (blocks: readonly Block[]): SourceLine[] =>
  blocks.flatMap(({ lines }, at) => (at === 0 ? lines : [{ line: lines[0]!.line, text: '' }, ...lines]))
