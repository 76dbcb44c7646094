/**
 * Tokenises texts and queries. Chinese, Japanese and Korean have no spaces between the terms that a reader might look
 * for, so their characters are indexed in overlapping pairs; everything else is indexed by word. Runs in a reader's
 * browser.
 */
const scripts = ['Han', 'Hiragana', 'Katakana', 'Hangul', 'Thai', 'Lao', 'Khmer', 'Myanmar']
const unspaced = `[々〆ー${scripts.map((name) => `\\p{Script=${name}}`).join('')}]`
const runs = new RegExp(`(${unspaced}+)|(?:(?!${unspaced})[\\p{L}\\p{M}\\p{N}])+`, 'gu')
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

/** A run of unspaced characters, or a word. */
type Run = { unspaced: boolean; characters: string[] }

const runsOf = (text: string): Run[] =>
  [...foldText(text).matchAll(runs)].map(([run, unspaced]) => ({
    unspaced: unspaced !== undefined,
    characters: [...run],
  }))

/**
 * The tokens that a text is found by: words, overlapping pairs of unspaced characters, and the last character of a run
 * alone, for queries of a single character.
 */
export const tokensOf = (text: string): string[] =>
  runsOf(text).flatMap(({ unspaced, characters }) =>
    unspaced
      ? characters.map((character, at) => character + (characters[at + 1] ?? ''))
      : [characters.join('')],
  )

/** The tokens of a query: words, overlapping pairs of unspaced characters, or a single one. */
export const questionsIn = (query: string): string[] => [
  ...new Set(
    runsOf(query).flatMap(({ unspaced, characters }) =>
      unspaced && characters.length > 1
        ? characters.slice(1).map((character, at) => characters[at]! + character)
        : [characters.join('')],
    ),
  ),
]

/** The phrases of a query, for matching in texts: words, and whole runs of unspaced characters. */
export const phrasesIn = (query: string): string[] => [
  ...new Set(runsOf(query).map(({ characters }) => characters.join(''))),
]

const startsUnspaced = new RegExp(`^${unspaced}`, 'u')
/** Whether a token is in a script written without spaces. */
export const isUnspaced = (token: string): boolean => startsUnspaced.test(token)

const endsInWord = new RegExp(`(?!${unspaced})[\\p{L}\\p{N}]$`, 'u')

/** Where a folded text contains a token: words match from their start, unspaced characters anywhere. */
export const placesIn = (folded: string, token: string): number[] => {
  const places: number[] = []
  const anywhere = isUnspaced(token)
  for (let at = folded.indexOf(token); at !== -1; at = folded.indexOf(token, at + 1))
    if (anywhere || !endsInWord.test(folded.slice(Math.max(0, at - 2), at))) places.push(at)
  return places
}

/** The same for a text that is not folded. */
export const placesOf = (text: string, token: string): number[] => {
  const { folded, from } = mapped(text)
  return placesIn(folded, token).map((at) => from[at]!)
}

/** A part of a text; `hit` when it matches the query. */
export type Part = { text: string; hit: boolean }

/** Splits a text at matches of the tokens: words match from their start, unspaced characters anywhere. */
export const partsOf = (text: string, tokens: readonly string[]): Part[] => {
  const { folded, from } = mapped(text)
  const hit = new Uint8Array(text.length)
  for (const token of tokens)
    for (const at of placesIn(folded, token)) hit.fill(1, from[at], from[at + token.length])
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
