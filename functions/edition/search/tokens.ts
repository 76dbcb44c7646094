/**
 * Tokenises texts and queries. Chinese, Japanese and Korean have no spaces between the terms that a reader might look
 * for, so their characters are indexed in overlapping pairs; everything else is indexed by word. A name with a number
 * (GPT-4, GPT 4, gpt4) is one token, however it is written. Runs in a reader's browser.
 */
const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
const unspaced = `[々〆ー${scripts.map((name) => `\\p{Script=${name}}`).join('')}]`
const letter = `(?:(?!${unspaced})[\\p{L}\\p{M}])`
const digit = `(?:(?!${unspaced})\\p{N})`
/** A number with its decimals, thousands and what is written onto it: `83.44`, `1,000`, `4o`, `2nd`. */
const number = `${digit}+(?:\\.${digit}+|,${digit}{3}(?!${digit}))*`
const runs = new RegExp(`(${unspaced}+)|(${number}${letter}*)|${letter}+`, 'gu')
const marked = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u

/** Folds a character for comparison: ignores case, width and accents. */
const fold = (character: string): string => {
  const known = folded.get(character) ?? foldNew(character)
  folded.set(character, known)
  return known
}
/** Cached, because texts are long and use few different characters. */
const folded = new Map<string, string>()

const foldNew = (character: string): string => {
  const plain = character.normalize('NFKC').toLowerCase()
  return (marked.test(plain) ? plain.normalize('NFD') : plain).replace(/[\u0300-\u036f]/g, '')
}

/** Folds a text for comparison. */
export const foldText = (text: string): string => Array.from(text, fold).join('')

/** A run of unspaced characters, a number, or a word. `joined`: how it is one name with the run before it, if it is. */
type Run = { kind: 'unspaced' | 'number' | 'word'; text: string; joined?: 'written' | 'spaced' }

/** What stands between the parts of one name: nothing, a hyphen, or, before its number, a space. */
const hyphen = '[-‐–_]'
const isWritten = new RegExp(`^${hyphen}?$`, 'u')

const runsOf = (text: string): Run[] => {
  const whole = foldText(text)
  let last: { kind: Run['kind']; end: number } | undefined
  return [...whole.matchAll(runs)].map(({ 0: text, 1: isUnspaced, 2: isNumber, index }): Run => {
    const kind = isUnspaced ? 'unspaced' : isNumber ? 'number' : 'word'
    const joined = last && joinOf(last.kind, kind, whole.slice(last.end, index))
    last = { kind, end: index + text.length }
    return { kind, text, ...(joined && { joined }) }
  })
}

/** Two words are two words, even with a hyphen between them. */
const joinOf = (before: Run['kind'], kind: Run['kind'], between: string): Run['joined'] => {
  if (before === kind || before === 'unspaced' || kind === 'unspaced') return undefined
  if (isWritten.test(between)) return 'written'
  return kind === 'number' && /^\s$/u.test(between) ? 'spaced' : undefined
}

/**
 * The tokens that a text is found by: words and numbers, each name of both, overlapping pairs of unspaced characters, and
 * the last character of a run alone, for queries of a single character.
 */
export const tokensOf = (text: string): string[] =>
  runsOf(text).flatMap(({ kind, text, joined }, at, all) => {
    if (kind !== 'unspaced') return joined ? [all[at - 1]!.text + text, text] : [text]
    const characters = [...text]
    return characters.map((character, at) => character + (characters[at + 1] ?? ''))
  })

/** How a query is read: `apart`, a space parts a word from a number behind it. */
export type Reading = 'together' | 'apart'

/** Names of words and numbers in overlapping pairs, and everything else as it stands. */
const termsOf = (query: string, reading: Reading): Run[] => {
  const all = runsOf(query)
  const isJoined = (run: Run | undefined) =>
    run?.joined === 'written' || (run?.joined === 'spaced' && reading === 'together')
  return all.flatMap((run, at) => {
    if (isJoined(run)) return [{ ...run, text: all[at - 1]!.text + run.text }]
    return isJoined(all[at + 1]) ? [] : [run]
  })
}

/** The tokens of a query: words, names, overlapping pairs of unspaced characters, or a single one. */
export const questionsIn = (query: string, reading: Reading = 'together'): string[] => [
  ...new Set(
    termsOf(query, reading).flatMap(({ kind, text }) => {
      const characters = [...text]
      return kind === 'unspaced' && characters.length > 1
        ? characters.slice(1).map((character, at) => characters[at]! + character)
        : [text]
    }),
  ),
]

/** The phrases of a query, for matching in texts: words, names, and whole runs of unspaced characters. */
export const phrasesIn = (query: string, reading: Reading = 'together'): string[] => [
  ...new Set(termsOf(query, reading).map(({ text }) => text)),
]

/** The words of a text, without its numbers. */
export const wordsIn = (text: string): string[] =>
  runsOf(text).flatMap(({ kind, text }) => (kind === 'word' ? [text] : []))

const startsUnspaced = new RegExp(`^${unspaced}`, 'u')
/** Whether a token is in a script written without spaces. */
export const isUnspaced = (token: string): boolean => startsUnspaced.test(token)

/** Whether a token is found by its beginning: a word is; a number is another one if anything follows. */
export const isWord = (token: string): boolean => !isUnspaced(token) && !/\p{N}/u.test(token)

/** What finds a token in a folded text: a word from its start, a number or a name whole, unspaced characters anywhere. */
const patternOf = (token: string): RegExp => {
  const known = patterns.get(token) ?? newPattern(token)
  patterns.set(token, known)
  return known
}
const patterns = new Map<string, RegExp>()

const parts = new RegExp(`(${number})|[^\\p{N}]+`, 'gu')
const [notInWord, notInNumber] = [`(?<!${letter}|${digit})`, `(?<!${digit}|${digit}[.,])`]
const endsNumber = `(?!${letter}|${digit}|\\.${digit}|,${digit}{3}(?!${digit}))`

const newPattern = (token: string): RegExp => {
  if (isUnspaced(token)) return new RegExp(token, 'gu')
  const found = [...token.matchAll(parts)]
  const whole = found
    .map(([part, isNumber], at) => {
      const gap = at > 0 && (isNumber ? `(?:${hyphen}|\\s)?` : `${hyphen}?`)
      return `${gap || ''}${part.replace(/[.,]/g, '\\$&')}`
    })
    .join('')
  return new RegExp(
    `${found[0]?.[1] ? notInNumber : notInWord}${whole}${isWord(token) ? '' : endsNumber}`,
    'gu',
  )
}

type Place = { from: number; to: number }

/** Where a folded text contains a token. Places may overlap. */
export const placesIn = (folded: string, token: string): Place[] => {
  const pattern = patternOf(token)
  const places: Place[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(folded); match; match = pattern.exec(folded)) {
    places.push({ from: match.index, to: match.index + match[0].length })
    pattern.lastIndex = match.index + 1
  }
  return places
}

/** The same for a text that is not folded. */
export const placesOf = (text: string, token: string): Place[] => {
  const { folded, from: original } = mapped(text)
  return placesIn(folded, token).map(({ from, to }) => ({ from: original[from]!, to: original[to]! }))
}

/** A part of a text; `hit` when it matches the query. */
export type Part = { text: string; hit: boolean }

/** Splits a text at the places of the tokens. */
export const partsOf = (text: string, tokens: readonly string[]): Part[] => {
  const { folded, from: original } = mapped(text)
  const hit = new Uint8Array(text.length)
  for (const token of tokens)
    for (const { from, to } of placesIn(folded, token)) hit.fill(1, original[from], original[to])
  const parts: Part[] = []
  for (const [at, unit] of [...text.split('')].entries()) {
    const last = parts.at(-1)
    if (last && last.hit === (hit[at] === 1)) last.text += unit
    else parts.push({ text: unit, hit: hit[at] === 1 })
  }
  return parts
}

/** `from`: for each code unit of the folded text, its index in the original. */
const mapped = (text: string): { folded: string; from: number[] } => {
  const from: number[] = []
  let folded = ''
  let at = 0
  for (const character of text) {
    const plain = fold(character)
    for (let unit = 0; unit < plain.length; unit++) from.push(at)
    folded += plain
    at += character.length
  }
  return { folded, from: [...from, text.length] }
}
