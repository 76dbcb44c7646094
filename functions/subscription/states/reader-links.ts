import type { Links, Purpose } from '../../runtime/signed-links.ts'
import type { SubscriberId } from './subscriber.ts'

/** How many days a link works; 0 = for ever. Leaving must always work; managing needs no more than a mail's useful life. */
export const linkDays: Record<Purpose, number> = { confirm: 7, preferences: 400, unsubscribe: 0 }

/** A link for one reader. `expires` is in Unix seconds, 0 = never. */
type ReaderLink = { url: string; token: string; expires: number }
export type ReaderLinks = (purpose: Purpose, subscriber: SubscriberId, send?: string) => ReaderLink

/**
 * The maker of readers' links, each to a page of our own site.
 * @param siteUrl origin of the site, without a slash at its end
 * @param now Unix milliseconds
 */
export const createReaderLinks =
  (deps: { links: Pick<Links, 'sign'>; siteUrl: string; now: () => number }): ReaderLinks =>
  (purpose, subscriber, send = '') => {
    const days = linkDays[purpose]
    const expires = days && Math.floor(deps.now() / 1000) + days * 86_400
    const token = deps.links.sign({ purpose, subscriber, send, expires })
    return { url: `${deps.siteUrl}/${purpose}?token=${token}`, token, expires }
  }
