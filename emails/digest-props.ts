import type { Brand } from './theme.ts'

/** An image by its absolute URL, with its own size in pixels. */
export type MailImage = { src: string; width: number; height: number; alt: string }

export type DigestArticle = {
  /** `title`: there is no room for more. */
  kind: 'full' | 'brief' | 'title'
  kicker?: string
  title: string
  url: string
  summary?: string
  /** Page and reading time, as a reader would say them. */
  meta?: string
}

export type DigestSection = {
  /** Whose readers alone get it; absent where every reader does. */
  topic?: string
  name: string
  /** Where the website has it whole. */
  url: string
  image?: MailImage
  /** Articles under their subsection's heading; the first group has usually none. */
  groups: { heading?: string; articles: DigestArticle[] }[]
  /** How many of its articles are on the website alone. */
  more?: number
}

export type DigestProps = {
  language: string
  brand: Brand
  subject: string
  /** What an inbox shows after the subject, and after it the names of the reader's sections. */
  preheader: string
  name: string
  tagline: string
  /** The issue's number, large. */
  number?: string
  period?: string
  /** Number and period in words, e.g. `第 64 期 · 2023 年 1–3 月`. */
  edition?: string
  /** The issue's page: the digest "in the browser". */
  issueUrl: string
  cover?: MailImage
  /** The first of them largest. */
  coverLines: string[]
  /** How the reader is addressed, their name in it. */
  greeting?: string
  /** What only some mails say above everything, each a part of its own. */
  notes?: Record<Note, string> | undefined
  sections: DigestSection[]
  /** How many articles of other sections are on the website alone. */
  more?: number
  links: { preferences: string; unsubscribe: string }
  publisher: string
  postalAddress: string
  words: DigestWords
}

type DigestWords = {
  browser: string
  read: string
  /** Why the reader gets this. */
  why: string
  preferences: string
  unsubscribe: string
  /** That so many articles are on the website. */
  more: (count: number) => string
}

/** Mails that say what they are: to a new reader, and to an admin who tries the issue out. */
export type Note = 'welcome' | 'test'
