import type { SourceLine } from '../outline.ts'
import type { ScannedLine } from '../scan.ts'

/** Lines that belong together: a heading, a fence with what it holds, the rows of a table, or a paragraph. */
export type Block = {
  kind: 'heading' | 'code' | 'table' | 'text'
  lines: SourceLine[]
  /** Blank lines before it. */
  gap: number
}

/** The blocks of a run of lines. A heading stands by itself, whatever touches it. */
export const blocksOf = (lines: readonly ScannedLine[]): Block[] => {
  const blocks: Block[] = []
  for (const { kind, text, line, gap } of lines) {
    if (kind === 'blank') {
      // Blank lines of a fence are its own: they come in as code.
      continue
    }
    const last = blocks.at(-1)
    const wanted = kind === 'row' ? 'table' : kind
    if (last && gap === 0 && last.kind === wanted && kind !== 'heading') last.lines.push({ line, text })
    else blocks.push({ kind: wanted, lines: [{ line, text }], gap })
  }
  return blocks
}

/** A paragraph as one text, lines kept apart. */
export const textOf = ({ lines }: Block): string => lines.map(({ text }) => text).join('\n')

export const firstLine = ({ lines }: Block): number => lines[0]!.line

/** A block of one line in another's place. */
export const withText = (block: Block, text: string): Block => ({
  ...block,
  lines: text
    .split('\n')
    .map((one, at) => ({ line: (block.lines[at] ?? block.lines.at(-1)!).line, text: one })),
})

/** The lines of blocks, a blank one between two. */
export const linesOf = (blocks: readonly Block[]): SourceLine[] =>
  blocks.flatMap(({ lines }, at) => (at === 0 ? lines : [{ line: lines[0]!.line, text: '' }, ...lines]))
