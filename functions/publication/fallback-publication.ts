import { defaultKeepDays } from './keep-days.ts'
import { Language } from './language.ts'
import type { Publication } from './publication.ts'

/**
 * A publication in the place of one that is not sound, by which its issues can be looked at all the same: with its languages
 * and topics as far as these can be read.
 * @param written what stands in publication.yaml
 */
export const fallbackPublication = (written: unknown): Publication => {
  const { languages, topics } = (written ?? {}) as { languages?: unknown; topics?: unknown }
  const read = listOf(languages).filter((one): one is string => Language.safeParse(one).success)
  const tags = read.length > 0 ? read : ['en']
  const text = Object.fromEntries(tags.map((tag) => [tag, '-']))
  const ids = listOf(topics).flatMap((one) => {
    const id = (one as { id?: unknown } | null)?.id
    return typeof id === 'string' ? [id] : []
  })
  const address = 'nobody@example.org'
  const colour = '#000000'
  return {
    ...{ id: 'stand-in', languages: tags, names: text, taglines: text, publisher: text, postalAddress: text },
    ...{ site: 'https://example.org', sender: { name: text, address }, replyTo: address, admin: address },
    ...{ timeZone: 'UTC', brand: { ink: colour, paper: colour, accent: colour, accentDark: colour } },
    tracking: { opens: false, clicks: false },
    ...{ httpsForSubdomains: false, fields: [], embeds: [], welcome: [] },
    ...defaultKeepDays,
    ...{ numberInSubject: false, ratings: true },
    pageViews: true,
    topics: [...new Set(ids)].map((id) => ({ id, names: text })),
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
