import { randomBytes, randomUUID, scryptSync, timingSafeEqual } from 'node:crypto'
import type { JsonStore } from '../host/state.ts'

/** A user of a pool. The password is stored as a salted hash. */
export type User = {
  name: string
  sub: string
  attributes: Record<string, string>
  groups: string[]
  password?: { salt: string; hash: string; temporary: boolean }
  createdAt: number
}

const hashOf = (password: string, salt: string) => scryptSync(password, salt, 32)

/** The users of all pools, kept in the state. */
export const openUsers = (state: JsonStore, now: () => number) => {
  const keyOf = (pool: string) => `cognito.users.${pool}`
  const all = (pool: string) => state.get<Record<string, User>>(keyOf(pool)) ?? {}
  const put = (pool: string, user: User) => state.set(keyOf(pool), { ...all(pool), [user.name]: user })
  return {
    get: (pool: string, name: string): User | undefined => all(pool)[name],
    withEmail: (pool: string, email: string): User | undefined =>
      Object.values(all(pool)).find(({ attributes }) => attributes.email === email),
    withSub: (pool: string, sub: string): User | undefined =>
      Object.values(all(pool)).find((user) => user.sub === sub),
    all: (pool: string): User[] => Object.values(all(pool)),
    put,
    remove: (pool: string, { name }: User): void => {
      const { [name]: _, ...others } = all(pool)
      state.set(keyOf(pool), others)
    },
    /**
     * @param name without one, the user's name is their `sub`, as Cognito does for pools where people sign in by
     * address
     */
    create: (pool: string, name: string | undefined, attributes: Record<string, string>): User => {
      const sub = randomUUID()
      const user: User = { name: name ?? sub, sub, attributes, groups: [], createdAt: now() }
      put(pool, user)
      return user
    },
    setPassword: (pool: string, user: User, password: string, temporary: boolean): void => {
      const salt = randomBytes(16).toString('hex')
      put(pool, { ...user, password: { salt, hash: hashOf(password, salt).toString('hex'), temporary } })
    },
    passwordFits: ({ password }: User, given: string): boolean =>
      password !== undefined &&
      timingSafeEqual(hashOf(given, password.salt), Buffer.from(password.hash, 'hex')),
  }
}

export type Users = ReturnType<typeof openUsers>
