/**
 * All names under which the service may know a token's owner: their address, since sign-ins keep the ID token, and what
 * Cognito calls them, from before. Empty for a token that does not say (RFC 7519 §4).
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
 * Who asked for a send, for people to read. The service knows a caller whose token has no address only by a UUID of
 * Cognito's.
 * @param by as the service has it
 * @param me all names under which the service may know whoever is looking
 */
export const askedBy = (by: string, me: readonly string[]): string => {
  if (me.includes(by)) return 'you'
  return uuid.test(by) ? `another editor (${by.slice(0, 8)})` : by
}
