import type { Archive } from './archive.ts'

export type PostBody = {
  format: 'html' | 'markdown'
  text: string
  /** What its reader left out already: what it is, and its words. */
  leftOut?: { what: string; words: string }[]
  /** The same text as its service showed it, in HTML, to count words by. */
  shown?: string
  /** Where it stands in the export, for pictures beside it. */
  folder?: string
}

/** One post of an export, as its service kept it. */
export type Post = {
  /** Where it stands in the export: a file, or what its service calls it. */
  source: string
  title: string
  /** The last part of its address. */
  slug?: string | undefined
  /** An instant (ISO 8601), or a day or time by the service's own clock. */
  date?: string | undefined
  summary?: string | undefined
  author?: string | undefined
  /** A BCP 47 tag, where the service knows. */
  language?: string | undefined
  tags?: readonly string[]
  /** Paths on its old site by which readers know it. */
  aliases: readonly string[]
  /** Absent: readers had it. Else why it is taken only when asked for. */
  unsent?: string | undefined
  /** The picture above it, and what is said of it. */
  cover?: { src: string; alt?: string | undefined } | undefined
  /** What an editor should know of it. */
  doubts?: readonly string[]
  body: () => Promise<PostBody> | PostBody
}

/** Is told of what is left out of a post: what it is, and its words, perhaps as HTML. */
export type Tell = (what: string, words: string) => void

/** Something of an export that becomes no issue, and why. */
export type PassedOver = { source: string; title?: string | undefined; reason: string }

export type Export = {
  /** The name of the service. */
  service: string
  posts: Post[]
  passedOver: PassedOver[]
  /** Files and tables of readers that are there; they are not read. */
  audience: string[]
}

/** Reads an export of one service; undefined when it is none. @throws Stop when it is broken */
export type ReadExport = (archive: Archive) => Promise<Export | undefined>
