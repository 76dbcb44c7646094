/** Characters and words per minute for articles of this kind. */
const pace = { characters: 400, words: 220 }

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const word = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu

/** Chinese and Japanese are counted by character, everything else by word. */
const count = (text: string) => ({
  characters: text.match(ideograph)?.length ?? 0,
  words: text.replace(ideograph, ' ').match(word)?.length ?? 0,
})

/** Whole minutes, at least 1. */
export const readingMinutes = (text: string): number => {
  const { characters, words } = count(text)
  return Math.max(1, Math.round(characters / pace.characters + words / pace.words))
}

/** How long a text is, as editors count it: in words, and in characters where a language writes no spaces. */
export const wordsIn = (text: string): number => {
  const { characters, words } = count(text)
  return characters + words
}
