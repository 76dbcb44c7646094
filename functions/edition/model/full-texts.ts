import type { Language } from '../../publication/language.ts'

/** The HTML of an issue's articles in one language, as feeds carry it, by slug. */
export type FullText = [slug: string, html: string]

/** The HTML of articles, by the paths of their pages. */
export type FullTexts = ReadonlyMap<string, string>

/** The articles that an issue has stored; empty for one that was published before feeds carried texts. */
export type FullTextsOf = (issue: string, language: Language) => Promise<FullText[]>

/** Characters of HTML in a feed, of the newest articles; older ones have their summaries. Compressed, a third of this. */
export const mostOfFullTexts = 300_000
