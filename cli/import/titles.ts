/** Only this many characters are read: the patterns take quadratic time. */
const longest = 4_000

/** A title without Markdown, on one line. */
export const plainTitle = (text: string): string =>
  text
    .slice(0, longest)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|~])/g, '$1')
    .replace(/(\*\*|__|`)/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** A key for comparing titles: without spaces, punctuation, case and full-width forms. */
export const titleKey = (title: string): string =>
  plainTitle(title)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

/** Splits a kicker off a title: `科学匠人 | 梁傑然：…`. */
export const splitKicker = (title: string): { kicker?: string; title: string } => {
  const [, kicker, rest] = /^([^|｜]{1,30}?)\s*[|｜]\s*(\S.*)$/.exec(title) ?? []
  return kicker && rest ? { kicker: kicker.trim(), title: rest } : { title }
}

const pairsOf = (key: string): string[] => {
  const letters = [...key]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}

/** The similarity of two keys, from 0 to 1 (Dice's coefficient of their letter pairs). */
export const likeness = (one: string, other: string): number => {
  if (one === other) return 1
  const [a, b] = [pairsOf(one), pairsOf(other)]
  const left = new Map<string, number>()
  for (const pair of a) left.set(pair, (left.get(pair) ?? 0) + 1)
  let shared = 0
  for (const pair of b) {
    const count = left.get(pair) ?? 0
    if (count === 0) continue
    shared += 1
    left.set(pair, count - 1)
  }
  return a.length + b.length === 0 ? 0 : (2 * shared) / (a.length + b.length)
}
