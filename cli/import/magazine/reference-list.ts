import type { Dropped } from '../outline.ts'
import { headingOf } from '../scan.ts'
import { plainTitle } from '../titles.ts'
import { type Block, firstLine, textOf, withText } from './blocks.ts'

const listHeading = /^(参考文献|参考资料|引用|references|bibliography|literature)\s*[:：]?$/i
const listLabel = /^\**(相关论文|参考论文|related papers?)\**\s*[:：]?\**$/i
const entry = /^\\?\[(\d{1,3})\\?\]\s*(\S[\s\S]*)$/

type Entry = { number: string; text: string; block: Block }
/** A block, classified: an entry of a list of references, the label above one, or anything else. */
type Item = { block: Block; entry?: Entry; label?: { entries: Entry[] } }

/**
 * Turns entries of reference lists into footnotes, and the numbers that cite them into footnote references. Entries
 * split by a page break are joined. Entries that nothing cites, and lists whose numbers are not unique, stay where they
 * are.
 */
export const mendReferences = (blocks: readonly Block[]): { blocks: Block[]; dropped: Dropped[] } => {
  const items = itemsOf(blocks)
  const entries = items.flatMap(({ entry }) => entry ?? [])
  const numbers = new Set(entries.map(({ number }) => number))
  if (numbers.size < entries.length) return { blocks: [...blocks], dropped: [] }
  const cited = new Set<string>()
  const marked = items.map((item) =>
    item.entry || item.block.kind !== 'text'
      ? item
      : { ...item, block: withMarks(item.block, numbers, cited) },
  )
  const isMoved = ({ number }: Entry) => cited.has(number)
  const isGone = ({ label }: Item) => label?.entries.every(isMoved) ?? false
  return {
    blocks: [
      ...marked.flatMap((item) => {
        if (isGone(item)) return []
        if (!item.entry) return item.block
        return isMoved(item.entry) ? [] : withText(item.block, `\\[${item.entry.number}] ${item.entry.text}`)
      }),
      ...entries.filter(isMoved).map(({ block, number, text }) => withText(block, `[^${number}]: ${text}`)),
    ],
    dropped: marked.filter(isGone).map(({ block }) => ({
      line: firstLine(block),
      reason: 'the list of references gets its heading anew',
    })),
  }
}

/**
 * Finds entries under a heading or a label. Under a heading, a paragraph without a number continues the entry before
 * it.
 */
const itemsOf = (blocks: readonly Block[]): Item[] => {
  const items: Item[] = []
  let label: { entries: Entry[] } | undefined
  let isHeaded = false
  for (const block of blocks) {
    const text = textOf(block).trim()
    const isHeading = block.kind === 'heading'
    if (isHeading) isHeaded = listHeading.test(plainTitle(headingOf(text).words))
    const found = block.kind === 'text' ? entriesOf(block) : []
    const last = items.at(-1)?.entry
    if (found.length > 0) {
      label?.entries.push(...found)
      items.push(...found.map((entry) => ({ block: entry.block, entry })))
    } else if (isHeaded && last && block.kind === 'text') last.text = `${last.text} ${oneLine(text)}`
    else {
      const isLabel = isHeading ? isHeaded : listLabel.test(text)
      label = isLabel ? { entries: [] } : undefined
      items.push({ block, ...(label && { label }) })
    }
  }
  return items.map((item) => (item.label?.entries.length === 0 ? { block: item.block } : item))
}

/** The entries of a paragraph, each of which starts on a new line. */
const entriesOf = (block: Block): Entry[] =>
  textOf(block)
    .split(/\n(?=\\?\[\d{1,3}\\?\])/)
    .flatMap((part) => {
      const [, number, text] = entry.exec(part) ?? []
      if (!number || !text) return []
      return { number, text: oneLine(text), block: { ...block, lines: [block.lines[0]!] } }
    })

const oneLine = (text: string) => text.replace(/\s*\n\s*/g, ' ').trim()

const citation =
  /<sup>\s*\[(\d{1,3})\]\s*<\/sup>|(?<![\\!\]\w])\[(\d{1,3})\](?![(:[]|\w)|(?<=\])\[(\d{1,3})\](?![(:])|(?<![\\!\w])\[(\d{1,3})\](?=\[\d)/g

const withMarks = (block: Block, numbers: ReadonlySet<string>, cited: Set<string>): Block =>
  withText(
    block,
    textOf(block).replace(citation, (found, ...groups) => {
      const number = groups.slice(0, 4).find((group) => group !== undefined) as string
      if (!numbers.has(number)) return found.replace(/<\/?sup>/g, '')
      cited.add(number)
      return `[^${number}]`
    }),
  )
