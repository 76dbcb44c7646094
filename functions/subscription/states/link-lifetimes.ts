import type { Purpose } from '../../runtime/signed-links.ts'

/**
 * Days that a link works; 0 = for ever. Unsubscribing must always work; managing preferences only needs to work for as
 * long as a mail is useful. A rating that comes late harms nobody.
 */
export const linkDays: Record<Purpose, number> = {
  ...{ confirm: 7, move: 7, preferences: 400 },
  ...{ unsubscribe: 0, rating: 0 },
}

/** A sign-up outlives its confirmation link by one day. */
export const requestDays = linkDays.confirm + 1

/** Whoever an import brings in to be asked is kept so long until they are, and so long again for their answer. */
export const askDays = 30
/** As that of a sign-up, the link that asks ends a day before what it would confirm. */
export const askLinkDays = askDays - 1
