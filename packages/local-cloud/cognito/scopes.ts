import type { User } from './users.ts'

const ofEmail = ['email', 'email_verified']
const ofPhone = ['phone_number', 'phone_number_verified']
const others = ['profile', 'email', 'phone']

/**
 * The attributes of a user that the scopes open: all of them for `openid` alone, else those of the scopes beside it
 * (https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html).
 */
export const attributesFor = (scopes: string[], { attributes }: User): Record<string, string> => {
  const isLimited = others.some((scope) => scopes.includes(scope))
  const scopeOf = (name: string) =>
    ofEmail.includes(name) ? 'email' : ofPhone.includes(name) ? 'phone' : 'profile'
  return Object.fromEntries(
    Object.entries(attributes).filter(([name]) => !isLimited || scopes.includes(scopeOf(name))),
  )
}

/** Whether a client may ask for these scopes together: its own, and those of OpenID Connect beside `openid` alone. */
export const areAllowed = (scopes: string[], allowed: string[]): boolean =>
  scopes.every((scope) => allowed.includes(scope)) &&
  (scopes.includes('openid') || !others.some((scope) => scopes.includes(scope)))
