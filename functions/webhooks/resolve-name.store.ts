import { Resolver } from 'node:dns/promises'

export type Found = { address: string; family: number }

/** Such answers say that a name has no address of that family; all others that nobody knows. */
const hasNone = ['ENODATA', 'ENOTFOUND']

/**
 * Finds all addresses of a name, of both families. Each call asks the name servers by sockets of its own and ends them with
 * `signal`: `dns.lookup` would run in one of the four threads that the whole process shares, where a few names that are never
 * answered hold up all others.
 * @param servers name servers with their ports, instead of the machine's
 * @returns a function that throws when nobody knows, and gives none for a name without an address
 */
export const createResolveName =
  (servers?: readonly string[]) =>
  async (host: string, signal: AbortSignal): Promise<Found[]> => {
    // RFC 6761 §6.3: it is this machine, and no name server is asked.
    if (host === 'localhost') return [{ address: '127.0.0.1', family: 4 }]
    const resolver = new Resolver({ timeout: 2_000, tries: 2 })
    if (servers) resolver.setServers(servers)
    const cancel = () => resolver.cancel()
    signal.addEventListener('abort', cancel, { once: true })
    try {
      const found = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)])
      const unknown = found.find((one) => one.status === 'rejected' && !hasNone.includes(one.reason?.code))
      const known = found.flatMap((one, index) =>
        one.status === 'fulfilled'
          ? one.value.map((address) => ({ address, family: index === 0 ? 4 : 6 }))
          : [],
      )
      // Whoever answers of one family only is connected to by that one.
      if (known.length === 0 && unknown?.status === 'rejected') throw unknown.reason
      return known
    } finally {
      signal.removeEventListener('abort', cancel)
    }
  }
