/** Cookies that only we read: `HttpOnly`, and sent along when somebody follows a link to us. */
export type Cookies = {
  read: (sent: readonly string[] | undefined, name: string) => string | undefined
  /** @param seconds how long the browser keeps it */
  write: (name: string, value: string, seconds: number) => string
  clear: (name: string) => string
}

/**
 * @param isSecure whether the site is https, as everywhere but on a developer's machine. The prefix has browsers take the
 *   cookie from no other host and no plain http (RFC 6265bis §4.1.3.2)
 */
export const createCookies = (isSecure: boolean): Cookies => {
  const nameOf = (name: string) => `${isSecure ? '__Host-' : ''}masthead-${name}`
  const write = (name: string, value: string, seconds: number) =>
    `${nameOf(name)}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${isSecure ? '; Secure' : ''}`
  return {
    read: (sent = [], name) => {
      const begin = `${nameOf(name)}=`
      return sent.find((cookie) => cookie.startsWith(begin))?.slice(begin.length)
    },
    write,
    clear: (name) => write(name, '', 0),
  }
}
