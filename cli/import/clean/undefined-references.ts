import { normalizeIdentifier } from '../../../functions/issue/markdown-chunks.ts'
import type { Line } from './code.ts'
import { missing } from './links.ts'

const used = /(?<![\w\]])!?\[[^[\]]{1,300}\]\[([^[\]^][^[\]]{0,200})?\]/g
const defined = /\[([^[\]\n]{1,300})\]:/g

/**
 * A parser takes a reference without a definition for plain text.
 * @returns stub definitions that make it a reference, so that it is reported and replaced by its text
 */
export const stubsOf = (lines: readonly Line[], definitions: readonly Line[]): Line[] => {
  const known = new Set<string>()
  for (const { text } of [...definitions, ...lines])
    for (const [, label] of text.matchAll(defined)) known.add(normalizeIdentifier(label!))
  const stubs = new Map<string, Line>()
  for (const [at, { text, line, code }] of lines.entries()) {
    if (code || !text.includes('[')) continue
    // The words or the label may continue on the next line.
    const next = lines[at + 1]
    const both = next && !next.code && next.text.trim() !== '' ? `${text}\n${next.text}` : text
    if (!both.includes('][')) continue
    for (const { index, 0: all, 1: label } of both.matchAll(used)) {
      if (index >= text.length) break
      const name = (label ?? /\[([^\]]*)\]/.exec(all)![1]!).replace(/\s+/g, ' ')
      const key = normalizeIdentifier(name)
      if (key && !known.has(key) && !name.endsWith('\\') && !stubs.has(key))
        stubs.set(key, { line, text: `[${name}]: ${missing}` })
    }
  }
  return [...stubs.values()]
}
