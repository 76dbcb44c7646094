import { mix } from '../../../emails/colour.ts'
import { type Card, cardSize } from '../model/card.ts'
import { beginsEmpty, type CardGlyph, endsEmpty, type Fonts, kerning, outline } from './fonts.ts'
import { halftone } from './halftone.ts'
import { groundOf } from './logo.ts'
import { leading, setTitle } from './set-title.ts'

/** A card as SVG with its letters as outlines, and the characters that it omits because no font has them. */
export type Drawing = { svg: string; missing: string[] }

/** Where everything stands, in pixels. Of lines of text: their baselines and the sizes of their letters. */
type Layout = {
  width: number
  height: number
  margin: number
  name: { y: number; size: number }
  label: number
  /** `y`: of its last line; `height` and `lines`: at most. */
  title: { y: number; height: number; lines: number }
  foot: { y: number; size: number }
  reach: { across: number; down: number }
}

const ofCard: Layout = {
  ...cardSize,
  margin: 84,
  name: { y: 108, size: 40 },
  label: 32,
  title: { y: 496, height: 300, lines: 4 },
  foot: { y: 574, size: 28 },
  reach: { across: 760, down: 420 },
}

/** Upright as a book: the name large at its top, as that of a magazine. */
const ofCover: Layout = {
  ...{ width: 800, height: 1200, margin: 64 },
  name: { y: 164, size: 76 },
  label: 32,
  title: { y: 1000, height: 560, lines: 6 },
  foot: { y: 1132, size: 28 },
  reach: { across: 760, down: 800 },
}

const layouts = { card: ofCard, cover: ofCover }
/** A picture for link previews, or the cover of a book. */
export type CardShape = keyof typeof layouts

/** @throws when a font cannot be read */
export const drawCard = async (card: Card, fonts: Fonts, shape: CardShape = 'card'): Promise<Drawing> => {
  const { width, height, margin, title, reach, ...layout } = layouts[shape]
  const room = { width: width - 2 * margin, height: title.height, lines: title.lines }
  const { language, brand } = card
  const texts = [card.name, card.label, card.title, card.foot, '…']
    .map((text = '') => apostrophes(text))
    .join('')
  const letters = new Map<string, CardGlyph | undefined>()
  for (const character of new Set(texts)) letters.set(character, await fonts.letter(character, language))
  const missing = [...letters].flatMap(([character, letter]) =>
    letter || invisible.test(character) ? [] : [character],
  )
  const drawn = (text = ''): string => whatIsThere(apostrophes(text), letters)

  const ground = groundOf(brand)
  const soft = mix('#ffffff', ground, 0.3)
  const { lines, size } = setTitle(
    drawn(card.title) || drawn(card.name),
    language,
    (text) => widthOf(text, letters),
    room,
  )
  const step = size * leading
  const top = title.y - (lines.length - 1) * step
  const line = (text: string, y: number, most: number, colour: string) => {
    const at = Math.min(most, room.width / widthOf(text, letters))
    return `<path fill="${colour}" d="${outlines(text, letters, margin, y, at)}"/>`
  }
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${ground}"/>${halftone(brand, { width, height, reach })}${[
    line(drawn(card.name), layout.name.y, layout.name.size, '#ffffff'),
    line(drawn(card.label), top - size * 0.92 - 26, layout.label, brand.accentDark),
    ...lines.map((text, at) => line(text, top + at * step, size, '#ffffff')),
    line(drawn(card.foot), layout.foot.y, layout.foot.size, soft),
  ].join('')}</svg>`
  return { svg, missing }
}

/** Chinese fonts draw ’ as a wide quote. Inside a Latin word it is an apostrophe, so replace it. */
const apostrophes = (text: string): string =>
  text.replace(/(?<=\p{Script=Latin})’(?=\p{Script=Latin})/gu, 'ʼ')

/** Characters that only modify others, such as the variation selectors after an emoji. */
const invisible = /[\p{Cf}\p{Mn}\p{Cc}]/u

/**
 * Removes symbols that no font has. Returns an empty text when letters or digits are missing, because half a title
 * misleads.
 */
const whatIsThere = (text: string, letters: Map<string, CardGlyph | undefined>): string => {
  const characters = [...text]
  const lacks = (character: string) => !letters.get(character)
  if (characters.some((character) => lacks(character) && /[\p{L}\p{N}]/u.test(character))) return ''
  return (
    characters
      .filter((character) => !lacks(character))
      .join('')
      .replace(/\s+/g, ' ')
      // A full-width closing mark is half empty already, so it needs no space after it.
      .replace(/([、。，．：；！？》」』】）〉〕]) /gu, '$1')
      .trim()
  )
}

const widthOf = (text: string, letters: Map<string, CardGlyph | undefined>): number => {
  const set = placed(text.trimEnd(), letters)
  const end = set.at(-1)
  if (!end) return 0
  // The empty half of a mark at the end of a line may extend into the margin.
  const { advance, character } = end.letter
  return end.at + (advance === 1 && endsEmpty.test(character) ? 0.5 : advance)
}

const outlines = (
  text: string,
  letters: Map<string, CardGlyph | undefined>,
  x: number,
  y: number,
  size: number,
) =>
  placed(text, letters)
    .map(({ letter, at }) => outline(letter, x + at * size, y, size))
    .join('')

/** The position of each letter, in ems. An opening mark at the start of a line is aligned to the edge. */
const placed = (
  text: string,
  letters: Map<string, CardGlyph | undefined>,
): { letter: CardGlyph; at: number }[] => {
  const found: { letter: CardGlyph; at: number }[] = []
  let at = 0
  let before: CardGlyph | undefined
  for (const character of text) {
    const letter = letters.get(character)
    if (!letter) continue
    if (before) at += before.advance + kerning(before, letter)
    else if (beginsEmpty.test(character) && letter.advance === 1) at = -0.5
    found.push({ letter, at })
    before = letter
  }
  return found
}
