/** A definition of a link or of a note; `source` is Markdown that defines it. */
type Definition = { label: string; isNote: boolean; source: string }

/** A run of whole blocks: where it stands in the text, its first line, and the definitions that it has and needs. */
export type Chunk = { start: number; end: number; line: number; defines: string[]; uses: Definition[] }

/** The parser is fastest at about this many characters. */
const size = 8_000
/** From here on a list is cut between two items, which makes it two lists. */
const longest = 40_000

const definition = /^ {0,3}\[(\^?[^[\]\n]{1,300})\]:[ \t]*(\S.*)$/
const label = /\[(\^?[^[\]\n]{1,300})\]/g
const fence = /^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})/
const startsBlock = /^(?![ \t]|[-*+][ \t]|\d{1,9}[.)][ \t])\S/

/** What two spellings of a label share (CommonMark 0.31 §4.7). */
export const normalizeIdentifier = (name: string): string =>
  name.replace(/\s+/g, ' ').trim().toLowerCase().toUpperCase()

/** Cuts a text at blank lines, never within a fence or a list that is not very long. A short text is one piece. */
export const chunksOf = (text: string): Chunk[] => {
  if (text.length <= 2 * size) return [{ start: 0, end: text.length, line: 1, defines: [], uses: [] }]
  const { cuts, defined } = scan(text)
  return cuts.map(({ start, line }, at) => {
    const end = cuts[at + 1]?.start ?? text.length
    const uses = new Map<string, Definition>()
    const defines: string[] = []
    for (const [, name] of text.slice(start, end).matchAll(label)) {
      const found = defined.get(normalizeIdentifier(name!))
      if (!found) continue
      if (found.at >= start && found.at < end) defines.push(found.label)
      else uses.set(found.label, found)
    }
    return { start, end, line, defines, uses: [...uses.values()] }
  })
}

const scan = (text: string) => {
  const defined = new Map<string, Definition & { at: number }>()
  const cuts = [{ start: 0, line: 1 }]
  let [line, at, blank, open] = [0, 0, false, '']
  for (const one of text.split('\n')) {
    line++
    const since = at - cuts.at(-1)!.start
    const mayCut = startsBlock.test(one) || (since > longest && /^\S/.test(one))
    if (!open && blank && since > size && mayCut) cuts.push({ start: at, line })
    const mark = fence.exec(one)?.[1]
    if (open) {
      const closes = mark?.startsWith(open) && one.trim().endsWith(mark) && /^[ \t>]*[`~]+[ \t]*$/.test(one)
      if (closes) open = ''
    } else if (mark) open = mark
    else define(one, at, defined)
    blank = one.trim() === ''
    at += one.length + 1
  }
  return { cuts, defined }
}

/** The first definition of a label holds (CommonMark 0.31 §4.7). */
const define = (one: string, at: number, defined: Map<string, Definition & { at: number }>) => {
  const [, name, address] = definition.exec(one) ?? []
  if (!name || !address) return
  const key = normalizeIdentifier(name)
  const isNote = name.startsWith('^')
  const source = isNote ? `[${name}]: -` : `[${name}]: ${address}`
  if (!defined.has(key)) defined.set(key, { label: key, isNote, source, at })
}
