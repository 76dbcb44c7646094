import { isEscaped, type Span } from './spans.ts'

/** Formulas are rarely longer; the search for the closing dollar sign stops here. In characters. */
const longest = 600

/**
 * Finds the formulas of a paragraph: `$…$` and `$$…$$` that hold mathematics. Amounts of money, ticker symbols and
 * shell variables do not count.
 * @param spans code spans, which are skipped
 */
export const mathSpans = (text: string, spans: readonly Span[]): Span[] => {
  const found: Span[] = []
  let next = 0
  for (let at = text.indexOf('$'); at >= 0; at = text.indexOf('$', at)) {
    while (next < spans.length && spans[next]![1] <= at) next++
    const code = spans[next]
    if (code && code[0] <= at) at = code[1]
    else {
      const end = isEscaped(text, at)
        ? 0
        : endOfMath(text, at, Math.min(code?.[0] ?? text.length, at + longest))
      if (end) found.push([at, end])
      at = end || at + 1
    }
  }
  return found
}

const endOfMath = (text: string, at: number, most: number): number => {
  const mark = text.startsWith('$$', at) ? '$$' : '$'
  let end = at + mark.length - 1
  do end = text.indexOf(mark, end + 1)
  while (end > 0 && end < most && isEscaped(text, end))
  if (end < 0 || end >= most) return 0
  const tex = text.slice(at + mark.length, end)
  const [before, after] = [text[at - 1] ?? '', text[end + mark.length] ?? '']
  const isGlued = /[A-Za-z0-9$]/.test(before) || /[A-Za-z0-9${]/.test(after)
  return !isGlued && isMath(tex) ? end + mark.length : 0
}

const isMath = (tex: string): boolean => {
  if (/^\s*$|\n\s*\n|`|<\/?[a-z]+[ >]|https?:|\]\(/.test(tex)) return false
  if (/\\[a-zA-Z]/.test(tex)) return true
  if (/^\s|\s$/.test(tex) || /[\p{L}--[A-Za-z\p{Script=Greek}]]/v.test(tex)) return false
  if (/[\^_=<>{}\\]|≤|≥|≈|∈/.test(tex)) return !/(?:[A-Za-z]{3,}\s+){2}/.test(tex)
  return /^[\dA-Za-z\s.,+\-*/()|!'′:%[\]\p{Script=Greek}]+$/u.test(tex) && !/[A-Za-z]{2}/.test(tex)
}

/** Addresses and tags, in which a backslash does not escape anything. */
const asIs = /(<[a-zA-Z/!][^<>\n]*>|https?:\/\/[^\s<>]+|\]\([^()\s]*\))/

/** Escapes dollar signs, so that the parser does not take them for mathematics. */
export const escapeDollars = (text: string): string => {
  if (!text.includes('$')) return text
  const parts = text.split(asIs)
  return parts
    .map((part, at) =>
      at % 2 === 1
        ? part
        : part.replace(/(\\*)\$/g, (all, slashes: string) => (slashes.length % 2 ? all : `${slashes}\\$`)),
    )
    .join('')
}
