/** Whether a request's Host header names one of our own hosts, whatever the port: one may be forwarded. */
export type IsOwnHost = (header: string | undefined) => boolean

/** The names of this machine, and what else it is called. @param told without ports */
export const ownHosts = (told: readonly string[] = []): IsOwnHost => {
  const names = new Set(['localhost', '127.0.0.1', '[::1]', ...told.map((name) => name.toLowerCase())])
  return (header) => names.has((header ?? '').toLowerCase().replace(/:\d+$/, ''))
}

/**
 * What others hear (RFC 9110 §15.5.20). A page elsewhere can have its own name lead to this machine (DNS rebinding) and
 * would then read and write here as if it were ours; its requests still bear that name.
 */
export const misdirected = {
  status: 421,
  headers: { 'content-type': 'text/plain; charset=utf-8' },
  body: 'The local cloud answers to the names of its own machine alone.\n',
}
