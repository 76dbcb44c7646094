import { defined } from '../runtime/defined.ts'
import type { Identity } from './caller.ts'
import { highestRole } from './role.ts'
import type { Verified } from './user-pool.store.ts'

export type IdentifyDeps = { verifyToken: (token: string) => Promise<Verified> }

/**
 * Finds out who calls.
 * @returns a function of the `Authorization` header: `Bearer`, and a token of the user pool
 */
export const createIdentify =
  ({ verifyToken }: IdentifyDeps) =>
  async (authorization: string): Promise<Identity> => {
    const verified = await verifyToken(authorization.replace(/^Bearer +/i, ''))
    if (verified.outcome === 'refused') return { refused: 'The token is not valid, or not any more' }
    const { claims } = verified
    const groups = claims['cognito:groups']
    return { by: nameOf(claims), ...defined({ role: highestRole(Array.isArray(groups) ? groups : []) }) }
  }

/**
 * A person's address if the token proves it to be theirs, else what Cognito calls them. ID tokens carry the address.
 * Access tokens have only `username`, which is a UUID where people sign in by an address; `sub` is in every token
 * (Cognito Developer Guide, "Understanding the identity (ID) token" and "Understanding the access token").
 */
const nameOf = ({ email, email_verified, username, sub }: Record<string, unknown>): string => {
  // A user may write any address into their account. Cognito marks it as verified once they have proved that it is
  // theirs.
  const names = [email_verified === true ? email : undefined, username, sub]
  return names.find((name) => typeof name === 'string') ?? 'somebody'
}
