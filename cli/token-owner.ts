/**
 * Who a token belongs to, by all names that the service may have written down: an address since sign-ins keep the token
 * that has one, what Cognito calls them before. Empty where it is no token that says so (RFC 7519 §4).
 */
export const ownersOf = (token: string): string[] => {
  try {
    const { email, username, sub, ...more } = JSON.parse(
      Buffer.from(token.split('.')[1] ?? '', 'base64url').toString(),
    )
    return [email, username, more['cognito:username'], sub].filter((name) => typeof name === 'string')
  } catch {
    return []
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Who asked for a send, for people to read. Who called the service with a token that has no address is known to it by a
 * UUID of Cognito's.
 * @param by as the service has it
 * @param me whoever looks, by all names that the service may have for them
 */
export const askedBy = (by: string, me: readonly string[]): string => {
  if (me.includes(by)) return 'you'
  return uuid.test(by) ? `another editor (${by.slice(0, 8)})` : by
}
