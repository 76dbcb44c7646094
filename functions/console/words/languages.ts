import en, { type ConsoleWords } from './en.ts'
import zh from './zh-CN.ts'

/** The languages of the console, which need not be the publication's. */
export const consoleLanguages = { en, 'zh-CN': zh } as const satisfies Record<string, ConsoleWords>
export type ConsoleLanguage = keyof typeof consoleLanguages

export const isConsoleLanguage = (text: string | undefined): text is ConsoleLanguage =>
  text !== undefined && Object.hasOwn(consoleLanguages, text)

/**
 * The language of a visit.
 * @param chosen before, by the visitor
 * @param accepted the header `Accept-Language`
 */
export const languageFor = (chosen: string | undefined, accepted = ''): ConsoleLanguage => {
  if (isConsoleLanguage(chosen)) return chosen
  const wanted = accepted
    .toLowerCase()
    .split(',')
    .map((part) => {
      const [tag = '', q = 'q=1'] = part.trim().split(';')
      return { tag, weight: Number(/q=([\d.]+)/.exec(q)?.[1] ?? 1) }
    })
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    if (tag.startsWith('zh')) return 'zh-CN'
    if (tag.startsWith('en')) return 'en'
  }
  return 'en'
}
