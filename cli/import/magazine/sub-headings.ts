import { headingOf } from '../scan.ts'
import { type Block, textOf, withText } from './blocks.ts'

/**
 * Repairs the headings inside an article: joins those that were split in two, and gives numbered ones the same level.
 * If a lower level comes first, levels mean nothing and all become the same.
 */
export const mendHeadings = (blocks: readonly Block[]): Block[] => {
  const joined = joinCut(blocks)
  const levels = levelsOf(joined)
  return joined.map((block, at) => {
    const level = levels.get(at)
    return level ? withText(block, `${'#'.repeat(level)} ${headingOf(textOf(block)).words}`) : block
  })
}

/** Joins split headings, whose second part begins with a dash or whose first part ends with a colon. */
const joinCut = (blocks: readonly Block[]): Block[] => {
  const done: Block[] = []
  for (const block of blocks) {
    const before = done.at(-1)
    const text = before?.kind === 'heading' && block.kind === 'heading' ? wholeOf(before, block) : undefined
    if (before && text) done[done.length - 1] = withText(before, text)
    else done.push(block)
  }
  return done
}

/** The two headings as one, if they are parts of one. */
const wholeOf = (one: Block, other: Block): string | undefined => {
  const [first, second] = [headingOf(textOf(one)), headingOf(textOf(other))]
  if (!/^(——|—|–)/.test(second.words) && !/[:：]$/.test(first.words)) return undefined
  const space = /[：—]$/.test(first.words) || /^—/.test(second.words) ? '' : ' '
  return `${'#'.repeat(first.level)} ${first.words}${space}${second.words}`
}

const levelsOf = (blocks: readonly Block[]): Map<number, number> => {
  const headings = blocks.flatMap((block, at) =>
    block.kind === 'heading' ? [{ at, ...headingOf(textOf(block)) }] : [],
  )
  const numbered = new Map<number, number>()
  for (const heading of headings) {
    const number = Number(/^(\d{1,2})[.、．]/.exec(heading.words)?.[1])
    if (!number) continue
    heading.level = numbered.get(number - 1) ?? heading.level
    numbered.set(number, heading.level)
  }
  const top = Math.min(...headings.map(({ level }) => level))
  const isMeaningless = (headings[0]?.level ?? top) > top
  return new Map(headings.map(({ at, level }) => [at, isMeaningless ? 2 : Math.min(4, level - top + 2)]))
}
