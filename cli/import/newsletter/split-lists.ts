import type { Doubt } from '../outline.ts'
import { titleIn } from './articles.ts'
import type { Chunk, NewsletterText } from './newsletter-text.ts'
import { type Split, splitEntries } from './split-entries.ts'

/** With more entries than this, lists are not split into articles. */
export const mostEntries = 400
/** With more headings than this, deeper ones stay inside articles: the digest has to list all articles. */
const mostHeadings = 600

/** Headings below this depth belong to an article's text. It is 3, or less if a document has very many. */
export const deepestOf = (chunks: readonly Chunk[], doubts: Doubt[]): number => {
  const isFew = (deepest: number) => chunks.filter(({ depth }) => depth <= deepest).length <= mostHeadings
  const deepest = isFew(3) ? 3 : isFew(2) ? 2 : 1
  if (deepest < 3)
    doubts.push({
      line: chunks[0]!.heading.startLine,
      what: `it has ${chunks.length} headings, too many for an article each: those of a lower level stand within articles`,
    })
  return deepest
}

export type Title = { text: string; number?: string | undefined }

const numbering =
  /^(?:([\d０-９٠-٩۰-۹]{1,2})[.)、．:]\s*|([一二三四五六七八九十]{1,3})、\s*)(?=[^\d０-９٠-٩۰-۹\s])(.+)$/

/** Titles as plain text. A number is split off, as in `1. Title`, if there is a second one at the same depth. */
export const titlesOf = (chunks: readonly Chunk[]): Title[] => {
  const plain = chunks.map(({ heading, depth }) => ({ depth, text: titleIn(heading.raw) }))
  const second = plain.filter(({ text }) =>
    /^([2２٢۲]|二)/.test(numbering.exec(text)?.slice(1, 3).join('') ?? ''),
  )
  const depths = new Set(second.map(({ depth }) => depth))
  return plain.map(({ depth, text }) => {
    const [, digits, ideograph, words] = depths.has(depth) ? (numbering.exec(text) ?? []) : []
    return words ? { text: words, number: digits ?? ideograph } : { text }
  })
}

/** Finds the chunks that are lists of entries. Inside a section they count only if most of its parts are such lists. */
export const splitsOf = (
  text: NewsletterText,
  chunks: readonly Chunk[],
  deepest: number,
  doubts: Doubt[],
): (Split | undefined)[] => {
  const splits = chunks.map(({ depth, from, to }) =>
    depth < deepest ? splitEntries(text, from, to, { fewest: 1 }) : undefined,
  )
  const counts = splits.map((split) => split?.entries ?? 0).filter((count) => count >= 2)
  const isHabit = counts.reduce((sum, count) => sum + count, 0) >= 3 || haveOneEach(chunks, splits)
  const kept = splits.map((split) => (isHabit ? split : undefined))
  for (let at = 0; at < chunks.length; at++) {
    if (chunks[at]!.depth !== 1) continue
    let end = at + 1
    while (end < chunks.length && chunks[end]!.depth > 1) end++
    const leaves = range(at + 1, end).filter((one) => chunks[one]!.depth === 2 && chunks[one]!.isLeaf)
    if (leaves.filter((one) => kept[one]).length * 2 < leaves.length)
      for (const one of leaves) kept[one] = undefined
    at = end - 1
  }
  const entries = kept.reduce((sum, split) => sum + (split?.entries ?? 0), 0)
  if (entries <= mostEntries) return kept
  doubts.push({ line: chunks[0]!.heading.startLine, what: tooMany(entries) })
  return chunks.map(() => undefined)
}

/** Whether the sections of a newsletter hold one entry each: a book, a song, a picture of the week. */
const haveOneEach = (chunks: readonly Chunk[], splits: readonly (Split | undefined)[]): boolean => {
  const upper = chunks.flatMap(({ depth }, at) => (depth === 1 ? [splits[at]?.entries ?? 0] : []))
  const single = upper.filter((entries) => entries === 1).length
  return single >= 3 && single * 3 >= upper.length * 2
}

export const tooMany = (entries: number): string =>
  `its lists have ${entries} entries, too many for an article each: they stand as lists`

const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at)
