import { normalizeIdentifier } from '../../markdown-chunks.ts'
import type { Line } from './code.ts'
import { missing } from './links.ts'

const used = /(?<![\w\]])!?\[[^[\]\n]{1,300}\]\[([^[\]^\n][^[\]\n]{0,200})?\]/g
const defined = /\[([^[\]\n]{1,300})\]:/g

/**
 * A parser takes a reference that is nowhere defined for text. @returns definitions that make it a reference, to be told of
 * and resolved to its text
 */
export const stubsOf = (lines: readonly Line[], definitions: readonly Line[]): Line[] => {
  const known = new Set<string>()
  for (const { text } of [...definitions, ...lines])
    for (const [, label] of text.matchAll(defined)) known.add(normalizeIdentifier(label!))
  const stubs = new Map<string, Line>()
  for (const { text, line, code } of lines) {
    if (code || !text.includes('][')) continue
    for (const [all, label] of text.matchAll(used)) {
      const name = label ?? /\[([^\]]*)\]/.exec(all)![1]!
      const key = normalizeIdentifier(name)
      if (key && !known.has(key) && !name.endsWith('\\') && !stubs.has(key))
        stubs.set(key, { line, text: `[${name}]: ${missing}` })
    }
  }
  return [...stubs.values()]
}
