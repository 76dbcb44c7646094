import type { Doubt, Span } from '../outline.ts'

/**
 * What a line is. `hidden` lines are inside a fence, raw HTML or a quotation, where headings and lists do not count.
 */
export type LineKind = 'blank' | 'text' | 'heading' | 'hidden' | 'comment'

export type Heading = Span & { level: number; raw: string }

export type Scanned = {
  /** By 0-based line. */
  kinds: LineKind[]
  headings: Heading[]
  doubts: Doubt[]
}

const longest = 1000

/**
 * Classifies the lines of a newsletter by CommonMark's block rules, tolerating common mistakes: `#Title` without a
 * space, `<h2>…</h2>`, a comment that is never closed. Takes linear time.
 * @param from the first line after the front matter, 0-based
 */
export const scanNewsletter = (lines: readonly string[], from = 0): Scanned => {
  const kinds: LineKind[] = lines.map((line) => (line.trim() === '' ? 'blank' : 'text'))
  const headings: Heading[] = []
  const doubts: Doubt[] = []
  const lastClose = lines.findLastIndex((line) => line.includes('-->'))
  const hide = (start: number, end: number, kind: LineKind = 'hidden') => {
    for (let at = start; at <= end; at++) if (kinds[at] !== 'blank') kinds[at] = kind
    return end + 1
  }
  let at = from
  while (at < lines.length) {
    const line = lines[at]!
    const block = blockAt(lines, at, lastClose)
    if (block) {
      if (block.doubt) doubts.push({ line: at + 1, what: block.doubt })
      at = hide(at, block.end, block.kind)
      continue
    }
    const heading = kinds[at] === 'blank' ? undefined : headingAt(lines, at, from)
    if (heading) {
      headings.push(heading)
      at = hide(at, heading.endLine - 1, 'heading')
      continue
    }
    if (/^ {0,3}>/.test(line)) kinds[at] = 'hidden'
    at++
  }
  return { kinds, headings, doubts }
}

type Block = { end: number; kind: LineKind; doubt?: string }

const blockAt = (lines: readonly string[], at: number, lastClose: number): Block | undefined => {
  const line = lines[at]!
  const first = line.trimStart()[0]
  if (first === '`' || first === '~') return fenceAt(lines, at)
  if (first === '{') return liquidCommentAt(lines, at)
  if (first !== '<') return undefined
  if (/^\s*<!--/.test(line)) return commentAt(lines, at, lastClose)
  const name = /^ {0,3}<(script|style|pre|textarea|svg|table|iframe|video)\b/i.exec(line)?.[1]
  if (!name) return undefined
  const close = new RegExp(`</${name}\\s*>`, 'i')
  const end = findFrom(lines, at, (one) => close.test(one), 400)
  return { end: end < 0 ? paragraphEnd(lines, at) : end, kind: 'hidden' }
}

const fenceAt = (lines: readonly string[], at: number): Block | undefined => {
  const [, mark, info = ''] = /^\s{0,12}(`{3,}|~{3,})(.*)$/.exec(lines[at]!) ?? []
  if (!mark || (mark[0] === '`' && info.includes('`'))) return undefined
  const isClose = (one: string) => {
    const text = one.trim()
    return text.startsWith(mark) && text === mark[0]!.repeat(text.length)
  }
  const end = findFrom(lines, at + 1, isClose, lines.length)
  if (end >= 0) return { end, kind: 'hidden' }
  return {
    end: lines.length - 1,
    kind: 'hidden',
    doubt: 'a code block is never closed: all that follows is code',
  }
}

/**
 * `{% comment %}` … `{% endcomment %}` over any number of lines. If text follows on the last line, it is left to the
 * cleaner.
 */
const liquidCommentAt = (lines: readonly string[], at: number): Block | undefined => {
  if (!/^\s*\{%-?\s*comment\s*-?%\}/.test(lines[at]!)) return undefined
  const end = findFrom(lines, at, (one) => one.includes('endcomment'), 400)
  if (end < 0 || !/endcomment\s*-?%\}\s*$/.test(lines[end]!)) return undefined
  return { end, kind: 'comment' }
}

/** A line with text after a comment counts as text. */
const commentAt = (lines: readonly string[], at: number, lastClose: number): Block | undefined => {
  if (at > lastClose)
    return { end: paragraphEnd(lines, at), kind: 'comment', doubt: 'a comment is never closed' }
  const end = findFrom(lines, at, (one) => one.includes('-->'), lines.length)
  const after = lines[end]!.slice(lines[end]!.lastIndexOf('-->') + 3).trim()
  if (after === '') return { end, kind: 'comment' }
  return end === at ? undefined : { end: end - 1, kind: 'comment' }
}

const findFrom = (
  lines: readonly string[],
  from: number,
  test: (line: string) => boolean,
  farthest: number,
): number => {
  for (let at = from; at < lines.length && at <= from + farthest; at++) if (test(lines[at]!)) return at
  return -1
}

const paragraphEnd = (lines: readonly string[], at: number): number => {
  let end = at
  while (end + 1 < lines.length && lines[end + 1]!.trim() !== '') end++
  return end
}

const headingAt = (lines: readonly string[], at: number, from: number): Heading | undefined => {
  const line = lines[at]!.trimEnd()
  if (line.length > longest) return undefined
  const span = { startLine: at + 1, endLine: at + 1 }
  const [, marks, space, words = ''] = /^ {0,3}(#{1,6})(?!#)([ \t\u3000]*)(.*)$/.exec(line) ?? []
  if (marks && (space || words === '' || isGlued(marks, words)))
    return { ...span, level: marks.length, raw: words.replace(/\s+#+$/, '').replace(/^#+$/, '') }
  return htmlHeading(lines, at) ?? betweenRules(lines, at) ?? setext(lines, at, from)
}

/**
 * Whether a `#` without a space is meant as a heading: `#Title` is; `#hashtag #another`, `#123` and `#!/bin/sh` are
 * not.
 */
const isGlued = (marks: string, words: string): boolean => {
  if (/^[\d!]/.test(words) && marks.length === 1) return false
  if (/\s#[\p{L}\d]/u.test(words) || (marks.length === 1 && /[^\]]\[[^\]]{1,200}\]\(/.test(words)))
    return false
  return marks.length > 1 || /\s/.test(words) || !/^[a-z0-9_-]+$/.test(words)
}

/** An HTML heading such as `<h2 align="center">…</h2>`, on one line or a few. */
const htmlHeading = (lines: readonly string[], at: number): Heading | undefined => {
  const [, level] = /^\s*(?:<(?:center|div|p|a)\b[^<>]*>\s*){0,2}<h([1-6])\b/i.exec(lines[at]!) ?? []
  if (!level) return undefined
  const close = new RegExp(`</h${level}\\s*>`, 'i')
  const end = findFrom(lines, at, (one) => one.length < longest && close.test(one), 8)
  if (end < 0) return undefined
  const raw = lines.slice(at, end + 1).join(' ')
  const after = raw.slice(raw.search(close)).replace(/<[^<>]*>/g, '')
  return after.trim() === '' ? { startLine: at + 1, endLine: end + 1, level: Number(level), raw } : undefined
}

/** A run of one mark, as plain-text mail parts its pieces with. */
const partingLine = /^\s{0,3}([=─━═＝―*~#_-])\1{6,}\s*$/

/** A heading of plain-text mail: a short line between two rules of one kind. */
const betweenRules = (lines: readonly string[], at: number): Heading | undefined => {
  const [above, below] = [lines[at - 1] ?? '', lines[at + 1] ?? '']
  const mark = partingLine.exec(above)?.[1]
  const words = lines[at]!.trim()
  if (!mark || partingLine.exec(below)?.[1] !== mark || words.length > 100 || !/\p{L}/u.test(words))
    return undefined
  // ASCII marks below the words make a heading in Markdown too, of which they are a line.
  const endLine = /[=-]/.test(mark) ? at + 2 : at + 1
  return { startLine: at + 1, endLine, level: /[=━═＝]/.test(mark) ? 1 : 2, raw: words }
}

/** A setext heading: a line of `=` or `-` under a line of words. Under a whole sentence, `-` is only a rule. */
const setext = (lines: readonly string[], at: number, from: number): Heading | undefined => {
  const mark = /^ {0,3}(={2,}|-{2,})\s*$/.exec(lines[at + 1] ?? '')?.[1]
  if (!mark) return undefined
  const words = lines[at]!.trim()
  const stands =
    at === from || (lines[at - 1] ?? '').trim() === '' || /^ {0,3}(#|<\/|---)/.test(lines[at - 1]!)
  if (!stands || !/[\p{L}\p{N}]/u.test(words) || /^([-*+>|]\s|\d{1,3}[.)]\s|\[[^\]]+\]:| {4})|\|/.test(words))
    return undefined
  const isSentence = words.length > 120 || (words.length > 50 && /[.。，,;；:：]$/.test(words))
  if (mark[0] === '-' && isSentence) return undefined
  return { startLine: at + 1, endLine: at + 2, level: mark[0] === '=' ? 1 : 2, raw: words }
}
