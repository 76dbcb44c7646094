import { type Font, type Glyph, parse } from 'opentype.js/dist/opentype.mjs'
import decompress from 'woff2-encoder/decompress'
import type { Language } from '../../publication/language.ts'

/** Reads a file of the fonts or the renderer, by package name and path within the package. */
export type CardFiles = (path: string) => Promise<Uint8Array>

/** A glyph for one character. `advance` is in ems. */
export type CardGlyph = { character: string; advance: number; font: Font; glyph: Glyph }

type Family = {
  /** The name of its package. */
  folder: string
  fileOf: (subset: string) => string
}

/**
 * The drawing weight. A variable font reports the widths of its lightest weight, so it is used only for characters of
 * equal width.
 */
const weight = 700
const wide: Family = {
  folder: 'noto-serif-sc',
  fileOf: (subset) => `noto-serif-sc-${subset.replace(/[[\]]/g, '')}-wght-normal.woff2`,
}
/** A separate font for Latin letters, because the Chinese font's quotes are as wide as a Chinese character. */
const narrow: Family = {
  folder: 'source-serif-4',
  fileOf: (subset) => `source-serif-4-${subset}-${weight}-normal.woff`,
}

const alphabetic = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{M}!-~\sʼ]/u
const withWideMarks = /^(zh|ja)\b/

/** Finds the glyphs for a text. Each font is loaded when one of its characters is first needed, and cached. */
export const createFonts = (files: CardFiles) => {
  const families = new Map<Family, Promise<Map<number, string[]>>>()
  const fonts = new Map<string, Promise<Font>>()
  const once = <Key, Value>(kept: Map<Key, Value>, key: Key, make: () => Value): Value => {
    const value = kept.get(key) ?? make()
    kept.set(key, value)
    return value
  }
  const inFamily = async (family: Family, character: string): Promise<CardGlyph | undefined> => {
    const subsets = await once(families, family, async () =>
      subsetsBy(JSON.parse(new TextDecoder().decode(await files(`${family.folder}/unicode.json`)))),
    )
    for (const subset of subsets.get(character.codePointAt(0)!) ?? []) {
      const path = `${family.folder}/files/${family.fileOf(subset)}`
      const font = await once(fonts, path, () => readFont(files, path))
      const glyph = font.charToGlyph(character)
      if (glyph.index > 0)
        return { character, advance: (glyph.advanceWidth ?? 0) / font.unitsPerEm, font, glyph }
    }
    return undefined
  }
  return {
    /** @returns undefined when no font has the character */
    letter: async (character: string, language: Language): Promise<CardGlyph | undefined> => {
      const first = alphabetic.test(character) || !withWideMarks.test(language) ? narrow : wide
      const second = first === narrow ? wide : narrow
      return (await inFamily(first, character)) ?? inFamily(second, character)
    },
  }
}
export type Fonts = ReturnType<typeof createFonts>

const readFont = async (files: CardFiles, path: string): Promise<Font> => {
  const bytes = await files(path)
  const font = path.endsWith('.woff2') ? await decompress(bytes) : bytes
  return parse(Uint8Array.from(font).buffer)
}

/**
 * Maps code points to the subsets that may contain them, from ranges such as `U+4e00-4e0b,U+4e0d`; small Chinese
 * subsets before the Latin one.
 */
const subsetsBy = (ranges: Record<string, string>): Map<number, string[]> => {
  const found = new Map<number, string[]>()
  for (const [subset, list] of Object.entries(ranges))
    for (const [, from, to = from] of list.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi))
      for (let code = Number.parseInt(from!, 16); code <= Number.parseInt(to!, 16); code++)
        found.set(code, [...(found.get(code) ?? []), subset])
  return found
}

/**
 * A character's outline as an SVG path. Written here because the library's own writer turns values close to zero into
 * NaN.
 */
export const outline = ({ character, font }: CardGlyph, x: number, y: number, size: number): string =>
  font
    .getPath(character, x, y, size, { variation: { wght: weight } })
    .commands.map(({ type, ...at }) =>
      [
        type,
        [at.x1, at.y1, at.x2, at.y2, at.x, at.y]
          .filter((value) => value !== undefined)
          .map(rounded)
          .join(' '),
      ].join(''),
    )
    .join('')

const rounded = (value: number): number => Math.round(value * 10) / 10

/** How much to move two adjacent letters together or apart, in ems. */
export const kerning = (left: CardGlyph, right: CardGlyph): number => {
  if (left.font === right.font && alphabetic.test(left.character))
    return left.font.getKerningValue(left.glyph, right.glyph) / left.font.unitsPerEm
  // Between two marks that each leave half their square empty, one half is enough (W3C, "Requirements for Chinese Text
  // Layout").
  const isEmptyBetween =
    endsEmpty.test(left.character) && (beginsEmpty.test(right.character) || endsEmpty.test(right.character))
  return isEmptyBetween && left.advance === 1 && right.advance === 1 ? -0.5 : 0
}

export const endsEmpty = /[、。，．》」』】）〉〕”’]/u
export const beginsEmpty = /[《「『【（〈〔“‘]/u
