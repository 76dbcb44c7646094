import type { Language } from '../../functions/publication/language.ts'

/** What the preview shows, as given by the page's query. */
export type View = {
  edition: Language | undefined
  width: 'both' | 'phone' | 'desktop'
  scheme: 'light' | 'dark' | 'both'
  part: 'all' | 'html' | 'text' | 'page' | 'problems'
}

export type Choice = Exclude<keyof View, 'edition'>

/** The possible values; the first is the default. */
export const choices: { [Key in Choice]: readonly [View[Key], ...View[Key][]] } = {
  width: ['both', 'phone', 'desktop'],
  scheme: ['light', 'dark', 'both'],
  part: ['all', 'html', 'text', 'page', 'problems'],
}

/** Reads a view from a query. Unknown values become defaults. */
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

export const addressOf = (view: View): string => {
  const query = new URLSearchParams()
  if (view.edition) query.set('edition', view.edition)
  for (const key of Object.keys(choices) as Choice[])
    if (view[key] !== choices[key][0]) query.set(key, view[key])
  return query.size > 0 ? `/?${query}` : '/'
}
