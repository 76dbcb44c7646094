/** Titles are told from the beginning of a text: the time of the patterns grows with the square of it. */
const longest = 4_000

/** A title without Markdown's marks, on one line. */
export const plainTitle = (text: string): string =>
  text
    .slice(0, longest)
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/\\([\\`*_{}[\]()#+\-.!|~])/g, '$1')
    .replace(/(\*\*|__|`)/g, '')
    .replace(/\s+/g, ' ')
    .trim()

/** What is left of a title when spaces, marks, the width of characters and their case are set aside. */
export const titleKey = (title: string): string =>
  plainTitle(title)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '')

/** `科学匠人 | 梁傑然：…` has a kicker before its title. */
export const splitKicker = (title: string): { kicker?: string; title: string } => {
  const [, kicker, rest] = /^([^|｜]{1,30}?)\s*[|｜]\s*(\S.*)$/.exec(title) ?? []
  return kicker && rest ? { kicker: kicker.trim(), title: rest } : { title }
}

const pairsOf = (key: string): string[] => {
  const letters = [...key]
  return letters.length < 2 ? letters : letters.slice(1).map((letter, at) => `${letters[at]}${letter}`)
}

/** How much two keys have in common: 0 nothing, 1 all (Dice's coefficient of their pairs of letters). */
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
