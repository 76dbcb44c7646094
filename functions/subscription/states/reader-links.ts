import type { Links, Purpose } from '../../runtime/signed-links.ts'
import { linkDays } from './link-lifetimes.ts'
import type { SubscriberId } from './reader-id.ts'

/** A link for one reader. `expires` is in Unix seconds, 0 = never. */
type ReaderLink = { url: string; token: string; expires: number }
/** @param days that it works; by default as long as its purpose wants */
export type ReaderLinks = (
  purpose: Purpose,
  subscriber: SubscriberId,
  send?: string,
  days?: number,
) => ReaderLink

const pathOf: Record<Purpose, string> = {
  confirm: '/confirm',
  preferences: '/preferences',
  unsubscribe: '/unsubscribe',
  move: '/preferences/move',
  rating: '/rating',
}

/**
 * Creates readers' links, each to a page on our own site.
 * @param siteUrl origin of the site, without a trailing slash
 * @param now Unix milliseconds
 */
export const createReaderLinks =
  (deps: { links: Pick<Links, 'sign'>; siteUrl: string; now: () => number }): ReaderLinks =>
  (purpose, subscriber, send = '', days = linkDays[purpose]) => {
    const expires = days && Math.floor(deps.now() / 1000) + days * 86_400
    const token = deps.links.sign({ purpose, subscriber, send, expires })
    return { url: `${deps.siteUrl}${pathOf[purpose]}?token=${token}`, token, expires }
  }
