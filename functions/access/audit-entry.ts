import * as z from 'zod'

/** Some of how a thing stood: small, and without addresses of readers, tokens or addresses of uploads. */
const Standing = z.record(z.string(), z.unknown())

/**
 * What is written of an act before it is done. `at`: when, by the database's clock; `by`: who, as `Caller` has it; `key`:
 * the id of their API key, if it is a program; `route`: `POST /path`; `about`: the id of what it was about, a reader's
 * being their keyed id; `action`: the body's; `from`: the caller's network.
 */
export const BegunAct = z.object({
  id: z.string(),
  at: z.string(),
  by: z.string(),
  /** As text: a row by a version that knew other roles stays readable. */
  role: z.string().optional(),
  key: z.string().optional(),
  route: z.string(),
  about: z.string().optional(),
  action: z.string().optional(),
  from: z.string(),
})
export type BegunAct = z.infer<typeof BegunAct>

/**
 * What is written of it once it is over. `status`: of the HTTP answer, 500 when it failed half-way; `outcome`: the use
 * case's word, such as `already`; `why`: why it was refused, unless that names
 * an address; `about`: what it was about, where only the act could say; `before`, `after`: how that stood.
 */
export const ActResult = z.object({
  at: z.string(),
  status: z.number(),
  outcome: z.string().optional(),
  why: z.string().optional(),
  about: z.string().optional(),
  before: Standing.optional(),
  after: Standing.optional(),
})
export type ActResult = z.infer<typeof ActResult>

/** An entry of the audit log. Without a `result` nobody knows whether the act was done: it may be under way. */
export const AuditEntry = BegunAct.extend({ result: ActResult.exactOptional() })
export type AuditEntry = z.infer<typeof AuditEntry>
