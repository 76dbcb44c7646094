import type { Language } from '../../functions/publication/language.ts'

/** What of the issue is looked at, as the page's address says it. */
export type View = {
  edition: Language | undefined
  width: 'both' | 'phone' | 'desktop'
  scheme: 'light' | 'dark' | 'both'
  part: 'all' | 'html' | 'text' | 'page' | 'problems'
}

export type Choice = Exclude<keyof View, 'edition'>

/** The first of each is what is meant without a word. */
export const choices: { [Key in Choice]: readonly [View[Key], ...View[Key][]] } = {
  width: ['both', 'phone', 'desktop'],
  scheme: ['light', 'dark', 'both'],
  part: ['all', 'html', 'text', 'page', 'problems'],
}

/** Reads an address's query; what it does not know is as if it were not there. */
export const viewOf = (query: URLSearchParams): View => {
  const chosen = <Key extends Choice>(key: Key): View[Key] =>
    choices[key].find((value) => value === query.get(key)) ?? choices[key][0]
  return {
    edition: query.get('edition') ?? undefined,
    width: chosen('width'),
    scheme: chosen('scheme'),
    part: chosen('part'),
  }
}

/** The address of a view. */
export const addressOf = (view: View): string => {
  const query = new URLSearchParams()
  if (view.edition) query.set('edition', view.edition)
  for (const key of Object.keys(choices) as Choice[])
    if (view[key] !== choices[key][0]) query.set(key, view[key])
  return query.size > 0 ? `/?${query}` : '/'
}
