import type { Happened } from '../history.ts'
import { addressed } from './addressed.ts'
import type { Book } from './book.ts'
import { done } from './done.ts'
import { fresh } from './fresh.ts'
import { holds } from './holds.ts'
import { letters } from './letter-changes.ts'
import { nobodyLost } from './nobody-lost.ts'
import { once } from './once.ts'
import { pinned } from './pinned.ts'
import { stops } from './stops.ts'
import { sums } from './sums.ts'
import { truth } from './truth.ts'

/** Reports a broken promise. */
export type Report = (at: number, what: string) => void
export type Watcher = {
  /** The book does not have the event yet. */
  before?: (event: Happened) => void
  /** The book has it. */
  after?: (event: Happened) => void
  end?: (at: number) => void
}
export type Rule = { name: string; watch: (book: Book, report: Report) => Watcher }

export const rules: Rule[] = [
  sums,
  once,
  nobodyLost,
  fresh,
  stops,
  truth,
  addressed,
  pinned,
  holds,
  done,
  letters,
]
