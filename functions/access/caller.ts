import * as z from 'zod'
import { roles } from './role.ts'

/**
 * Who calls. `by`: a person's verified address, else what Cognito calls them. `role`: none for a person whom nobody gave
 * one. `person`: the person behind `by`, as the user pool knows them by any token of theirs (`sub`); `email`: their verified
 * address, in small letters, where it is known; for a program both are of who made its key. `key`: the id of a program's API key.
 */
export const Caller = z.object({
  by: z.string(),
  role: z.enum(roles).optional(),
  person: z.string().optional(),
  email: z.string().optional(),
  key: z.string().optional(),
})
export type Caller = z.infer<typeof Caller>

/** What the authorizer tells a route's function. `refused`: why the caller is nobody we know. */
export const Identity = z.union([z.object({ refused: z.string() }), Caller])
export type Identity = z.infer<typeof Identity>
