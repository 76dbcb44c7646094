import type { Line } from './code.ts'
import { type Notes, quoted } from './remarks.ts'

/**
 * Limits for nested marks and for indentation in columns: more than anybody writes, and a little below those of the
 * strict reader.
 */
const deepest = 8
const widest = 32

const isBlank = (line: Line | undefined) => !line || line.text.trim() === ''
const isItem = (text: string) => /^\s*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)/.test(text)

/** Repairs the beginnings of lines and what is between them: headings, rules, indents, quotations, tags. */
export const mendLines = (lines: Line[], notes: Notes): Line[] => {
  const out: Line[] = []
  let inList = false
  for (const [at, one] of lines.entries()) {
    if (one.code) {
      out.push(one)
      continue
    }
    const previous = out.at(-1)
    const afterBlank = isBlank(previous)
    let text = withCallout(shallow(one, notes))
    if (isItem(text) && !(afterBlank && !inList && /^(?: {4}|\t)/.test(text))) inList = true
    else if (afterBlank && /^\S/.test(text)) inList = false
    if (!inList) text = unindent(text, afterBlank, lines, at, out)
    text = spacedHeading(text, afterBlank || /^ {0,3}#/.test(previous?.text ?? ''), lines[at + 1])
    text = wideEnough(text, previous)
    if (needsBlank(text, previous, lines[at - 1])) out.push({ line: one.line, text: '' })
    out.push({ ...one, text })
  }
  return out
}

/** Removes quotation marks (`>`) and bullets that are nested too deeply. */
const shallow = ({ text, line }: Line, notes: Notes): string => {
  const [prefix = ''] = /^(?:[ \t]*(?:>|[*+-][ \t]+|\d{1,9}[.)][ \t]+))*/.exec(text) ?? []
  const marks = prefix.match(/[ \t]*(?:>|[*+-][ \t]+|\d{1,9}[.)][ \t]+)/g) ?? []
  let out = text
  if (marks.length > deepest && !/^(?:[ \t]*([-*_]))(?:[ \t]*\1)*[ \t]*$/.test(text)) {
    notes.doubtKind('deep', line, 'lists or quotations in each other are flattened: too deep to be read')
    out = marks.slice(0, deepest).join('') + text.slice(prefix.length)
  }
  const indent = /^[ \t]*/.exec(out)![0].replace(/\t/g, '    ').length
  return indent > widest && !out.includes('|') ? ' '.repeat(widest) + out.trimStart() : out
}

/** Turns GitHub's alerts, `> [!NOTE]`, into a bold word. */
const withCallout = (text: string): string =>
  text.replace(
    /^(\s*>[ \t]*)\[!(note|tip|important|warning|caution|info)\][ \t]*(.*)$/i,
    (_, mark: string, name: string, rest: string) =>
      `${mark}**${name[0]!.toUpperCase()}${name.slice(1).toLowerCase()}**${rest ? ` ${rest}` : '\\'}`,
  )

/** Removes the indent of prose and tags, which Markdown would take for code. */
const unindent = (text: string, afterBlank: boolean, lines: Line[], at: number, out: Line[]): string => {
  if (!/^(?: {4}| {0,3}\t)/.test(text)) return text
  if (!afterBlank) {
    const previous = out.at(-1)!
    return /^(?: {4}|\t)/.test(previous.text) ? text : text.trimStart()
  }
  let end = at
  while (end + 1 < lines.length && end - at < 40 && /^(?: {4}| {0,3}\t)\s*\S/.test(lines[end + 1]!.text))
    end++
  const block = lines.slice(at, end + 1).map((line) => line.text.trim())
  return block.every(isProseOrTag) ? text.trimStart() : text
}

const codeLike =
  /[;{}]\s*$|^(?:\$|#!|\/\/|import |from |def |class |const |let |var |return |if \(|for \(|function |sudo |npm |pip |git |curl |docker )|[=!]==?|=>|->|::|\w+\(.*\)\s*$|^[\w.]+\s*[:+-]?=\s|^--?\w/
const isProseOrTag = (text: string): boolean => {
  if (/^<\/?[a-z!]/i.test(text)) return true
  if (codeLike.test(text.slice(0, 1_000))) return false
  const words = text.match(/\p{L}[\p{L}\p{M}'’-]*/gu)?.length ?? 0
  return (
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Hangul}/u.test(text) ||
    /^[#|>]|^!?\[/.test(text) ||
    words >= 3
  )
}

/** `##标题` is meant as a heading. `#tag #tag` and `#1` are not, nor is a single `#` within a paragraph. */
const spacedHeading = (text: string, afterBlank: boolean, next: Line | undefined): string => {
  const [, marks, rest] = /^ {0,3}(#{1,6})([^#\s].*)$/.exec(text) ?? []
  if (!marks || !rest || !/^[\p{L}\p{N}\p{P}\p{S}]/u.test(rest)) return text
  if (marks.length > 1) return `${marks} ${rest}`
  const isAlone = afterBlank && isBlank(next)
  const isTag = /^[\d!{]/.test(rest) || /\s#\S/.test(rest) || /^[a-z][\w-]*$/.test(rest)
  return isAlone && !isTag ? `# ${rest}` : text
}

const delimiters = /^(\s*)\|?(?:\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?\s*$/

/** Gives the delimiter row as many cells as the header row; otherwise it is not a table (GFM 4.10). */
const wideEnough = (text: string, head: Line | undefined): string => {
  if (
    !text.includes('|') ||
    !head ||
    head.code ||
    !head.text.includes('|') ||
    text.length + head.text.length > 2_000
  )
    return text
  const [, indent] = delimiters.exec(text) ?? []
  if (indent === undefined || delimiters.test(head.text)) return text
  const marks = text.match(/:?-+:?/g)!
  const count = head.text
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/).length
  const cells = Array.from({ length: count }, (_, at) => marks[at] ?? '---')
  return `${indent}| ${cells.join(' | ')} |`
}

const container =
  /^\s*<\/?(?:div|center|details|summary|section|article|header|footer|aside|main|figure|figcaption|span|font|td)(?:\s[^<>]*)?>\s*$/i

/**
 * Whether a blank line must separate a line from the one before: a rule under a paragraph, Markdown inside container
 * tags.
 */
const needsBlank = (text: string, previous: Line | undefined, source: Line | undefined): boolean => {
  if (!previous || isBlank(previous) || isBlank({ line: 0, text })) return false
  if (previous.code) return true
  const isRow = /^\s*\|.*\|/.test(text)
  if (isRow && !previous.text.includes('|') && !isItem(previous.text) && !/^\s*[<>]/.test(previous.text))
    return true
  if (container.test(previous.text)) return !/^\s*</.test(text)
  if (container.test(text) && source) return !/^\s*<|>\s*$/.test(previous.text)
  const isRule = /^ {0,3}-{3,}\s*$/.test(text)
  return (
    isRule &&
    (previous.text.length > 90 || isItem(previous.text) || /[.。!！?？:：|>]\s*$/.test(previous.text))
  )
}

/** A comment written as a definition: `[//]: # (…)`, `[comment]: <> (…)`. */
const commented = /^\s{0,3}\[(\/\/|comment\w*|[_-]*|note to editors?)\]:\s*(?:<>|#|<!?#>)\s*(.*)$/i
const one = String.raw`\[(?!\^)[^\[\]\n]{1,200}\]:[ \t]*(?:<[^<>\n]*>|[^\s<]\S*)(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'|\([^()\n]*\)))?`
const definitions = new RegExp(`^\\s*${one}(?:[ \\t]+${one})*[ \\t]*$`)
const each = new RegExp(one, 'g')
const glued = /^(.*\S)\s+(\[(?!\^)[^[\]\n]{1,200}\]:\s*<?https?:\/\/\S+)\s*$/

/**
 * Moves link definitions out of the text, wherever they are.
 * @returns the remaining lines, and the definitions in order
 */
export const takeDefinitions = (lines: Line[], notes: Notes): { lines: Line[]; definitions: Line[] } => {
  const found: Line[] = []
  const left = lines.map((line): Line => {
    if (line.code || !line.text.includes(']:')) return line
    const empty = { line: line.line, text: '' }
    const [, , comment] = commented.exec(line.text) ?? []
    if (comment !== undefined) {
      notes.drop(line.line, `a comment: ${quoted(comment)}`)
      return empty
    }
    const add = (text: string) => found.push({ line: line.line, text })
    const [, before, after] = glued.exec(line.text) ?? []
    if (definitions.test(line.text) && /\]:\s*\S*[<>/.:#@]/.test(line.text)) {
      for (const [text] of line.text.matchAll(each)) add(text)
      return empty
    }
    if (!before || !after) return line
    add(after)
    return { ...line, text: before }
  })
  return { lines: left, definitions: found }
}
