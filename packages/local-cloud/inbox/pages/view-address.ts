import { type Choices, choiceOf } from './choices.ts'

export const parts = {
  html: 'HTML',
  text: 'Text',
  headers: 'Headers',
  source: 'Source',
  links: 'Links',
  checks: 'Checks',
} as const
export type Part = keyof typeof parts

/** Widths at which to show the HTML: all available width, a phone's, or a desktop's. */
export const widthChoices = { fit: 'Fit', phone: 'Phone', desktop: 'Desktop', both: 'Both' } as const
export const schemeChoices = { light: 'Light', dark: 'Dark', both: 'Both' } as const

/** What the inbox shows, as the page's address says. */
export type Place = {
  id: string | undefined
  query: string
  /** The number of newer mails before this page of the list. */
  start: number
  part: Part
  width: keyof typeof widthChoices
  scheme: keyof typeof schemeChoices
  /** Whether the open mail may load pictures from other hosts. */
  pictures: boolean
}

/** Reads an address; unknown values count as missing. */
export const placeOf = (path: string, search: string): Place | undefined => {
  const query = new URLSearchParams(search)
  const [, id] = /^\/message\/([^/]+)$/.exec(path) ?? []
  if (path !== '/' && id === undefined) return undefined
  const chosen = <Key extends string>(name: string, choices: Choices<Key>) =>
    choiceOf(choices, query.get(name))
  return {
    id: id && decodedPart(id),
    query: query.get('q') ?? '',
    start: Math.max(0, Math.floor(Number(query.get('start')) || 0)),
    part: chosen('part', parts),
    width: chosen('width', widthChoices),
    scheme: chosen('scheme', schemeChoices),
    pictures: id !== undefined && query.has('pictures'),
  }
}

const decodedPart = (text: string): string => {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

const usual = { q: '', start: '0', part: 'html', width: 'fit', scheme: 'light', pictures: '' }

/** The address of a place. */
export const addressOf = ({ id, query: q, start, part, width, scheme, pictures }: Place): string => {
  const all = { q, start: String(start), part, width, scheme, pictures: pictures ? 'shown' : '' }
  const query = new URLSearchParams(
    Object.entries(all).filter(([name, value]) => value !== usual[name as keyof typeof usual]),
  )
  const path = id === undefined ? '/' : messagePath(id)
  return query.size > 0 ? `${path}?${query}` : path
}

/** Another mail or the list. Permission to load pictures does not carry over. */
export const elsewhere = (place: Place, id: string | undefined): Place => ({ ...place, id, pictures: false })

export const messagePath = (id: string): string => `/message/${encodeURIComponent(id)}`
