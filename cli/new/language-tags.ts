import { Language } from '../../functions/publication/language.ts'

/** A language tag as it is written, or why it is none. */
export type ReadTag = { tag: Language; reason?: undefined } | { reason: string }

/** Reads what somebody typed for a language: `en`, `zh-cn`, and with a hint `english`, `cn` or `en_US`. */
export const readTag = (typed: string): ReadTag => {
  const text = typed.trim()
  const tag = canonical(text)
  if (tag && Language.safeParse(tag).success && isKnown(tag)) return { tag }
  const near = [byName(text), canonical(text.replaceAll('_', '-')), byCountry(text)]
  const meant = near.find((one) => one !== undefined && isKnown(one))
  const hint = meant ? `: did you mean ${meant}?` : ', such as en or zh-CN'
  return { reason: `${text} is not a language tag${hint}` }
}

/** With the letters' case that BCP 47 recommends; undefined for what is no tag. */
const canonical = (text: string): string | undefined => {
  try {
    return Intl.getCanonicalLocales(text)[0]
  } catch {
    return undefined
  }
}

const nameOf = (tag: string, language = 'en'): string | undefined =>
  new Intl.DisplayNames([language], { type: 'language', fallback: 'none' }).of(tag)

const isKnown = (tag: string): boolean => nameOf(tag) !== undefined

/** In English or in the language itself: `French`, `français`. */
const byName = (text: string): string | undefined => {
  const wanted = text.toLowerCase()
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  const all = letters.flatMap((first) => letters.map((second) => first + second)).filter(isKnown)
  const found = all.find((tag) =>
    [nameOf(tag), nameOf(tag, tag)].some((name) => name?.toLowerCase() === wanted),
  )
  return found === 'zh' ? 'zh-CN' : found
}

/** What is mostly spoken where the code is that of a country: `jp` is ja. */
const byCountry = (text: string): string | undefined => {
  if (!/^[a-z]{2}$/i.test(text)) return undefined
  const { language } = new Intl.Locale(`und-${text}`).maximize()
  return language === 'zh' ? `zh-${text.toUpperCase()}` : language
}
