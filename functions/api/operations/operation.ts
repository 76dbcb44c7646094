import type * as z from 'zod'
import type { Publication } from '../../publication/publication.ts'
import type { ProblemType } from '../problems.ts'
import type { AnyRoute } from '../routes-and-roles.ts'

/** A call of the admins' API, as its description tells it. */
export type Operation = {
  /** What generated clients call it. */
  id: string
  summary: string
  query?: z.ZodObject
  body?: z.ZodType
  /** It takes `If-Match`. */
  conditional?: true
  /** What it answers, by status. */
  answers: { [Status in 200 | 201 | 202]?: z.ZodType }
  /** Why it may be refused, beside what any call like it may be refused for. */
  refusals?: readonly ProblemType[]
}

/** All calls whose path begins so. One without an operation, and an operation without a call, does not compile. */
export type OperationsUnder<Path extends string> = Record<
  Extract<AnyRoute, `${string} ${Path}` | `${string} ${Path}/${string}`>,
  Operation
>

/** What of the publication bodies are read by. */
export type OperationsOffer = Pick<Publication, 'languages' | 'topics' | 'fields' | 'timeZone' | 'greeting'>
