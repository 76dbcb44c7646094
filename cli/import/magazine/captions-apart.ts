import type { Doubt } from '../outline.ts'
import { type Block, firstLine, textOf } from './blocks.ts'

const caption = /^(表|图|Table|Figure|Fig\.)\s*(\d+)\s*(?:[(（]\w+[)）])?\s*[：:.]/

type Caption = { kind: 'table' | 'figure'; name: string }

/** The kind and number of a caption such as `图 3: …`; prose such as `图 4 显示了…` is not one. */
export const captionIn = (text: string): Caption | undefined => {
  const [, kind, number] = caption.exec(text.trimStart()) ?? []
  if (!kind) return undefined
  return { kind: /^(表|Table)/.test(kind) ? 'table' : 'figure', name: `${kind} ${number}` }
}

export const captionOf = (block: Block | undefined): Caption | undefined =>
  block?.kind === 'text' ? captionIn(textOf(block)) : undefined

/**
 * Moves each table's caption directly above the table. A figure's caption below a table is assumed to be the table's,
 * with a doubt; other captions of figures stay where the pictures were.
 */
export const placeCaptions = (blocks: readonly Block[]): { blocks: Block[]; doubts: Doubt[] } => {
  const done: Block[] = []
  const doubts: Doubt[] = []
  for (let at = 0; at < blocks.length; at += 1) {
    const block = blocks[at]!
    const [above, below] = [captionOf(done.at(-1)), captionOf(blocks[at + 1])]
    if (block.kind === 'table' && below && (below.kind === 'table' || above?.kind !== 'table')) {
      const under = blocks[at + 1]!
      done.push(under, block)
      if (below.kind === 'figure')
        doubts.push({
          line: firstLine(under),
          what: `"${below.name}" is taken for the caption of the table above it`,
        })
      at += 1
      continue
    }
    const own = captionOf(block)
    if (own?.kind === 'figure' && blocks[at + 1]?.kind !== 'table')
      doubts.push({
        line: firstLine(block),
        what: `the picture of "${own.name}" is not here; its caption stays`,
      })
    done.push(block)
  }
  return { blocks: done, doubts }
}
