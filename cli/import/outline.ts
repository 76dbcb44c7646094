/** A line of the imported document. `line` is its 1-based number there; `text` may have been repaired. */
export type SourceLine = { line: number; text: string }

/**
 * A line, or a run of lines up to `endLine`, that was left out, and why. `source` is the file, if a folder was
 * imported.
 */
export type Dropped = { line: number; endLine?: number; reason: string; source?: string }
/** Something that an editor should check, because it may have been misunderstood. */
export type Doubt = { line: number; what: string; source?: string }

/** A run of lines, both ends included. `source` is the file, if a folder was imported. */
export type Span = { startLine: number; endLine: number; source?: string }

/** What a document says about the issue as a whole. */
export type IssueFacts = {
  title?: string | undefined
  number?: number | undefined
  /** As printed: `2023年 1-3 月`. */
  period?: string
  /** A day, `2023-04-10`. */
  date?: string | undefined
  /** A BCP 47 tag. */
  language?: string | undefined
  coverLines: string[]
  /** The picture that the document names as its own, as it is written. */
  picture?: NamedPicture | undefined
}

/** A picture that front matter names. `source` is the file, if a folder was imported. */
export type NamedPicture = { address: string; alt?: string | undefined; line: number; source?: string }

export type OutlinedSection = {
  /** As printed: `01`. */
  number?: string
  title: string
  /** A line of plain words under its title. */
  tagline?: string
  subsections: string[]
}

/** One article of a document. Its body is the lines of its span, without its title and dropped lines. */
export type OutlinedArticle = Span & {
  title: string
  kicker?: string
  /** Titles of its section and subsection. */
  section?: string | undefined
  subsection?: string | undefined
  page?: number | undefined
  /** A brief is a notice that points elsewhere. */
  kind: 'full' | 'brief'
  author?: string | undefined
  /** What stands before a newsletter's first heading. */
  isIntroduction?: true
  /** The picture that its own front matter names. */
  picture?: NamedPicture | undefined
  /** What it links to, if it is an entry in a list of links. Links in its body need not be repeated here. */
  links: { title: string; url: string }[]
  body: SourceLine[]
}

/**
 * The structure of a document. Every line that is not blank is in an article's span, a heading, the front or back
 * matter, or dropped.
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
