/** Who a token belongs to, as the service writes them down; undefined where it is none that says so (RFC 7519 §4). */
export const ownerOf = (token: string): string | undefined => {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return claims.username ?? claims.sub
  } catch {
    return undefined
  }
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/**
 * Who asked for a send, for people to read: Cognito calls an editor who signs in by an address by a UUID.
 * @param by as the service has it
 * @param me whoever looks, as the service has them
 */
export const askedBy = (by: string, me: string | undefined): string => {
  if (by === me) return 'you'
  return uuid.test(by) ? `another editor (${by.slice(0, 8)})` : by
}
