import type { Happened } from '../history.ts'
import type { Book } from './book.ts'

/** Reports a broken promise. */
export type Report = (at: number, what: string) => void
export type Watcher = {
  /** Called before the book has the event. */
  before?: (event: Happened) => void
  /** Called when the book has it. */
  after?: (event: Happened) => void
  end?: (at: number) => void
}
export type Rule = { name: string; watch: (book: Book, report: Report) => Watcher }
