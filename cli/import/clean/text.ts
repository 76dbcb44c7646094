import type { Line } from './code.ts'
import { escapeDollars, mathSpans } from './dollar-math.ts'
import { type Notes, quoted } from './remarks.ts'
import { thin } from './slow-paragraphs.ts'
import { changeOutside, codeSpans } from './spans.ts'
import { joinAddresses, quoteAttributes } from './tags.ts'
import { dropTemplates } from './templates.ts'

/** Removes template code from paragraphs and escapes dollar signs that are not mathematics. */
export const mendParagraphs = (lines: Line[], notes: Notes): Line[] => {
  const out: Line[] = []
  for (let at = 0; at < lines.length; ) {
    const first = lines[at]!
    if (isApart(first)) {
      out.push(first)
      at++
      continue
    }
    let end = at
    while (end < lines.length && !isApart(lines[end]!)) end++
    out.push(...mend(lines.slice(at, end), notes))
    at = end
  }
  return out
}

const isApart = (line: Line) => Boolean(line.code) || line.text.trim() === ''

const mend = (lines: Line[], notes: Notes): Line[] => {
  const text = lines.map((line) => line.text).join('\n')
  if (isIndentedCode(lines)) return lines
  const thinned = thin(text, lines[0]!.line, notes)
  if (thinned !== text)
    return thinned.split('\n\n').flatMap((part) => {
      const piece = part.split('\n').map((one) => ({ line: lines[0]!.line, text: one }))
      return [...withText(piece, inline(part, piece, notes)), { line: lines[0]!.line, text: '' }]
    })
  return withText(lines, inline(text, lines, notes))
}

/** Puts the cleaned text back onto the lines. Lines that held nothing but template code are removed. */
const withText = (lines: Line[], text: string): Line[] =>
  text.split('\n').flatMap((one, at) => {
    const line = lines[at]!
    const isEmptied = one.trim() === '' && line.text.trim() !== ''
    return isEmptied && lines.length > 1 ? [] : [{ ...line, text: one }]
  })

/** Whatever is still indented after prose was unindented, and is not in a list, is code. */
const isIndentedCode = (lines: Line[]) =>
  lines.every(({ text }) => /^(?: {4}|\t)/.test(text)) &&
  !/^\s*(?:[-*+]|\d+[.)])\s/.test(lines[0]!.text) &&
  !lines.some(({ text }) => /[\p{L}]{2,}.*[.!?。！？]$/u.test(text))

const inline = (text: string, lines: Line[], notes: Notes): string => {
  if (!/[$<{%[|]/.test(text)) return text
  const code = codeSpans(text)
  const kept = [...code, ...mathSpans(text, code)].toSorted(([one], [other]) => one - other)
  return changeOutside(text, kept, (part, from) => {
    const before = text.slice(0, from).split('\n').length - 1
    const without = dropTemplates(part, (kind, mark, at) => {
      const { line } = lines[before + at] ?? lines[0]!
      const reason = `${kind} ${quoted(mark)}`
      notes.doubtKind(reason, line, `${reason} is left out: nothing fills it in here`)
    })
    return escapeDollars(joinAddresses(quoteAttributes(without)))
  })
}
