import { graphemesOf } from '../../emails/graphemes.ts'
import { columnsOf } from '../../emails/text-columns.ts'
import type { Problem } from '../../functions/issue/issue.ts'
import type { TerminalIo } from './terminal-io.ts'

/** A longer line is shortened around what is wrong in it. */
const mostColumns = 100
const tabColumns = 2

/**
 * The lines around a problem, with a mark under what is wrong:
 *
 *       3 │ kicker: 科学匠人
 *     > 4 │ kind: breif
 *         │       ^^^^^
 *
 * @param text of the whole file
 * @returns nothing where no line is known, or the file has no such line
 */
export const codeFrame = (
  { style }: Pick<TerminalIo, 'style'>,
  text: string,
  { line, reason }: Pick<Problem, 'line' | 'reason'>,
): string[] => {
  const lines = text.split(/\r?\n/)
  const wrong = line === undefined ? undefined : lines[line - 1]
  if (line === undefined || !wrong?.trim()) return []
  const width = String(line).length
  const gutter = (mark: string, number: number | '') =>
    style('dim', `${mark} ${String(number).padStart(width)} │`)
  const before = lines[line - 2]
  const { start, end } = offendingPart(wrong, reason)
  const shown = cut(wrong, start)
  const lead = columnsOf(shown.text.slice(0, shown.start))
  const under = Math.max(1, columnsOf(shown.text.slice(shown.start, shown.start + end - start)))
  return [
    ...(before?.trim() ? [`  ${gutter(' ', line - 1)} ${style('dim', cut(before, 0).text)}`] : []),
    `  ${style('red', '>')}${gutter('', line)} ${shown.text}`,
    `  ${gutter(' ', '')} ${' '.repeat(lead)}${style('red', '^'.repeat(under))}`,
  ]
}

type Part = { start: number; end: number }

/**
 * Finds what is wrong in a line: the longest text that the reason quotes or names and the line contains, else the key's
 * value, else the whole line.
 */
const offendingPart = (line: string, said: string): Part => {
  // A reason that begins with the field is about its value.
  const reason = said.replace(/^[\w.[\]-]+: /, '')
  const quoted = [...reason.matchAll(/“([^”]+)”|"([^"]+)"|`([^`]+)`|'([^']+)'/g)].map((match) =>
    match.slice(1).find(Boolean),
  )
  const named = reason.split(/[\s,;:]+/).map((word) => word.replaceAll(/^[([{“"'`]+|[)\]}.”"'`]+$/g, ''))
  const words = [...quoted, ...named.filter((word) => word.length > 2)]
  const found = words
    .filter((word): word is string => word !== undefined && standsIn(line, word))
    .sort((one, other) => other.length - one.length)[0]
  const at = found === undefined ? -1 : line.indexOf(found)
  if (found !== undefined && at >= 0) return { start: at, end: at + found.length }
  const value = /^\s*(?:- )?[\w-]+:\s+(?=\S)/.exec(line)?.[0].length ?? line.length - line.trimStart().length
  return { start: value, end: line.trimEnd().length }
}

/** Only as a whole word: a reason that names `a` does not mean the one in `page`. */
const standsIn = (line: string, word: string): boolean => {
  const at = line.indexOf(word)
  if (at < 0) return false
  const isLetter = (character: string | undefined) => character !== undefined && /[a-z0-9]/i.test(character)
  const begins = isLetter(word[0]) && isLetter(line[at - 1])
  const ends = isLetter(word.at(-1)) && isLetter(line[at + word.length])
  return !begins && !ends
}

/**
 * As much of a line as fits into a terminal, beginning shortly before what is wrong.
 * @returns the position of that in what is shown
 */
const cut = (line: string, wrongAt: number): { text: string; start: number } => {
  // A tab's width is up to the terminal, and control characters must not reach it.
  const plain = (text: string) =>
    text.replaceAll('\t', ' '.repeat(tabColumns)).replaceAll(/\p{Cc}/gu, '\ufffd')
  const lead = plain(line.slice(0, wrongAt))
  const rest = plain(line.slice(wrongAt))
  if (columnsOf(lead) + columnsOf(rest) <= mostColumns) return { text: lead + rest, start: lead.length }
  const kept = columnsOf(lead) > mostColumns / 2 ? `…${lastColumns(lead, 30)}` : lead
  return { text: firstColumnsOf(kept + rest), start: kept.length }
}

const lastColumns = (text: string, most: number): string => {
  let kept = ''
  for (const one of [...graphemesOf(text)].reverse()) {
    if (columnsOf(one + kept) > most) break
    kept = one + kept
  }
  return kept
}

const firstColumnsOf = (text: string): string => {
  let kept = ''
  let columns = 0
  for (const one of graphemesOf(text)) {
    columns += columnsOf(one)
    if (columns > mostColumns - 1) return `${kept}…`
    kept += one
  }
  return kept
}
