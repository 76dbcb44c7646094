import anyAscii from 'any-ascii'
import { type Language, textFor } from '../../functions/publication/language.ts'
import { withoutEmoji } from './without-emoji.ts'

export const usualLanguages = 'en'
export const usualPostalAddress = '1 Example Street, Exampletown'
export const usualCadence = 'monthly'

/** This machine's time zone. */
export const zoneHere = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What stands under a name until somebody says it better. */
const taglines: Record<Language, string> = {
  en: 'News from {name}',
  'zh-CN': '来自{name}的消息',
  'zh-TW': '來自{name}的消息',
  ja: '{name}からのお便り',
  ko: '{name} 소식',
  fr: 'Des nouvelles de {name}',
  es: 'Noticias de {name}',
  de: 'Neues von {name}',
  fa: 'خبرهایی از {name}',
  ar: 'أخبار من {name}',
}

/** A line under a name. */
export const taglineOf = (name: string, language: Language): string =>
  textFor(taglines, language, 'en').replace('{name}', () => name)

/** A name, of the folder's. */
export const titled = (folder: string): string =>
  folder
    .replaceAll(/[-_]+/g, ' ')
    .trim()
    .replace(/^./u, (first) => first.toUpperCase()) || 'My magazine'

/** An id, of the name: a–z, 0–9 and hyphens. */
export const idOf = (name: string): string =>
  anyAscii(withoutEmoji(name))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 40)
    .replaceAll(/^-+|-+$/g, '') || 'magazine'
