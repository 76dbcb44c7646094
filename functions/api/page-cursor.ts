import * as z from 'zod'
import { type Answer, refuse } from './answer.ts'

// A list comes page by page: the answer's `next` is where the next page begins, and its call gives that back as `after`. What
// it says is the business of what walks the list: readers-cursor.ts, recipients-cursor.ts, the id of an entry in the audit log
// or of an issue, the number of an import's rows.

/** What of a list's query says where a page begins. */
export const pageAfter = z
  .string()
  .optional()
  .meta({ description: 'The “next” of the page before; left out, the first page.' })

/** In answer to an `after` that was the `next` of no page. */
export const noSuchPlace = (message = 'is no place in the list: leave it out to begin anew'): Answer =>
  refuse('not-valid', { field: 'after', message })
