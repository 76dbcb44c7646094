import type { SourceLine } from '../outline.ts'
import { type Notes, quoted } from './remarks.ts'

/** A line as the cleaner sees it. `code` marks lines that are left alone: fences and display formulas. */
export type Line = SourceLine & { code?: boolean }

const opening = /^((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}(?=[^`]*$)|~{3,})/
const closing = /^[ \t>]*(`{3,}|~{3,})[ \t]*$/
const math = /^([ \t>]*)\$\$(.*)$/

/**
 * Marks lines of code. A fence that is never closed is closed before the first line that looks like prose.
 * @returns all lines, plus the closing fences that were added
 */
export const markCode = (lines: readonly SourceLine[], notes: Notes): Line[] => {
  const out: Line[] = []
  const longestAfter = closersAfter(lines)
  for (let at = 0; at < lines.length; at++) {
    const { line, text } = lines[at]!
    const [, prefix = '', fence] = opening.exec(text) ?? []
    if (!fence) {
      const formula = mathAt(lines, at)
      if (formula) {
        out.push(...formula.lines)
        at = formula.end
      } else out.push({ line, text })
      continue
    }
    const known = longestAfter[fence[0] === '`' ? 'ticks' : 'tildes'][at + 1]! >= fence.length
    const end = known ? closeOf(lines, at, fence) : endOfCode(lines, at)
    for (const one of lines.slice(at, end + 1)) out.push({ ...one, code: true })
    if (!known) {
      const bare = prefix.replace(/[^>\t]/g, ' ')
      out.push(
        { line: lines[end]!.line, text: bare + fence, code: true },
        { line: lines[end]!.line, text: '' },
      )
      notes.doubt(
        line,
        `the code that ${quoted(text.trim())} begins has no end: it is ended at line ${lines[end]!.line}`,
      )
    }
    at = end
  }
  return out
}

/** The longest closing fence at or after each line, so that a search that would fail is never started. */
const closersAfter = (lines: readonly SourceLine[]) => {
  const ticks = new Uint32Array(lines.length + 2)
  const tildes = new Uint32Array(lines.length + 2)
  for (let at = lines.length - 1; at >= 0; at--) {
    const mark = closing.exec(lines[at]!.text)?.[1] ?? ''
    ticks[at] = Math.max(ticks[at + 1]!, mark[0] === '`' ? mark.length : 0)
    tildes[at] = Math.max(tildes[at + 1]!, mark[0] === '~' ? mark.length : 0)
  }
  return { ticks, tildes }
}

const closeOf = (lines: readonly SourceLine[], from: number, fence: string): number => {
  let at = from + 1
  while (!closing.exec(lines[at]!.text)?.[1]?.startsWith(fence)) at++
  return at
}

const prose = /^(#{1,6} \S|[-*+] \[|!\[|\[[^\]]+\]\()|[.!?。！？：”"]\s*$/
const isProse = (text: string) => prose.test(text) && (text.match(/\p{L}{2,}/gu)?.length ?? 0) > 3

const endOfCode = (lines: readonly SourceLine[], from: number): number => {
  let at = from + 1
  while (at < lines.length) {
    const afterBlank = lines[at - 1]!.text.trim() === '' && at > from + 1
    if (afterBlank && /^\S/.test(lines[at]!.text) && isProse(lines[at]!.text)) break
    at++
  }
  while (at > from + 1 && lines[at - 1]!.text.trim() === '') at--
  return at - 1
}

/** A display formula (`$$`). One without an end in its paragraph is not a formula. */
const mathAt = (lines: readonly SourceLine[], at: number): { lines: Line[]; end: number } | undefined => {
  const { line, text } = lines[at]!
  const [, prefix = '', rest] = math.exec(text) ?? []
  if (rest === undefined || (at - 1 >= 0 && lines[at - 1]!.text.trim() !== '')) return undefined
  const single = /^([^$]+)\$\$\s*$/.exec(rest)?.[1]?.trim()
  const mark = (text: string): Line => ({ line, text: prefix + text, code: true })
  if (single) return { lines: [mark('$$'), mark(single), mark('$$'), { line, text: '' }], end: at }
  for (let end = at + 1; end < Math.min(at + 60, lines.length); end++) {
    const { text, line } = lines[end]!
    if (text.trim() === '' || /<\/?[a-z]+[ >]|https?:/.test(text)) return undefined
    const close = /^([^$]*)\$\$\s*$/.exec(text)
    if (!close) continue
    const body = [
      ...(rest.trim() ? [mark(rest.trim())] : []),
      ...lines.slice(at + 1, end).map((one) => ({ ...one, code: true })),
    ]
    if (close[1]!.replace(/[\s>]/g, '')) body.push({ line, text: close[1]!, code: true })
    return {
      lines: [mark('$$'), ...body, { line, text: `${prefix}$$`, code: true }, { line, text: '' }],
      end,
    }
  }
  return undefined
}
