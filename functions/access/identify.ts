import { defined } from '../runtime/defined.ts'
import type { Accounts } from './accounts.store.ts'
import { isSecretOf, readApiKey } from './api-key.ts'
import type { Caller, Identity } from './caller.ts'
import type { KeysTable } from './keys.table.ts'
import { highestRole, mayDo } from './role.ts'
import type { Verified } from './user-pool.store.ts'

export type IdentifyDeps = {
  verifyToken: (token: string) => Promise<Verified>
  keys: Pick<KeysTable, 'get' | 'markUsed'>
  accounts: Accounts
  /** Unix ms. */
  now: () => number
}

/** A token says who has which role when it is made; of an older one the pool is asked how it is now. */
const freshMs = 5 * 60_000

/**
 * Finds out who calls.
 * @returns a function of the `Authorization` header: `Bearer`, and a token of the user pool or an API key
 */
export const createIdentify = ({ verifyToken, keys, accounts, now }: IdentifyDeps) => {
  const byKey = async (text: string): Promise<Identity> => {
    const parts = readApiKey(text)
    const key = parts && (await keys.get(parts.id))
    const isValid =
      key && isSecretOf(key.hash, parts.secret) && (key.expires === undefined || key.expires * 1000 > now())
    if (!isValid) return { refused: 'The API key is not valid, or not any more' }
    // A key does no more than whoever made it may still do: who is removed takes theirs along.
    const made = await accounts.roleOf(key.person ?? key.by)
    if (!made || !mayDo(made, key.role))
      return { refused: 'Whoever made the API key has no account any more, or not its role' }
    const today = new Date(now()).toISOString().slice(0, 10)
    if (key.usedOn !== today) await keys.markUsed(key.id, today)
    const { id, name, role, by, person = by, email = addressIn(by) } = key
    return { by: `key ${name}`, role, person, ...defined({ email }), key: id }
  }
  /** @param issued when the token was made, Unix seconds */
  const asOfNow = async (caller: Caller, issued: unknown): Promise<Identity> => {
    const { person, role: was, ...who } = caller
    const isFresh = typeof issued === 'number' && now() - issued * 1000 < freshMs
    if (isFresh || person === undefined) return caller
    const role = await accounts.roleOf(person)
    if (was && !role) return { refused: 'The account of this token is no more, or has no role any more' }
    return { ...who, person, ...defined({ role }) }
  }
  return async (authorization: string): Promise<Identity> => {
    const text = authorization.replace(/^Bearer +/i, '')
    if (text.startsWith('mk_')) return byKey(text)
    const verified = await verifyToken(text)
    if (verified.outcome === 'refused') return { refused: 'The token is not valid, or not any more' }
    return asOfNow(personOf(verified.claims), verified.claims.iat)
  }
}

/** The person of a verified token. @param claims of an ID token or an access token */
export const personOf = (claims: Record<string, unknown>): Caller => {
  const groups = claims['cognito:groups']
  return {
    by: nameOf(claims),
    ...defined({
      role: highestRole(Array.isArray(groups) ? groups : []),
      person: typeof claims.sub === 'string' ? claims.sub : undefined,
      email: addressIn(verifiedAddress(claims)),
    }),
  }
}

/**
 * A person's address if the token proves it to be theirs, else what Cognito calls them. ID tokens carry the address.
 * Access tokens have only `username`, which is a UUID where people sign in by an address; `sub` is in every token
 * (Cognito Developer Guide, "Understanding the identity (ID) token" and "Understanding the access token").
 */
const nameOf = (claims: Record<string, unknown>): string => {
  const names = [verifiedAddress(claims), claims.username, claims.sub]
  return names.find((name) => typeof name === 'string') ?? 'somebody'
}

/** A user may write any address into their account. Cognito marks it as verified once they have proved that it is theirs. */
const verifiedAddress = ({ email, email_verified }: Record<string, unknown>): string | undefined =>
  email_verified === true && typeof email === 'string' ? email : undefined

/** Addresses are compared without regard to small and capital letters. */
const addressIn = (name: string | undefined): string | undefined =>
  name?.includes('@') ? name.toLowerCase() : undefined
