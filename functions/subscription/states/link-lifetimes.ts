import type { Purpose } from '../../runtime/signed-links.ts'

/**
 * Days that a link works; 0 = for ever. Unsubscribing must always work; managing preferences only needs to work for as
 * long as a mail is useful. A rating that comes late harms nobody.
 */
export const linkDays: Record<Purpose, number> = {
  ...{ confirm: 7, move: 7, preferences: 400 },
  ...{ unsubscribe: 0, rating: 0 },
}
