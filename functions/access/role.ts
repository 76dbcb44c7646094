/** What a caller of the admins' API may do; each may also do what those before it may. Also the groups' names in Cognito. */
export const roles = ['viewer', 'editor', 'sender', 'owner'] as const
export type Role = (typeof roles)[number]

/**
 * The role that a call needs: one, or one that depends on a field of its body. `given`: where the field is a text that is
 * not empty; `is`: where it is this text; `else`: in all other cases, so let it be the highest that the rest needs.
 */
export type Need =
  | Role
  | { field: string; given: Role; else: Role }
  | { field: string; is: Readonly<Record<string, Role>>; else: Role }

/** @param fields the call's body */
export const neededRole = (need: Need, fields: Readonly<Record<string, unknown>>): Role => {
  if (typeof need === 'string') return need
  const value = fields[need.field]
  if (typeof value !== 'string') return need.else
  if ('given' in need) return value === '' ? need.else : need.given
  return Object.hasOwn(need.is, value) ? need.is[value]! : need.else
}

/** A need as documents tell it. */
export const needInWords = (need: Need): string => {
  if (typeof need === 'string') return need
  if ('given' in need) return `${need.else}; with “${need.field}”, ${need.given}`
  const acts = Object.entries(need.is).map(([act, role]) => `${act}: ${role}`)
  return [...acts, `else ${need.else}`].join(', ')
}

export const mayDo = (role: Role, needed: Role): boolean => roles.indexOf(role) >= roles.indexOf(needed)

/** The highest role among the names of groups; undefined when none of them is one. */
export const highestRole = (groups: readonly unknown[]): Role | undefined =>
  roles.findLast((role) => groups.includes(role))
