import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Publication } from '../../publication/publication.ts'
import type { Card } from '../model/card.ts'
import { type CardShape, drawCard } from './drawing.ts'
import { type CardFiles, createFonts } from './fonts.ts'
import { iconSvg, icons } from './logo.ts'

/** A card as PNG, and the characters that no font has. */
export type Drawn = { png: Uint8Array; missing: string[] }
export type DrawCard = (card: Card) => Promise<Drawn>

/** Pixels across: what shops and readers of books ask for at least (EPUB itself asks for nothing). */
const coverWidth = 1400

/** @param files see `CardFiles`. @returns a function that throws when one of them cannot be read */
export const createDrawCard = (files: CardFiles): DrawCard => createDraw(files, 'card')

/** The same for the cover of an issue as a book, which is upright. @param files see `CardFiles` */
export const createDrawCover = (files: CardFiles): DrawCard => createDraw(files, 'cover', coverWidth)

const createDraw = (files: CardFiles, shape: CardShape, width?: number): DrawCard => {
  const fonts = createFonts(files)
  return async (card) => {
    const [{ svg, missing }] = await Promise.all([drawCard(card, fonts, shape), start(files)])
    return { png: pictureOf(svg, width), missing }
  }
}

/** Draws a publication's icons as PNG. @param files see `CardFiles` @throws when one of them cannot be read */
export const drawIcons = async (
  brand: Publication['brand'],
  files: CardFiles,
): Promise<{ path: string; png: Uint8Array }[]> => {
  await start(files)
  return icons.map((icon) => ({ path: icon.path, png: pictureOf(iconSvg(brand, icon), icon.size) }))
}

/** Draws SVGs as PNG, without a font for their texts. @param files see `CardFiles` */
export const createDrawSvg =
  (files: CardFiles) =>
  async (svg: Uint8Array, width: number): Promise<Uint8Array> => {
    await start(files)
    return pictureOf(new TextDecoder().decode(svg), width)
  }

/** The renderer can be initialised only once in a process. */
let started: Promise<void> | undefined
const start = (files: CardFiles): Promise<void> => {
  started ??= files('resvg-wasm/index_bg.wasm').then((bytes) => initWasm(Uint8Array.from(bytes)))
  return started
}

/** @param width in pixels; default: the drawing's own width */
const pictureOf = (svg: string, width?: number): Uint8Array => {
  const renderer = new Resvg(svg, width === undefined ? {} : { fitTo: { mode: 'width', value: width } })
  const image = renderer.render()
  const png = image.asPng()
  image.free()
  renderer.free()
  return png
}
