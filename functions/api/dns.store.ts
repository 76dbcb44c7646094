import { Resolver } from 'node:dns/promises'
import type { AskDns } from './dns-records.ts'

/** ms. A name server that has not answered by then is said not to have. */
const patience = 2_000

/** Asks DNS, each name once and not for long. */
export const createAskDns = (): AskDns => {
  const resolver = new Resolver({ timeout: patience, tries: 1 })
  const ask: Record<Parameters<AskDns>[1], (name: string) => Promise<string[]>> = {
    CNAME: (name) => resolver.resolveCname(name),
    MX: async (name) =>
      (await resolver.resolveMx(name)).map(({ priority, exchange }) => `${priority} ${exchange}`),
    TXT: async (name) => (await resolver.resolveTxt(name)).map((parts) => parts.join('')),
  }
  return async (name, type) => {
    try {
      return await ask[type](name)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : undefined
    }
  }
}
