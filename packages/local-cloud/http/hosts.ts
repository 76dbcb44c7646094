/** Whether a Host header names one of our own hosts. The port is ignored, because ports may be forwarded. */
export type IsOwnHost = (header: string | undefined) => boolean

/**
 * Matches this machine's own names and the given ones.
 * @param told names without ports
 */
export const ownHosts = (told: readonly string[] = []): IsOwnHost => {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...told.map((name) => name.toLowerCase())])
  return (header) => names.has((header ?? '').toLowerCase().replace(/:\d+$/, ''))
}

/**
 * The answer to other host names (RFC 9110 §15.5.20). A foreign page can point its own host name at this machine (DNS
 * rebinding) and would then have access as if it were ours, but its requests still carry that name.
 */
export const misdirected = {
  status: 421,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The local cloud answers to the names of its own machine alone.\n',
}
