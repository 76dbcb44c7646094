import type { Visit } from '../visit.ts'

/** How a mail may be looked at: as wide as a phone, or as a desktop program's reading pane, as plain text, or beside itself of before. */
export const looks = ['phone', 'desktop', 'text', 'changes'] as const
export type Look = (typeof looks)[number]
export const schemes = ['both', 'light', 'dark'] as const
export type OneScheme = Exclude<(typeof schemes)[number], 'both'>

/** How a mail is looked at, as the page's query says. */
export type View = { look: Look; scheme: (typeof schemes)[number] }

/** Reads a view from a query; what is none becomes the first of each. */
export const viewOf = ({ as, scheme }: Visit['query']): View => ({
  look: looks.find((one) => one === as) ?? looks[0],
  scheme: schemes.find((one) => one === scheme) ?? schemes[0],
})

/** Its colour schemes one by one. */
export const eachScheme = (scheme: View['scheme']): OneScheme[] =>
  scheme === 'both' ? ['light', 'dark'] : [scheme]

/** A query with these names, and without those that are undefined. */
export const withQuery = (path: string, query: Record<string, string | undefined>): string => {
  const given = Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`
}
