import { titleKey } from '../titles.ts'
import { isContents } from './heading-vocabulary.ts'
import { isMailLine, isNavigation, isPlatformLine, isToTop } from './line-vocabulary.ts'
import type { Heading, LineKind } from './lines.ts'
import { withoutMark } from './list-markers.ts'
import { plainOf } from './plain-markdown.ts'

type Rule = { reason: string; test: (line: string) => boolean }

/** Lines that match a pattern. */
const like =
  (pattern: RegExp) =>
  (line: string): boolean =>
    pattern.test(line)

const rules: readonly Rule[] = [
  {
    reason: 'a rule',
    test: like(/^\s{0,3}([-*_=⸻—~─━═＝－―＿])(\s*\1){2,}\s*$|^\s*<hr\b[^<>]{0,100}>\s*$/i),
  },
  {
    reason: 'a template’s command',
    test: like(/^\s*\{[%{][^\n]{0,500}[%}]\}\s*$|^\s*\{:[^{}]{0,200}\}\s*$|^\s*:{3,}[^\n]{0,100}$/),
  },
  {
    reason: 'a program’s line (MDX)',
    test: like(/^(import|export)\s[\w{}*,\s]{1,200}\bfrom\s+["'][^"']{1,200}["'];?\s*$/),
  },
  {
    reason: 'a mark that the text ends here',
    test: like(
      /^\s*(?:[（(【〔[]\s*(?:本文|全文)?\s*(?:完|终|終|了|おわり|終わり|以上|끝|end|fin|ende|fine|تمت|انتهى|پایان)\s*[）)】〕\]]|([-—–~～=]{1,3})\s*(?:完|终|終|了|おわり|끝|end|fin|ende|fine)\s*\1|全文完|以上)[。.]?\s*$/i,
    ),
  },
  {
    reason: 'a mark for a table of contents',
    test: like(/^\s*\[{1,2}_?toc_?\]{1,2}\s*$|^\s*\{:?toc\}\s*$/i),
  },
  { reason: 'a Markdown comment', test: like(/^\s*\[(\/\/|comment|_)\]:\s*(#|<>)/i) },
  { reason: 'a link back to the top', test: isToTop },
  { reason: 'links to other issues', test: isNavigation },
  { reason: 'a line of a mail tool', test: isMailLine },
  { reason: 'a line of a platform', test: isPlatformLine },
  {
    reason: 'a line of a mail tool',
    test: like(
      /^[^\n]{0,200}(\*\|(?!\w*NAME|GREETING)[A-Z_:]{3,40}\|\*|\{\{\s*(unsubscribe|subscriber(?!\.\w*name)|preferences|webversion|view_?in_?browser)[^{}]{0,60}\}\}|\{(unsubscribe|webversion)\})[^\n]{0,200}$/i,
    ),
  },
  {
    reason: 'badges',
    test: like(
      /^\s*(\[?!\[[^[\]]{0,200}\]\([^()\s]{0,300}(shields\.io|badge|travis-ci|circleci|codecov|gitter\.im)[^()]{0,300}\)(\]\([^()]{0,500}\))?\s*)+$/i,
    ),
  },
]

/** A link filled in by a mail tool, in raw HTML, whose lines are otherwise ignored. */
const mailTag =
  /^\s*<a\s[^<>]{0,300}\*\|(ARCHIVE|UNSUB|UPDATE_PROFILE|FORWARD)\|\*[^<>]{0,300}>[^<]{0,80}<\/a>\s*$/

const entry =
  /^\s*(?:[-*+•]|\d{1,3}[.)])?\s*(?:[-*+•]|\d{1,3}[.)])?\s*[*_]{0,3}(?:\d{1,2}[.)]\s*)?\[[^\]]{1,300}\]\(#[^)]{0,300}\)[*_]{0,3}\s*[.:;,|·]*\s*$/

/**
 * Finds lines that are not content: rules, templates, badges, lines of mail tools, comments, and a table of contents
 * that only links into the document.
 * @returns reasons by 0-based line
 */
export const boilerplateIn = (
  lines: readonly string[],
  kinds: readonly LineKind[],
  from: number,
  headings: readonly Heading[] = [],
): Map<number, string> => {
  const dropped = new Map<number, string>()
  for (let at = from; at < lines.length; at++) {
    const kind = kinds[at]!
    if (kind === 'comment') dropped.set(at, 'a comment')
    else if (kind === 'text') {
      const reason = reasonFor(lines[at]!)
      if (reason) dropped.set(at, reason)
    } else if (kind === 'hidden' && mailTag.test(lines[at]!.slice(0, 1500)))
      dropped.set(at, 'a line of a mail tool')
  }
  for (const at of contentsEntries(lines, kinds, from)) dropped.set(at, 'an entry of a table of contents')
  for (const at of namedEntries(lines, kinds, headings)) dropped.set(at, 'an entry of a table of contents')
  return dropped
}

const reasonFor = (line: string): string | undefined => {
  if (line.length > 1500) return undefined
  const text = withMarkdownLinks(line.trimEnd())
  return rules.find(({ test }) => test(text))?.reason
}

/** A line of HTML with its links as Markdown has them, and without other tags. */
const withMarkdownLinks = (line: string): string =>
  /^\s*<(?!hr\b)/i.test(line) && /<a\s/i.test(line)
    ? line
        .replace(
          /<a\s[^<>]{0,500}?href\s*=\s*["']?([^\s"'<>]{1,500})[^<>]{0,500}>((?:(?!<\/?a[\s>])[^\n]){0,300})<\/a>/gi,
          (_, url: string, words: string) => `[${plainOf(words)}](${url})`,
        )
        .replace(/<\/?[a-z][^<>]{0,1000}>/gi, '')
        .trim()
    : line

/** Runs of links into the document itself; fewer than three in a row are not a table of contents. */
const contentsEntries = (lines: readonly string[], kinds: readonly LineKind[], from: number): number[] => {
  const found: number[] = []
  let run: number[] = []
  const flush = () => {
    if (run.length >= 3) found.push(...run)
    run = []
  }
  for (let at = from; at < lines.length; at++) {
    if (kinds[at] === 'text' && lines[at]!.length < 800 && entry.test(lines[at]!)) run.push(at)
    // An entry without a link may head nested entries: a part of the contents.
    else if (kinds[at] !== 'blank' && !(run.length > 0 && nested(lines, at, kinds))) flush()
    else if (kinds[at] !== 'blank') run.push(at)
  }
  flush()
  return found
}

/** Runs of lines that say the titles of headings below them, and the line above that says what they are. */
const namedEntries = (
  lines: readonly string[],
  kinds: readonly LineKind[],
  headings: readonly Heading[],
): number[] => {
  const first = headings.findIndex(({ raw }, nth) => nth > 0 && plainOf(raw) !== '')
  if (first < 0) return []
  const titles = new Set(headings.map(({ raw }) => titleKey(plainOf(raw))))
  const isName = (at: number) =>
    kinds[at] === 'text' &&
    lines[at]!.length < 300 &&
    titles.has(titleKey(plainOf(withoutMark(lines[at]!).text)))
  const isNumbered = (at: number) => isName(at) || titles.has(titleKey(plainOf(lines[at]!)))
  const found: number[] = []
  for (let at = 0; at < headings[first]!.startLine - 1; at++) {
    let end = at
    while (kinds[end] === 'text' && lines[end]!.length < 300 && isNumbered(end)) end++
    if (end - at < 2) continue
    const above = kinds[at - 1] === 'blank' ? at - 2 : at - 1
    if (kinds[above] === 'text' && isContents(plainOf(lines[above]!))) found.push(above)
    for (; at < end; at++) found.push(at)
  }
  return found
}

const nested = (lines: readonly string[], at: number, kinds: readonly LineKind[]): boolean =>
  kinds[at] === 'text' &&
  /^\s*[-*+]\s+[^[\]()]{1,80}$/.test(lines[at]!) &&
  /^\s+[-*+]\s/.test(lines[at + 1] ?? '') &&
  entry.test((lines[at + 1] ?? '').slice(0, 800))
