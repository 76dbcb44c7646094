import * as z from 'zod'
import { pressedLinkKeys } from './keys.ts'
import type { Ledger } from './ledger.table.ts'
import { linkKeyOf } from './pressed-links.ts'
import type { SendId } from './send.ts'

const Link = z.object({ sk: z.string(), address: z.string() })

/** Most links that a process remembers to have noted: more than a few sends' mails have. */
const mostRemembered = 10_000

/**
 * The addresses of a send's links that anybody pressed. Reports name a link by its key; the address is kept once a send, written
 * before the first report that names it.
 */
export const createPressedLinksTable = (ledger: Ledger) => {
  const noted = new Set<string>()
  return {
    /** The key is made of the address, so whoever writes second writes the same. */
    note: async (send: SendId, address: string): Promise<void> => {
      const key = pressedLinkKeys.of(send, linkKeyOf(address))
      const name = `${key.pk} ${key.sk}`
      if (noted.has(name)) return
      await ledger.update(Link, key, { set: 'SET address = :address', values: { ':address': address } })
      if (noted.size >= mostRemembered) noted.clear()
      noted.add(name)
    },

    /** Addresses by their keys. */
    all: async (send: SendId): Promise<Map<string, string>> =>
      new Map(
        (await ledger.listReadable(Link, pressedLinkKeys.all(send))).items.map(({ sk, address }) => [
          pressedLinkKeys.keyIn(sk),
          address,
        ]),
      ),
  }
}
export type PressedLinksTable = ReturnType<typeof createPressedLinksTable>
