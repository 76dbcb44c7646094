/** How many characters the log keeps of an answer. */
export const mostKept = 300

const hiddenMark = '[…]'

/** What looks like an address, also as URLs and HTML write the @. */
const addresses = /[^\s"'<>(),;:=&]{1,64}(?:@|%40|&#64;|&#x40;|&commat;|\\u0040)[^\s"'<>(),;:=&]{1,255}/giu

/** One letter alone says nothing of anybody, and would leave nothing of an answer. */
const shortestHidden = 2

const htmlEscaped = (text: string): string => text.replace(/[&<>"']/g, (one) => `&#${one.codePointAt(0)};`)
const htmlNamed = (text: string): string =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;')
const asciiJson = (text: string): string =>
  JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\uffff]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)

/** A text as programs write it that send back what they were sent. */
const waysToWrite = (text: string): string[] => [
  text,
  JSON.stringify(text).slice(1, -1),
  asciiJson(text),
  encodeURIComponent(text.toWellFormed()),
  encodeURIComponent(text.toWellFormed()).replaceAll('%20', '+'),
  htmlEscaped(text),
  htmlNamed(text),
]

/**
 * What the log keeps of an answer: its beginning, as text that can write nowhere else than where it is shown, and without what
 * a reader is told by, since many programs send back what they were sent.
 * @param text what was read of the answer
 * @param hidden what we sent that is to be kept nowhere: addresses, and what readers wrote of themselves
 * @param isCut whether the answer went on: what is hidden may stand at the cut in part
 */
export const keptAnswer = (text: string, hidden: readonly string[], isCut: boolean): string => {
  const clean = text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]+/gu, ' ')
  const wanted = [...new Set(hidden.filter((one) => one.length >= shortestHidden).flatMap(waysToWrite))]
    .map((one) => one.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\uFFFD]+/gu, ' '))
    .toSorted((a, b) => b.length - a.length)
  const longest = wanted[0]?.length ?? 0
  const whole = isCut ? clean.slice(0, Math.max(0, clean.length - longest)) : clean
  const without =
    wanted.length > 0
      ? whole.replace(new RegExp(wanted.map(RegExp.escape).join('|'), 'giu'), hiddenMark)
      : whole
  return without.replace(addresses, hiddenMark).trim().slice(0, mostKept)
}

/** The texts of an event's data that say who a reader is: see `readerTold`. */
export const hiddenIn = (data: object): string[] => {
  const { reader } = data as { reader?: { address?: unknown; fields?: unknown } }
  return [...textsIn(reader?.address), ...textsIn(reader?.fields)]
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  if (typeof value === 'number') return [String(value)]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}
