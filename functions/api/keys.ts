import * as z from 'zod'
import { hashOfSecret, readApiKey } from '../access/api-key.ts'
import type { KeptKey, KeysTable } from '../access/keys.table.ts'
import { roles } from '../access/role.ts'
import { defined } from '../runtime/defined.ts'
import type { Asker } from '../sending/ledger/asker.ts'
import { type Answer, answer, noting, refuse } from './answer.ts'
import type { KeyAnswer, KeyShown, KeysAnswer, NewKeyAnswer } from './answers/service.ts'
import { problemsOf } from './schema-problems.ts'

/** More than anybody needs, and few enough to list at once. */
export const mostKeys = 1_000

/** The body of a request for an API key. */
export const WantedKey = z.strictObject({
  name: z
    .string('is not a text')
    .regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'is not 1–50 of a–z, 0–9 and hyphens, beginning with none')
    .meta({ description: 'What it is for: sends say “key <name>” asked for them.', example: 'shop' }),
  role: z
    .enum(roles, `is none of ${roles.join(', ')}`)
    .meta({ description: 'What whoever holds it may do.', example: 'viewer' }),
  days: z
    .int('is not a whole number')
    .min(1, 'is less than 1')
    .max(3_650, 'is more than 3,650')
    .optional()
    .meta({ description: 'After how many days it ends; left out, when it is revoked.', example: 90 }),
})

export type KeysDeps = {
  keys: Pick<KeysTable, 'get' | 'all' | 'put' | 'remove'>
  /** A new key, of random bytes: see `writeApiKey`. */
  newKey: () => string
  /** Unix ms. */
  now: () => number
  timeZone: string
}

const dayMs = 86_400_000

/** API keys, for programs that cannot sign in. */
export const createKeys = ({ keys, newKey, now, timeZone }: KeysDeps) => {
  /** DynamoDB forgets what has expired some days late. */
  const valid = async () =>
    (await keys.all()).filter(({ expires }) => expires === undefined || expires * 1000 > now())
  return {
    all: async (): Promise<Answer> => {
      const shown = (await valid()).map(keyShown).toSorted((a, b) => a.name.localeCompare(b.name))
      return answer(200, { keys: shown, timeZone } satisfies KeysAnswer)
    },
    /** @param fields see `WantedKey`. @param who makes it. @returns the key itself, which is shown this once */
    create: async (fields: Record<string, unknown>, { by, person, email }: Asker): Promise<Answer> => {
      const read = WantedKey.safeParse(fields)
      if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
      const { name, role, days } = read.data
      const there = await valid()
      if (there.some((one) => one.name === name))
        return refuse('name-taken', {
          field: 'name',
          message: 'is that of a key that there is: choose another, or revoke it',
        })
      if (there.length >= mostKeys)
        return refuse('not-possible/too-many-there', {
          message: `There are ${mostKeys} keys, and no more fit: revoke those that nobody uses`,
        })
      const apiKey = newKey()
      const { id, secret } = readApiKey(apiKey)!
      const kept: KeptKey = {
        id,
        name,
        role,
        hash: hashOfSecret(secret),
        at: new Date(now()).toISOString(),
        by,
        ...defined({ person, email, expires: days && Math.floor((now() + days * dayMs) / 1000) }),
      }
      await keys.put(kept)
      const value: NewKeyAnswer = { key: keyShown(kept), apiKey, timeZone }
      return noting(answer(201, value), { about: id, after: standing(value.key) })
    },
    revoke: async (id: string): Promise<Answer> => {
      const found = await keys.get(id)
      if (!found)
        return refuse('not-found', {
          field: 'key',
          message: `There is no key ${id}: see all with masthead keys list`,
        })
      await keys.remove(id)
      const value: KeyAnswer = { key: keyShown(found), timeZone }
      return noting(answer(200, value), { before: standing(value.key) })
    },
  }
}
export type Keys = ReturnType<typeof createKeys>

const keyShown = ({ hash: _, person: __, email: ___, expires, ...key }: KeptKey): KeyShown => ({
  ...key,
  ...(expires !== undefined && { expiresAt: new Date(expires * 1000).toISOString() }),
})

/** A key as the audit log notes it. */
const standing = ({ name, role, expiresAt }: KeyShown) => ({ name, role, ...defined({ expiresAt }) })
