import { boundaryAt } from '../../../emails/graphemes.ts'
import type { Text } from './article-texts.ts'
import { placesOf } from './tokens.ts'

/** Characters before and after the first match. */
const around = { before: 30, after: 120 }

/** The excerpt of a text around the first phrase. */
export const excerptOf = ({ text }: Text, phrases: readonly string[]): string => {
  const starts = phrases.flatMap((phrase) => placesOf(text, phrase).slice(0, 1)).map(({ from }) => from)
  const at = Math.min(...starts, text.length)
  const [from, to] = [boundaryAt(text, startBefore(text, at)), boundaryAt(text, at + around.after)]
  return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`
}

/** The start of a word or sentence, at most `around.before` characters before a match. */
const startBefore = (text: string, at: number): number => {
  const from = Math.max(0, at - around.before)
  if (from === 0) return 0
  const gap = /[\s，。；：！？、）」』]/u.exec(text.slice(from, at))
  return gap ? from + gap.index + 1 : from
}
