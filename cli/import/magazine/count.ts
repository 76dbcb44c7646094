import type { SourceLine } from '../outline.ts'
import type { Counts } from '../report.ts'
import { scanLines } from '../scan.ts'
import { captionIn } from './captions-apart.ts'

const link = /\]\((?:<)?https?:\/\/|<https?:\/\/[^>\s]+>/gi
const formula = /(?<![\\$\d])\$(?!\s|\d[\d,.]*\b(?!\s*[\\^_+\-*/=]))[^$\n]{1,200}?(?<![\s\\])\$(?!\d)/g
const entry = /^\s*\\?\[\d{1,3}\\?\]\s+\S/

/** Counts links, figures and so on in the original lines of a printed article. */
export const countsOf = (lines: readonly SourceLine[]): Counts => {
  const counts: Counts = { links: 0, figures: 0, tables: 0, code: 0, math: 0, references: 0 }
  const scanned = scanLines(lines)
  let isOpen = false
  scanned.forEach(({ kind, text, gap }, at) => {
    if (kind === 'code') {
      const isFence = /^ {0,3}(`{3,}|~{3,})/.test(text)
      if (isFence && !isOpen) counts.code += 1
      if (isFence) isOpen = !isOpen
      return
    }
    counts.links += text.match(link)?.length ?? 0
    counts.math += text.match(formula)?.length ?? 0
    if (captionIn(text)?.kind === 'figure') counts.figures += 1
    if (entry.test(text)) counts.references += 1
    if (kind === 'row' && (scanned[at - 1]?.kind !== 'row' || gap > 0)) counts.tables += 1
  })
  return counts
}
