import type { Happened } from '../history.ts'
import type { Book } from './book.ts'

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
