/** A line of the document that is imported: its number there, 1-based, and its text, which may have been mended. */
export type SourceLine = { line: number; text: string }

/**
 * Something that was left out of the issue, and why: a line, or a run of them up to `endLine`. `source` is the file, when
 * the issue was a folder.
 */
export type Dropped = { line: number; endLine?: number; reason: string; source?: string }
/** Something that an editor should look at: what was understood may be wrong. */
export type Doubt = { line: number; what: string; source?: string }

/** A run of lines, both ends included; of a file, when the issue was a folder. */
export type Span = { startLine: number; endLine: number; source?: string }

/** What a document says of the issue as a whole. */
export type IssueFacts = {
  title?: string | undefined
  number?: number | undefined
  /** As it is printed: `2023年 1-3 月`. */
  period?: string
  /** A day, `2023-04-10`. */
  date?: string | undefined
  /** A BCP 47 tag. */
  language?: string | undefined
  coverLines: string[]
}

export type OutlinedSection = {
  /** As it is printed: `01`. */
  number?: string
  title: string
  subsections: string[]
}

/** One piece of a document. Its lines are those of its span that are not dropped, its title's left out. */
export type OutlinedArticle = Span & {
  title: string
  kicker?: string
  /** Titles of the section and the subsection that it stands in. */
  section?: string | undefined
  subsection?: string | undefined
  page?: number | undefined
  /** A brief is a notice that points elsewhere. */
  kind: 'full' | 'brief'
  author?: string | undefined
  /** What it points to, when it is an entry of a list of links: those of its body need not stand here. */
  links: { title: string; url: string }[]
  body: SourceLine[]
}

/**
 * What was understood of one long document: where each of its parts stands. Every line that is not blank is in an
 * article's span, a heading, the front or the back matter, or dropped.
 */
export type Outline = {
  issue: IssueFacts
  sections: OutlinedSection[]
  articles: OutlinedArticle[]
  /** Title page, table of contents, metadata. */
  frontMatter: Span[]
  /** Headings of sections and subsections. */
  headings: Span[]
  backMatter: (Span & { title: string })[]
  dropped: Dropped[]
  doubts: Doubt[]
}
