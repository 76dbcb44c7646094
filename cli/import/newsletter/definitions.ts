import type { Dropped, SourceLine } from '../outline.ts'
import type { LineKind } from './lines.ts'
import { labelOf } from './plain-markdown.ts'

/** Definitions by label, as used in the text: `[label]: address`, `[^note]: words`. */
export type Apart = ReadonlyMap<string, SourceLine[]>

const definition = /^\s{0,3}\[(\^?[^\]\n]{1,200})\]:\s*(<?[^\s>]{1,2000}|$)/

/**
 * Finds definitions of links and footnotes anywhere in a newsletter. When it is split into articles, each needs its
 * own. A footnote that nothing cites stays where it is.
 */
export const definitionsApart = (
  lines: readonly string[],
  kinds: readonly LineKind[],
  from: number,
): { urls: Map<string, string>; apart: Map<string, SourceLine[]>; dropped: Dropped[] } => {
  const urls = new Map<string, string>()
  const apart = new Map<string, SourceLine[]>()
  const dropped: Dropped[] = []
  const cited = notesCited(lines, kinds, from)
  for (let at = from; at < lines.length; at++) {
    if (kinds[at] !== 'text') continue
    const [, label = '', url = ''] = definition.exec(lines[at]!.slice(0, 3000)) ?? []
    const name = labelOf(label)
    const isNote = name.startsWith('^')
    if (!name || isComment(name, url) || (isNote ? !cited.has(name) : !url)) continue
    const found = [{ line: at + 1, text: lines[at]! }]
    if (isNote) while (isMore(lines, kinds, at)) found.push({ line: ++at + 1, text: lines[at]! })
    const reason = isNote
      ? 'a note: it stands with the text that cites it'
      : 'a link’s address: it stands with its link'
    for (const { line, text } of found) if (text.trim() !== '') dropped.push({ line, reason })
    if (!apart.has(name)) apart.set(name, found)
    if (!isNote && !urls.has(name)) urls.set(name, url.replace(/^</, ''))
  }
  return { urls, apart, dropped }
}

const isComment = (name: string, url: string): boolean =>
  /^(\/\/|comment|_|-)/.test(name) || url.startsWith('#')

/** Whether the next line continues a footnote: it is indented, or follows without a blank line. */
const isMore = (lines: readonly string[], kinds: readonly LineKind[], at: number): boolean => {
  if (kinds[at + 1] === 'text')
    return !/^\s{0,3}(\[\^?[^\]]{1,200}\]:|[-*+]\s|\d+[.)]\s)/.test(lines[at + 1]!)
  return kinds[at + 1] === 'blank' && kinds[at + 2] === 'text' && /^( {4}|\t)/.test(lines[at + 2]!)
}

const notesCited = (lines: readonly string[], kinds: readonly LineKind[], from: number): Set<string> => {
  const cited = new Set<string>()
  for (let at = from; at < lines.length; at++) {
    if (kinds[at] === 'blank' || !lines[at]!.includes('[^')) continue
    for (const [, label] of lines[at]!.matchAll(/\[(\^[^\]\s]{1,100})\](?!:)/g)) cited.add(labelOf(label!))
  }
  return cited
}

/** Footnotes may cite footnotes. Nobody uses this many, and a chain of them must not inflate each article. */
const mostUsed = 200

/** Appends the definitions that a body uses, including those used by its footnotes. */
export const withDefinitions = (body: SourceLine[], apart: Apart): SourceLine[] => {
  if (apart.size === 0) return body
  const used = new Map<string, SourceLine[]>()
  const waiting: (readonly SourceLine[])[] = [body]
  for (let lines = waiting.pop(); lines; lines = waiting.pop()) {
    for (const label of labelsIn(lines.map(({ text }) => text).join('\n'))) {
      const found = used.has(label) ? undefined : apart.get(label)
      if (!found) continue
      used.set(label, found)
      if (label.startsWith('^') && used.size < mostUsed) waiting.push(found)
    }
  }
  if (used.size === 0) return body
  const blank = { line: body.at(-1)!.line, text: '' }
  return [...body, ...[...used.values()].flatMap((lines) => [blank, ...lines])]
}

const labelsIn = (text: string): string[] =>
  text.includes('[') ? [...text.matchAll(/\[(\^?[^[\]]{1,200})\]/g)].map(([, label]) => labelOf(label!)) : []
