import type { Purpose } from '../../runtime/signed-links.ts'

/** How many days a link works; 0 = for ever. Leaving must always work; managing needs no more than a mail's useful life. */
export const linkDays: Record<Purpose, number> = { confirm: 7, preferences: 400, unsubscribe: 0 }
