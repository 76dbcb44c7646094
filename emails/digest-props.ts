import type { Brand } from './palette.ts'

/** An image by absolute URL, with its intrinsic size in pixels. */
export type MailImage = { src: string; width: number; height: number; alt: string }

export type DigestArticle = {
  /** How large it stands. `title`: only the title is shown, because there is no room for more. */
  kind: 'feature' | 'brief' | 'title'
  kicker?: string
  title: string
  url: string
  summary?: string
  /** Author, page and reading time, in words. */
  meta?: string
  /** The site to which it leads straight, such as `github.com`. */
  host?: string
  /** A small picture beside it. */
  image?: MailImage
}

/** The piece that opens the issue, large: it stands before all sections. */
export type DigestLead = Omit<DigestArticle, 'kind'> & {
  /** Its section's topic, if that has one: who did not choose it begins with the sections. */
  topic?: string
  /** Its section's name. */
  section: string
  /** Its text's first words. */
  opening?: string
  /** Its picture is the publication's own: it shows nothing, and leads nowhere. */
  isArtwork?: true
}

/** Words of a letter in one dress. */
export type LetterRun = { text: string; url?: string; isStrong?: true; isEmphasised?: true }

/** A letter before the issue, and who signs it. */
export type DigestLetter = { paragraphs: LetterRun[][]; name: string; role?: string; portrait?: MailImage }

/**
 * What a long issue holds, by section. `whole`: how many pieces and minutes, in words; absent where readers choose among
 * topics, because it is not the same for all of them.
 */
export type DigestOverview = {
  whole?: string
  sections: { topic?: string; name: string; count: string; url: string }[]
}

/**
 * What the issue ends with. `forward`: a `mailto:` with its address; `languages`: the issue in its others, each by its
 * own name; `next`: when one comes, in words.
 */
export type DigestEnding = {
  forward: string
  languages: { language: string; name: string; url: string }[]
  next?: string
}

export type DigestSection = {
  /** The section's topic; its readers alone get the section. Absent when every reader gets it. */
  topic?: string
  name: string
  /** One line under its name. */
  tagline?: string
  /** The whole section on the website. */
  url: string
  image?: MailImage
  /** Articles by subsection heading. The first group usually has no heading. */
  groups: { heading?: string; articles: DigestArticle[] }[]
  /** Number of the section's articles that are only on the website. */
  more?: number
}

export type DigestProps = {
  language: string
  brand: Brand
  subject: string
  /** Shown in the inbox after the subject, and followed by the teasers that the reader gets: the issue's number or day. */
  preheader: string
  teasers?: { topic?: string; text: string }[]
  name: string
  tagline: string
  /** The issue's number, set large. */
  number?: string
  period?: string
  /** Number and period in words, e.g. `第 64 期 · 2023 年 1–3 月`. */
  edition?: string
  /** The issue's page, where the digest opens "in the browser". */
  issueUrl: string
  cover?: MailImage
  /** The issue's own title, where none of its pieces has the same. */
  heading?: string
  /** Without a heading and a lead, the first line is set largest; a single one stands before the lead, several behind it. */
  coverLines: string[]
  lead?: DigestLead
  /** The salutation, with a slot for the reader's name. */
  greeting?: string
  /** What the editor says before the issue begins. */
  letter?: DigestLetter
  /** What a long issue holds. */
  overview?: DigestOverview
  /** Notes above the issue that only some kinds of mail show. */
  notes?: Record<Note, string> | undefined
  sections: DigestSection[]
  /** Number of articles in omitted sections, which are only on the website. */
  more?: number
  /** Asks whether it was worth reading. `url`: one with a query, to which `&answer=yes` or `no` is added. */
  rating?: { title: string; yes: string; no: string; url: string }
  ending: DigestEnding
  links: { preferences: string; unsubscribe: string }
  /** SES leads links through a server of its own, but for these. */
  clicksAreTracked?: true
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
  /** Words that say how many more articles are on the website. */
  more: (count: number) => string
  forward: string
  otherLanguage: string
}

/** Kinds of mail that carry a note about themselves: to a new reader, to an admin testing the issue, to who got it with a fault. */
export type Note = 'welcome' | 'test' | 'correction'
