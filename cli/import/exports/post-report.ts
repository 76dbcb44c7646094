import type { Cleaned } from '../clean/clean.ts'
import type { Post } from './post.ts'
import { textOfPage } from './visible-words.ts'

/** What became of one post. */
export type PostReport = {
  source: string
  title: string
  /** The id of its issue. */
  issue: string
  date: string | null
  aliases: string[]
  /** Counted by the text alone, before and after: `lost` are those of `before` that are neither there nor left out. */
  words: { before: number; after: number; leftOut: number; lost: number }
  pictures: { inExport: number; fetched: number; onTheWeb: number; failed: number }
  leftOut: string[]
  doubts: string[]
}

/** Gathers what is left out of a post, with its words, and what an editor should look at. */
export const createNotes = (post: Post) => {
  const leftOut: string[] = []
  const words: string[] = []
  const doubts = [...(post.doubts ?? [])]
  return {
    leftOut,
    words,
    doubts,
    leaveOut: (what: string, said: string) => {
      const text = textOfPage(said)
      leftOut.push(
        text ? `${what}: “${text.length > 60 ? `${text.slice(0, 60).toWellFormed()}…` : text}”` : what,
      )
      if (said) words.push(said)
    },
    add: ({ dropped, doubts: more, droppedWords }: Cleaned) => {
      leftOut.push(...dropped.map(({ reason }) => reason))
      doubts.push(...more.map(({ what }) => what))
      words.push(...droppedWords)
    },
  }
}
export type Notes = ReturnType<typeof createNotes>
