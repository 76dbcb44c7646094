import { createPlainRuns } from './plain-paragraphs.ts'

/** A line that looks like the definition of a link or footnote. `source` is Markdown that defines its label. */
type Definition = { label: string; isNote: boolean; source: string; line: number }

/**
 * Where a chunk begins. `list` is the list marker if that is between two items of one list; `isPlain` means that the
 * chunk is paragraphs without any markup.
 */
type Cut = { start: number; line: number; list?: string; isPlain?: boolean }

/**
 * A run of whole blocks, with the definitions in it and those it uses from elsewhere. `start` and `end` are offsets,
 * `line` is 1-based.
 */
export type Chunk = Cut & { end: number; defines: string[]; uses: Definition[] }

/** Characters: the parser is fastest at about this size. */
const size = 8_000
/** Longer lists are cut at any blank line, even if that makes two lists of one. */
const longest = 40_000

const definition = /^ {0,3}\[(\^?[^[\]\n]{1,300})\]:[ \t]*(\S.*)$/
const label = /\[(\^?[^[\]\n]{1,300})\]/g
const fence = /^([ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*)(`{3,}(?=[^`]*$)|~{3,})/
const item = /^( {0,3})(([-*+])|\d{1,9}([.)]))(?=[ \t]|$)/
/** List items that may interrupt a paragraph (CommonMark 0.31 §5.2). */
const interrupts = /^ {0,3}(?:[-*+]|0{0,8}1[.)])[ \t]+\S/
const startsBlock = /^(?![ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])\S/

/** Normalises a label, so that equivalent spellings match (CommonMark 0.31 §4.7). */
export const normalizeIdentifier = (name: string): string =>
  name.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase()

/**
 * Splits a text at blank lines and between list items, never inside a fence. A short text is a single chunk. Needed
 * because micromark keeps the edits of a list's items in one array that it sorts and splices for each item
 * (`EditMap.consume`), which takes quadratic time for a list parsed in one piece.
 * @param isDefinition whether a line that looks like a definition is one: not inside a paragraph, a formula or HTML
 */
export const chunksOf = (text: string, isDefinition: (line: number) => boolean = () => true): Chunk[] => {
  const { cuts, defined } = scan(text, isDefinition)
  return cuts.map(({ start, line, list, isPlain }, at) => {
    const end = cuts[at + 1]?.start ?? text.length
    if (isPlain) return { start, end, line, isPlain, defines: [], uses: [] }
    const uses = new Map<string, Definition>()
    const defines: string[] = []
    for (const [, name] of text.slice(start, end).matchAll(label)) {
      const found = defined.get(normalizeIdentifier(name!))
      if (!found) continue
      if (found.at >= start && found.at < end) defines.push(found.label)
      else uses.set(found.label, found)
    }
    return { start, end, line, ...(list && { list }), defines, uses: [...uses.values()] }
  })
}

const scan = (text: string, isDefinition: (line: number) => boolean) => {
  const defined = new Map<string, Definition & { at: number }>()
  const cuts: Cut[] = [{ start: 0, line: 1 }]
  let [line, at, blank, open, prefix] = [0, 0, true, '', '']
  let list: List | undefined
  const words = createPlainRuns(cuts)
  for (const one of text.split('\n')) {
    line++
    if (open) words.end()
    else words.next(one, at, line)
    const since = at - cuts.at(-1)!.start
    // A line that does not continue the list item ends the fence inside it.
    if (open && /[-*+\d]/.test(prefix) && /^\S/.test(one)) open = ''
    const before = list
    list = open ? list : listAfter(list, one, blank)
    const isNext = before !== undefined && list !== before && list?.mark === before.mark
    const mayCut = startsBlock.test(one) || (since > longest && /^\S/.test(one))
    if (!open && since > size && !words.isWithin()) {
      if (isNext) cuts.push({ start: at, line, list: before.mark })
      else if (blank && mayCut) cuts.push({ start: at, line })
    }
    const [, opened = '', mark] = fence.exec(one) ?? []
    if (open) {
      const closes = mark?.startsWith(open) && one.trim().endsWith(mark) && /^[ \t>]*[`~]+[ \t]*$/.test(one)
      if (closes) open = ''
    } else if (mark) {
      open = mark
      prefix = opened
    } else if (isDefinition(line)) define(one, { at, line }, defined)
    blank = one.trim() === ''
    at += one.length + 1
  }
  words.next('', text.length, line + 1)
  words.end()
  return { cuts: cuts.filter(({ start }, at) => at === 0 || start < text.length), defined }
}

/** A list that is certainly open: its marker, and the indent of its last item's content. */
type List = { mark: string; indent: number }

/** The list that is still open after a line; undefined if anything else may have begun. */
const listAfter = (list: List | undefined, one: string, afterBlank: boolean): List | undefined => {
  if (one.trim() === '' || (list && /^ */.exec(one)![0].length >= list.indent)) return list
  const [, before = '', marker, bullet, delimiter] = item.exec(one) ?? []
  const mark = bullet ?? delimiter
  if (!marker || !mark) return undefined
  return afterBlank || list?.mark === mark || interrupts.test(one)
    ? { mark, indent: before.length + marker.length + 1 }
    : undefined
}

/** The first definition of a label counts (CommonMark 0.31 §4.7). */
const define = (
  one: string,
  place: { at: number; line: number },
  defined: Map<string, Definition & { at: number }>,
) => {
  const [, name, address] = definition.exec(one) ?? []
  if (!name || !address) return
  const key = normalizeIdentifier(name)
  const isNote = name.startsWith('^')
  const source = isNote ? `[${name}]: -` : `[${name}]: ${address}`
  if (!defined.has(key)) defined.set(key, { label: key, isNote, source, ...place })
}
