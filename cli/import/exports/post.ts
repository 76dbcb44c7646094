import type { Archive } from './archive.ts'

export type PostBody = {
  format: 'html' | 'markdown'
  text: string
  /** What the export's reader has already left out, with its words. */
  leftOut?: { what: string; words: string }[]
  /** The same text as rendered by the service, in HTML, for counting words. */
  shown?: string
  /** Its folder in the export, for pictures beside it. */
  folder?: string
}

/** One post of an export, as the service stored it. */
export type Post = {
  /** Where it is in the export: a file, or the service's name for it. */
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
  /** Its paths on the old site, which will redirect. */
  aliases: readonly string[]
  /** Why it was never sent, such as `a draft`; it is then imported only on request. Absent: readers got it. */
  unsent?: string | undefined
  /** The picture above the text, and its alternative text. */
  cover?: { src: string; alt?: string | undefined } | undefined
  /** What an editor should check. */
  doubts?: readonly string[]
  body: () => Promise<PostBody> | PostBody
}

/** Called for each thing that is left out of a post: what it is, and its words, perhaps as HTML. */
export type Tell = (what: string, words: string) => void

/** Something in an export that does not become an issue, and why. */
export type PassedOver = { source: string; title?: string | undefined; reason: string }

export type Export = {
  /** The name of the service. */
  service: string
  posts: Post[]
  passedOver: PassedOver[]
  /** Files and tables that hold readers. They are not read. */
  audience: string[]
}

/**
 * Reads an export of one service.
 * @returns undefined when it is not from that service
 * @throws Stop when it is broken
 */
export type ReadExport = (archive: Archive) => Promise<Export | undefined>
