import { plainTitle } from '../titles.ts'

/** Printed pages ask readers to scan a QR code, which is not in the text. */
const code = '(?:二维码|QR\\s*码|QR[ -]?codes?)'
const alone = new RegExp(
  `^(?:请)?(?:扫描|扫码|长按|识别)[^。！？]{0,40}$|^[^。！？]{0,12}${code}[^。！？]{0,20}$|^scan\\b.{0,60}\\bcode\\b.{0,40}$`,
  'i',
)

/** Whether a line does nothing but ask readers to scan a code. */
export const isPrompt = (text: string): boolean => {
  const words = plainTitle(text.replace(/^ {0,3}#{1,6}\s*/, ''))
  return words.length <= 100 && alone.test(words) && /二维码|码|code/i.test(words)
}

const bracketed = new RegExp(`[（(][^（）()]{0,20}${code}[^（）()]{0,10}[）)]`, 'gi')
/** A clause between two punctuation marks: `，完整对话请扫描文末二维码观看视频`. */
const clause = new RegExp(
  `[，；,;]\\s*[^，。；！？,;]{0,30}(?:扫描|扫码|识别|长按)[^，。；！？,;]{0,15}${code}[^，。；！？,;]{0,20}(?=[。；！？])`,
  'g',
)

/** A sentence of its own, after another. */
const sentence = new RegExp(
  `(?<=[。！？])[^，。；！？,;]{0,30}(?:扫描|扫码|识别|长按)[^，。；！？,;]{0,15}${code}[^，。；！？,;]{0,20}[。！]`,
  'g',
)

/**
 * Removes such prompts from a paragraph.
 * @returns the text, and the prompts that were removed
 */
export const withoutPrompts = (text: string): { text: string; taken: string[] } => {
  const taken: string[] = []
  const take = (found: string) => {
    taken.push(found.replace(/^[，；,;]\s*/, ''))
    return ''
  }
  return { text: text.replace(bracketed, take).replace(clause, take).replace(sentence, take), taken }
}
