import * as z from 'zod'
import { tagMeant } from './language-names.ts'

/** A BCP 47 tag as the publication spells it, e.g. `zh-CN`, `en`. */
export type Language = string

export const Language = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, {
    abort: true,
    error: ({ input }) => {
      const meant = tagMeant(String(input))
      return `is not a language tag such as zh-CN${meant ? `; did you mean "${meant}"?` : ''}`
    },
  })
  .meta({ title: 'language tag (BCP 47)' })

/** A text in each of the publication's languages. */
export type Localized = Record<Language, string>

/** Something for each language, by its tag. A publication in one language may leave the tag away (plain-texts.ts). */
export const perLanguage = <Value extends z.ZodType>(value: Value) =>
  z.record(Language, value, {
    error: ({ code }) =>
      code === 'invalid_type' ? 'must have a text for each language, such as { en: …, fr: … }' : undefined,
  })

export const Localized = perLanguage(z.string())

/**
 * Picks the language to answer in.
 * @param wanted tags in order of preference, e.g. from a path and then `Accept-Language`; undefined ones are passed over
 * @param offered the publication's languages; the first is the fallback
 * @returns the first offered language that equals a wanted tag or shares its primary subtag (RFC 4647 §3.4, simplified)
 */
export const pickLanguage = (wanted: (string | undefined)[], offered: readonly Language[]): Language => {
  for (const tag of wanted) {
    if (!tag) continue
    const exact = offered.find((language) => language.toLowerCase() === tag.toLowerCase())
    const near = offered.find((language) => primary(language) === primary(tag))
    if (exact ?? near) return (exact ?? near)!
  }
  return offered[0]!
}

/**
 * Reads an `Accept-Language` header (RFC 9110 §12.5.4).
 * @returns its tags, best first; `*` and tags of weight 0 are left out
 */
export const acceptedLanguages = (header: string | undefined): string[] =>
  (header ?? '')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.trim().split(';')
      const weight = parameters.map((p) => /^\s*q=([\d.]+)/.exec(p)?.[1]).find(Boolean)
      return { tag: tag.trim(), weight: weight === undefined ? 1 : Number(weight) }
    })
    .filter(({ tag, weight }) => tag && tag !== '*' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)

/** The language's folder on the site: its primary subtag, e.g. `zh` for `zh-CN`. */
export const pathOf = (language: Language): string => primary(language)

/** A language's text: its own, else that of a language with the same primary subtag, else that of `otherwise`. */
export const textFor = (texts: Localized, language: Language, otherwise: Language): string => {
  const near = Object.keys(texts).find((tag) => primary(tag) === primary(language)) ?? otherwise
  return texts[language] ?? texts[near] ?? ''
}

const primary = (tag: string) => tag.toLowerCase().split('-')[0]!
