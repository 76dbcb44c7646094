/** Characters and words a minute at which an article of this kind is read. */
const pace = { characters: 400, words: 220 }

const ideograph = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu
const word = /[\p{L}\p{N}]+(?:['’.-][\p{L}\p{N}]+)*/gu

/** Whole minutes, at least one: Chinese and Japanese by the character, everything else by the word. */
export const readingMinutes = (text: string): number => {
  const characters = text.match(ideograph)?.length ?? 0
  const words = text.replace(ideograph, ' ').match(word)?.length ?? 0
  return Math.max(1, Math.round(characters / pace.characters + words / pace.words))
}
