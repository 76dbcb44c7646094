import type { Doubt, Dropped, Outline } from './outline.ts'

/** What an article holds. */
export type Counts = {
  links: number
  /** Numbered figure captions. */
  figures: number
  tables: number
  /** Fenced blocks. */
  code: number
  math: number
  /** Entries of reference lists. */
  references: number
}

/**
 * The report on an import: structure, doubts and what was left out. Line numbers are those of the document, 1-based.
 */
export type ImportReport = {
  issue: { title: string; number: number | null; period: string | null }
  /** Its introduction, where somebody signed it. */
  letter?: { file: string; name: string; startLine: number; endLine: number }
  sections: { number: string | null; title: string; subsections: string[] }[]
  articles: (Counts & {
    file: string
    /** The original file, if a folder was imported. */
    source?: string
    title: string
    kicker: string | null
    section: string | null
    subsection: string | null
    page: number | null
    kind: 'full' | 'brief'
    author: string | null
    startLine: number
    endLine: number
  })[]
  backMatter: { title: string; startLine: number; endLine: number }[]
  dropped: Dropped[]
  doubts: Doubt[]
  /**
   * The share of non-blank lines that are shown, or named among what is not. Below 1, part of the document was lost.
   */
  coverage: number
}

/** A document, or one file of an imported folder. */
export type Document = { source?: string; text: string }

/**
 * @param documents the ones that were outlined
 * @param unshown 1-based lines by source that have a place in the outline, but whose words are shown nowhere
 * @returns a share from 0 to 1
 */
export const coverageOf = (
  documents: readonly Document[],
  outline: Outline,
  unshown: ReadonlyMap<string | undefined, ReadonlySet<number>> = new Map(),
): number => {
  const { articles, frontMatter, headings, backMatter, dropped } = outline
  const spans = [
    ...[...articles, ...frontMatter, ...headings, ...backMatter],
    ...dropped.map(({ line, endLine = line, source }) => ({ startLine: line, endLine, source })),
  ]
  let solid = 0
  let covered = 0
  for (const { source, text } of documents) {
    const lines = text.split('\n')
    const placed = new Uint8Array(lines.length + 1)
    for (const span of spans) if (span.source === source) placed.fill(1, span.startLine, span.endLine + 1)
    lines.forEach((line, at) => {
      if (line.trim() === '') return
      solid += 1
      if (!unshown.get(source)?.has(at + 1)) covered += placed[at + 1]!
    })
  }
  return solid === 0 ? 1 : covered / solid
}
