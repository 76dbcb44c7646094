import type { Language } from '../publication/language.ts'
import { type Html, html } from './html.ts'
import { typeset } from './typeset.ts'

/** Made when a title first needs one: each takes a while, and is used for every title. */
const segmenters = new Map<Language, Intl.Segmenter>()
const segmenterOf = (language: Language): Intl.Segmenter => {
  const segmenter = segmenters.get(language) ?? new Intl.Segmenter(language, { granularity: 'word' })
  segmenters.set(language, segmenter)
  return segmenter
}

const han = /\p{Script=Han}/u
const cannotBegin = /^[\p{Pe}\p{Pf}\p{Po}\p{Pd}’”·…～%\s]/u
const cannotEnd = /[\p{Ps}\p{Pi}“‘#@&/\s]$/u

/**
 * Typesets a title, which in Chinese breaks between words alone: browsers break between any two characters. No line
 * begins with a closing mark or ends with an opening one. Japanese breaks so by its style sheet (`auto-phrase`).
 */
export const typesetTitle = (text: string, language: Language): Html | string => {
  if (!language.startsWith('zh') || !han.test(text)) return typeset(text, language)
  const parts: string[] = []
  for (const { segment } of segmenterOf(language).segment(text)) {
    const last = parts.at(-1)
    const staysWith = last !== undefined && !mayBreak(last, segment)
    if (staysWith) parts[parts.length - 1] = last + segment
    else parts.push(segment)
  }
  return html`<span class="words">${parts.map((part, at) => html`${at > 0 && html`<wbr>`}${typeset(part, language)}`)}</span>`
}

/** Characters that a word gathers from single ones behind it: a particle begins no line, and an idiom stays whole. */
const mostGathered = 5

/** Whether a line may break between two words without a space: where one of them is Chinese. */
const mayBreak = (before: string, next: string): boolean => {
  if (cannotBegin.test(next) || cannotEnd.test(before)) return false
  const isSingle = /^\p{Script=Han}$/u.test(next)
  const run = /\p{Script=Han}+$/u.exec(before)?.[0]
  if (isSingle && run && [...run].length < mostGathered) return false
  return /\p{Script=Han}$/u.test(before) || /^\p{Script=Han}/u.test(next) || closes.test(before)
}

const closes = /[\p{Po}\p{Pe}\p{Pf}]$/u
