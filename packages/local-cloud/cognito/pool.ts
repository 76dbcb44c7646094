import type { AppClient } from './app-client.ts'
import type { PasswordPolicy } from './password-policy.ts'
import type { User, Users } from './users.ts'

/** A user pool as the template makes it. */
export type Pool = {
  id: string
  clients: AppClient[]
  groups: string[]
  /** Users sign in by e-mail address, and Cognito generates their names. */
  byEmail?: boolean
  /** What passwords must have. */
  passwords?: PasswordPolicy
}

/** A user by name or, in a pool with `byEmail`, by address. */
export const userIn = (users: Users, { id, byEmail }: Pool, name: string): User | undefined =>
  users.get(id, name) ?? (byEmail ? users.withEmail(id, name) : undefined)
