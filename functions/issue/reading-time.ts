/** Characters and words per minute for articles of this kind. */
const pace = { characters: 400, words: 220 }

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const word = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu

/** Whole minutes, at least 1. Chinese and Japanese are counted by character, everything else by word. */
export const readingMinutes = (text: string): number => {
  const characters = text.match(ideograph)?.length ?? 0
  const words = text.replace(ideograph, ' ').match(word)?.length ?? 0
  return Math.max(1, Math.round(characters / pace.characters + words / pace.words))
}
