import { scriptOf } from './direction.ts'

/** Part of a text; with its language where that is another than the text's. */
export type Phrase = { text: string; language?: string }

/** Two or more characters of East Asia, with the marks among them. */
const eastAsian =
  /((?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}ー][，。、：；！？·・《》「」『』〈〉（）]*){2,})/u

/** Four or more words in letters of English. Shorter ones are names, which a Chinese sentence reads as its own. */
const latin = /([A-Za-z][A-Za-z’'-]*(?:[,:;]? [A-Za-z][A-Za-z’'-]*){3,}[.!?]?)/

/** Without two of them, words in Latin letters may be of any language. */
const english = /\b(?:the|of|and|to|in|is|are|for|with|you|we|on|by|from|that|how|what|all|an?)\b/gi

/**
 * A text cut where it goes on in another language, for screen readers, which else read Chinese with an English tongue.
 * Only whole phrases whose language is certain: a wrong one would be worse than none.
 */
export const phrasesOf = (text: string, language: string): Phrase[] => {
  const [pattern, languageOf] = isEastAsian(language)
    ? ([latin, englishIn] as const)
    : ([eastAsian, asianIn] as const)
  if (!pattern.test(text)) return [{ text }]
  return text.split(pattern).flatMap((part, at): Phrase[] => {
    if (part === '') return []
    const other = at % 2 === 1 ? languageOf(part) : undefined
    return [{ text: part, ...(other !== undefined && { language: other }) }]
  })
}

const englishIn = (phrase: string): string | undefined =>
  (phrase.match(english)?.length ?? 0) >= 2 ? 'en' : undefined

const asianIn = (phrase: string): string => {
  if (/\p{Script=Hangul}/u.test(phrase)) return 'ko'
  return /[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(phrase) ? 'ja' : 'zh'
}

const isEastAsian = (language: string): boolean => {
  const known = eastern.get(language) ?? /^(Han[st]|Jpan|Kore)$/.test(scriptOf(language))
  eastern.set(language, known)
  return known
}
const eastern = new Map<string, boolean>()
