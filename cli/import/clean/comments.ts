import type { Line } from './code.ts'
import { type Notes, quoted } from './remarks.ts'
import { codeSpans, isEscaped, lineIndexer, type Span } from './spans.ts'

/**
 * Removes what is in the text without being text: comments, scripts, styles, declarations. One that is never closed
 * ends at the next blank line; otherwise it would swallow the rest of the article.
 */
export const dropHidden = (lines: Line[], notes: Notes): Line[] =>
  runs(lines).flatMap((run) => (run[0]?.code ? run : cleanRun(run, notes)))

/** Groups lines into alternating runs of code and text. */
const runs = (lines: Line[]): Line[][] => {
  const out: Line[][] = []
  for (const line of lines) {
    const last = out.at(-1)
    if (last && !last[0]!.code === !line.code) last.push(line)
    else out.push([line])
  }
  return out
}

const opener =
  /<!--|<(script|style|noscript|template|head|xml)(?=[\s>/])|<\?|<!\[(?:CDATA\[)?|<!(?=[A-Za-z])/gi

const cleanRun = (run: Line[], notes: Notes): Line[] => {
  const text = run.map((one) => one.text).join('\n')
  if (!/<[!?a-z]/i.test(text)) return run
  const indexOf = lineIndexer(text)
  const cuts = cutsIn(text, spansOf(text), notes, (at) => run[indexOf(at)]!.line)
  if (cuts.length === 0) return run
  let [cut, at] = ['', 0]
  for (const [start, end] of cuts) {
    cut += text.slice(at, start) + text.slice(start, end).replace(/[^\n]+/g, '')
    at = end
  }
  const after = (cut + text.slice(at)).split('\n')
  return run.flatMap((one, index) => {
    const now = after[index]!
    const isEmptied = now.trim() === '' && one.text.trim() !== ''
    return isEmptied && isWithinTable(run, index) ? [] : [{ ...one, text: isEmptied ? '' : now }]
  })
}

const isWithinTable = (run: Line[], at: number): boolean =>
  [run[at - 1], run[at + 1]].every((one) => /^\s*(\||[-*+] |\d+[.)] )/.test(one?.text ?? ''))

/** The code spans of every paragraph. */
const spansOf = (text: string): Span[] => {
  const spans: Span[] = []
  let at = 0
  for (const paragraph of text.split(/(\n[ \t]*\n)/)) {
    for (const [start, end] of codeSpans(paragraph)) spans.push([start + at, end + at])
    at += paragraph.length
  }
  return spans
}

const cutsIn = (text: string, code: Span[], notes: Notes, lineOf: (at: number) => number): Span[] => {
  const cuts: Span[] = []
  const missing = new Set<string>()
  let [end, next] = [0, 0]
  for (const match of text.matchAll(opener)) {
    const at = match.index
    while (next < code.length && code[next]![1] <= at) next++
    const isCode = code[next] && code[next]![0] <= at
    if (at < end || isCode || isEscaped(text, at)) continue
    const { name, close } = kindOf(match)
    const found = missing.has(close.source) ? -1 : endOf(text, at + match[0].length, close)
    if (found < 0) missing.add(close.source)
    const blank = /\n[ \t]*(?:\n|$)/g
    blank.lastIndex = at
    end = found >= 0 ? found : (blank.exec(text)?.index ?? text.length)
    const what = quoted(
      text
        .slice(at + match[0].length, Math.min(end, at + 200))
        .replace(/^[^<>]*>(?=[^>]*<\/)|--+>?$|<\/\w+\s*>$/g, ''),
    )
    if (found < 0)
      notes.doubt(
        lineOf(at),
        `${name} is never closed: what follows it up to the next blank line is left out: ${what}`,
      )
    if (/[^\s<>!-]/.test(text.slice(at, end)))
      notes.drop(lineOf(at), `${name}: ${what}`, undefined, lineOf(Math.max(at, end - 1)))
    cuts.push([at, end])
  }
  return cuts
}

const kindOf = (match: RegExpMatchArray): { name: string; close: RegExp } => {
  const start = match[0].toLowerCase()
  // In HTML 5, `<!-->` and `--!>` end a comment too (§13.2.5.43).
  if (start === '<!--') return { name: 'a comment', close: /(?<=<!--)-?>|--!?>/g }
  if (match[1])
    return { name: `<${match[1].toLowerCase()}>`, close: new RegExp(`</${match[1]}\\s*>|/>`, 'gi') }
  return start === '<?'
    ? { name: 'an instruction to a program', close: /\?>/g }
    : { name: 'a declaration', close: start.endsWith('cdata[') ? /\]\]>/g : />/g }
}

const endOf = (text: string, from: number, close: RegExp): number => {
  close.lastIndex = from
  const found = close.exec(text)
  return found ? found.index + found[0].length : -1
}
