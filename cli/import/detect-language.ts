import { eld } from 'eld/extrasmall'

/** Characters: enough to detect a language, and quick to read. */
const sample = 4000

/**
 * Scripts that belong to one language, or to a few that are told apart below. A Chinese character counts as much as
 * several Latin letters.
 */
const scripts: readonly { script: RegExp; weight: number; language: (text: string) => string | undefined }[] =
  [
    { script: /\p{Script=Hiragana}|\p{Script=Katakana}/gu, weight: 4, language: () => 'ja' },
    { script: /\p{Script=Hangul}/gu, weight: 2.5, language: () => 'ko' },
    { script: /\p{Script=Han}/gu, weight: 3, language: (text) => chinese(text) },
    { script: /\p{Script=Arabic}/gu, weight: 1.5, language: (text) => arabic(text) },
    { script: /\p{Script=Hebrew}/gu, weight: 1.5, language: () => 'he' },
    { script: /\p{Script=Greek}/gu, weight: 1.2, language: () => 'el' },
    { script: /\p{Script=Thai}/gu, weight: 1.5, language: () => 'th' },
    { script: /\p{Script=Devanagari}/gu, weight: 1.5, language: () => 'hi' },
    { script: /\p{Script=Bengali}/gu, weight: 1.5, language: () => 'bn' },
    { script: /\p{Script=Tamil}/gu, weight: 1.5, language: () => 'ta' },
    { script: /\p{Script=Georgian}/gu, weight: 1.5, language: () => 'ka' },
    { script: /\p{Script=Armenian}/gu, weight: 1.5, language: () => 'hy' },
    { script: /\p{Script=Cyrillic}/gu, weight: 1.2, language: (text) => byLetters(text) ?? 'ru' },
    { script: /\p{Script=Latin}/gu, weight: 1, language: (text) => byLetters(text) },
  ]

/**
 * Detects the language of a document from its prose; code, addresses and markup are ignored.
 * @param lines its lines, without front matter
 * @returns a BCP 47 tag; undefined if there is too little text
 */
export const detectLanguage = (lines: Iterable<string>): string | undefined => {
  const text = proseOf(lines)
  const counted = scripts.map((one) => ({ ...one, count: (text.match(one.script) ?? []).length }))
  const kana = counted[0]!.count
  // A Japanese text has more Chinese characters than kana, but hardly a sentence without kana.
  if (kana > 4 && kana * 8 > counted[2]!.count && kana * 8 > counted.at(-1)!.count) return 'ja'
  const most = counted.reduce((a, b) => (b.count * b.weight > a.count * a.weight ? b : a))
  return most.count * most.weight < fewest ? undefined : most.language(text)
}

const fewest = 18

const proseOf = (lines: Iterable<string>): string => {
  const parts: string[] = []
  let length = 0
  let fence = false
  for (const line of lines) {
    if (/^\s*(```|~~~)/.test(line)) fence = !fence
    else if (!fence) {
      const words = wordsOf(line.slice(0, sample))
      if (words) parts.push(words)
      length += words.length
    }
    if (length > sample) break
  }
  return parts.join('\n').slice(0, sample)
}

const wordsOf = (line: string): string =>
  line
    .replace(/<[^<>]{0,500}>|`[^`]{0,500}`/g, ' ')
    .replace(/\]\([^()\s]{0,1000}\)?/g, '] ')
    .replace(/https?:\S+|[\w.-]+\.[a-z]{2,6}\/\S*|\S+@\S+|\{[{%][^}]{0,200}\}+|&\w{2,8};/g, ' ')
    .replace(/^\s*\[[^\]]{1,99}\]:.*$/, '')
    .replace(/[\]_*#|>[\d]+/g, ' ')
    .trim()

/** Everyday characters that differ between simplified and traditional Chinese. */
const simplified = /[这们来说时国会对发学为样过还没关开问东车马门风见话长书业两让给种个]/g
const traditional = /[這們來說時國會對發學為樣過還沒關開問東車馬門風見話長書業兩讓給種個]/g
const chinese = (text: string): string =>
  (text.match(traditional) ?? []).length > (text.match(simplified) ?? []).length ? 'zh-TW' : 'zh-CN'

/** Tells Arabic, Persian and Urdu apart by letters that only some of them have. */
const arabic = (text: string): string => {
  const count = (letters: RegExp) => (text.match(letters) ?? []).length
  const letters = count(/\p{Script=Arabic}/gu)
  if (count(/[ٹڈڑےںہ]/g) * 50 > letters) return 'ur'
  return count(/[پچژگکی]/g) > count(/[ةىكيأإ]/g) ? 'fa' : 'ar'
}

const byLetters = (text: string): string | undefined => {
  const result = eld.detect(text)
  return result.language && (text.length > 200 || result.isReliable()) ? result.language : undefined
}
