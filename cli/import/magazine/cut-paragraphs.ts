import type { Doubt } from '../outline.ts'
import { type Block, firstLine, textOf } from './blocks.ts'
import { captionOf } from './captions-apart.ts'

/** Shorter paragraphs are names, captions or labels, not prose. In characters. */
const shortest = 20
/** This many blank lines show where a picture was; its caption follows them. */
const pictureGap = 3
const longestCaption = 120

const isNewStart = (text: string) =>
  /^(?:\*\*|__|[-*+>|#“"]|\d{1,3}[.)、]|[(（][a-z\d][)）]|\[\d|!\[|<)/.test(text)
const isUnclosed = (text: string) => (text.match(/[(（]/g)?.length ?? 0) > (text.match(/[)）]/g)?.length ?? 0)

/**
 * Joins paragraphs that were split by a page or column break: the first stops in mid-sentence and the second continues
 * it. Each join becomes a doubt, for an editor to check.
 */
export const joinCutParagraphs = (blocks: readonly Block[]): { blocks: Block[]; doubts: Doubt[] } => {
  const done: Block[] = []
  const doubts: Doubt[] = []
  for (const block of blocks) {
    const before = done.at(-1)
    if (!before || !isCut(before, block)) {
      done.push(block)
      continue
    }
    const [head, ...rest] = block.lines
    const last = before.lines.at(-1)!
    done[done.length - 1] = {
      ...before,
      lines: [...before.lines.slice(0, -1), { ...last, text: joined(last.text, head!.text) }, ...rest],
    }
    doubts.push({
      line: firstLine(block),
      what: 'joined with the paragraph before it: a page or column had cut it',
    })
  }
  return { blocks: done, doubts }
}

const isCut = (before: Block, after: Block): boolean => {
  if (before.kind !== 'text' || after.kind !== 'text') return false
  if ([before, after].some((block) => captionOf(block) || isPictureCaption(block))) return false
  const [first, second] = [before.lines.at(-1)!.text.trimEnd(), textOf(after).trim()]
  if (first.length < shortest || isNewStart(second)) return false
  if (/[a-z,;-]$/.test(first) && /^[a-z]/.test(second)) return true
  const endsOpen = /[\p{Script=Han}，、]$/u.test(first) || (/[\p{L}\p{N}]$/u.test(first) && isUnclosed(first))
  return endsOpen && /[。！？….!?”’」』）)：:;；]$/.test(second)
}

const isPictureCaption = (block: Block): boolean => {
  const text = textOf(block)
  return (
    block.gap >= pictureGap && text.length <= longestCaption && !/[。！？，：；,.!?:;]$/.test(text.trimEnd())
  )
}

/** Chinese characters are joined without a space, and a hyphen at the end of a line is removed. */
const joined = (before: string, after: string): string => {
  const [first, second] = [before.trimEnd(), after.trimStart()]
  if (/[a-z]-$/.test(first) && /^[a-z]/.test(second)) return first.slice(0, -1) + second
  const isTight = /[\p{Script=Han}，、]$/u.test(first) && /^[\p{Script=Han}\p{P}]/u.test(second)
  return isTight || /[，、]$/.test(first) ? first + second : `${first} ${second}`
}
