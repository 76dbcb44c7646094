import ar from './ar.ts'
import de from './de.ts'
import en, { type Words } from './en.ts'
import es from './es.ts'
import fa from './fa.ts'
import fr from './fr.ts'
import ja from './ja.ts'
import ko from './ko.ts'
import zhCN from './zh-CN.ts'
import zhTW from './zh-TW.ts'

/**
 * Every catalogue, by its language: a file each, all in the order of the English one. In a function's bundle this file
 * is another one, with the publication's languages and English alone (see `bundled-words.store.ts`).
 */
export const catalogues: Record<string, Words> = {
  'zh-CN': zhCN,
  'zh-TW': zhTW,
  en,
  ja,
  ko,
  fr,
  es,
  de,
  fa,
  ar,
}
