import { parse } from 'yaml'
import { fieldsOf, isKnownKey, type Metadata } from './metadata-fields.ts'
import type { Doubt, Span } from './outline.ts'

type Pair = readonly [string, unknown]
type Head = { span: Span; pairs: Pair[]; doubts: Doubt[] }

/** No real front matter is longer, and a YAML parser compares each key with every other. */
const most = { lines: 3000, characters: 100_000 }

/**
 * Reads the front matter of a document: YAML between `---`, TOML between `+++`, plain `Key: value` lines (Pelican,
 * MultiMarkdown), pandoc's `% title` lines, or a comment that holds such lines.
 * @returns its fields and where it is; without `span` if there is none
 */
export const readMetadata = (lines: readonly string[]): Metadata & { span?: Span; doubts: Doubt[] } => {
  const first = lines.slice(0, most.lines).findIndex((line) => line.trim() !== '')
  if (first < 0) return { doubts: [] }
  const head =
    fenced(lines, first) ?? commented(lines, first) ?? pandoc(lines, first) ?? bare(lines, first) ?? undefined
  return head ? { ...fieldsOf(head.pairs), span: head.span, doubts: head.doubts } : { doubts: [] }
}

const within = (from: number, to: number): Span => ({ startLine: from + 1, endLine: to + 1 })

const fenced = (lines: readonly string[], first: number): Head | undefined => {
  const mark = lines[first]!.trimEnd()
  if (mark !== '---' && mark !== '+++') return undefined
  const rest = lines.slice(first + 1, first + most.lines)
  const length = rest.findIndex(
    (line) => line.trimEnd() === mark || (mark === '---' && line.trimEnd() === '...'),
  )
  const inner = rest.slice(0, length)
  if (length < 0 || !looksLikeHead(inner, mark)) return undefined
  const span = within(first, first + length + 1)
  if (mark === '+++') return { span, pairs: inner.flatMap(tomlPair), doubts: [] }
  const pairs = yamlPairs(inner.join('\n'))
  if (pairs) return { span, pairs, doubts: [] }
  const what = 'the front matter is not valid YAML; it was read line by line'
  return { span, pairs: inner.flatMap(pairIn), doubts: [{ line: first + 1, what }] }
}

/** Whether this is front matter: a document may also start with a rule, followed by prose. */
const looksLikeHead = (inner: readonly string[], mark: string): boolean => {
  const written = inner.filter((line) => line.trim() !== '' && !/^\s*#(?! )|^#/.test(line))
  const keyed =
    mark === '---' ? /^["']?[\p{L}_][\p{L}\p{N}_ .-]{0,40}["']?\s*[:：](\s|$)/u : /^[\w."-]+\s*=|^\[/
  return written.length === 0 ? inner.every((line) => line.trim() === '') : keyed.test(written[0]!)
}

const yamlPairs = (text: string): Pair[] | undefined => {
  if (text.length > most.characters) return undefined
  try {
    const value: unknown = parse(text, { logLevel: 'error', maxAliasCount: 50 })
    if (value === null || value === undefined) return []
    return typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : undefined
  } catch {
    return undefined
  }
}

const pairLine = /^["']?([\p{L}][\p{L}\p{N} _.-]{0,30}?)["']?\s*[:：](?!\/\/)\s*(.*)$/u

const pairIn = (line: string): Pair[] => {
  const [, key, value = ''] = pairLine.exec(line.slice(0, 2000)) ?? []
  return key ? [[key, value.trim().replace(/^(["'])(.*)\1$/, '$2')]] : []
}

const tomlPair = (line: string): Pair[] => {
  const [, key, value = ''] = /^\s*([\w-]+)\s*=\s*(.*)$/.exec(line.slice(0, 2000)) ?? []
  if (!key) return []
  const text = /^(["'])(.*?)\1/.exec(value)?.[2] ?? value.replace(/^\[|\]$/g, '').replace(/["']/g, '')
  return [[key, text.trim()]]
}

const pandoc = (lines: readonly string[], first: number): Head | undefined => {
  if (!/^% \S/.test(lines[first]!)) return undefined
  const next = lines.slice(first, first + 3)
  const length = next.findIndex((line) => !/^%( |$)/.test(line))
  const written = next.slice(0, length < 0 ? 3 : length)
  const names = ['title', 'author', 'date']
  const pairs = written.map((line, at): Pair => [names[at]!, line.slice(1).trim()])
  return { span: within(first, first + written.length - 1), pairs, doubts: [] }
}

/** Lines of `Key: value` only, up to a blank line, a heading or a rule; prose with a colon does not count. */
const bare = (lines: readonly string[], first: number): Head | undefined => {
  let end = first
  const pairs: Pair[] = []
  for (; end < lines.length && end < first + most.lines; end++) {
    const line = lines[end]!
    const [pair] = pairIn(line)
    if (pair) pairs.push(pair)
    else if (!(pairs.length > 0 && /^\s{2,}\S/.test(line))) break
  }
  const next = lines[end] ?? ''
  const ends = next.trim() === '' || /^#{1,6}/.test(next) || /^(---+|===+)\s*$/.test(next)
  const known = pairs.filter(([key]) => isKnownKey(key)).length
  if (!ends || known === 0 || (pairs.length === 1 && String(pairs[0]![1]).length > 200)) return undefined
  // Markdown would take the last line above `---` for a heading; here the rule closes the front matter.
  const isClosed = /^---+\s*$/.test(next)
  return { span: within(first, isClosed ? end : end - 1), pairs, doubts: [] }
}

/** A comment at the top, if it holds known keys. */
const commented = (lines: readonly string[], first: number): Head | undefined => {
  if (!/^\s*<!--/.test(lines[first]!)) return undefined
  const rest = lines.slice(first, first + most.lines)
  const length = rest.findIndex((line) => line.includes('-->'))
  if (length < 0 || !/-->\s*$/.test(rest[length]!)) return undefined
  const inner = rest.slice(0, length + 1).map((line) => line.replace(/<!--|-->/g, '').trim())
  const pairs = inner.flatMap(pairIn)
  return pairs.some(([key]) => isKnownKey(key))
    ? { span: within(first, first + length), pairs, doubts: [] }
    : undefined
}
