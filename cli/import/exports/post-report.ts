import type { Cleaned } from '../clean/clean.ts'
import type { Post } from './post.ts'
import { textOfPage } from './visible-words.ts'

/** The result of importing one post. */
export type PostReport = {
  source: string
  title: string
  /** The id of the issue. */
  issue: string
  date: string | null
  aliases: string[]
  /** Counts of words. `lost` are words of the post that are neither in the issue nor among those left out. */
  words: { before: number; after: number; leftOut: number; lost: number }
  pictures: { inExport: number; fetched: number; onTheWeb: number; failed: number }
  leftOut: string[]
  doubts: string[]
}

/** Collects what is left out of a post, with its words, and what an editor should check. */
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
