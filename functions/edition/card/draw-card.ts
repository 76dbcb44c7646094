import { initWasm, Resvg } from '@resvg/resvg-wasm'
import type { Card } from '../model/card.ts'
import { drawCard } from './drawing.ts'
import { type CardFiles, createFonts } from './fonts.ts'

/** A card as PNG, and the letters that no font has. */
export type Drawn = { png: Uint8Array; missing: string[] }
export type DrawCard = (card: Card) => Promise<Drawn>

/** The renderer may be started once in a process. */
let started: Promise<void> | undefined

/** @param files see `CardFiles` @throws when one of them cannot be read */
export const createDrawCard = (files: CardFiles): DrawCard => {
  const fonts = createFonts(files)
  return async (card) => {
    started ??= files('resvg-wasm/index_bg.wasm').then((bytes) => initWasm(Uint8Array.from(bytes)))
    const [{ svg, missing }] = await Promise.all([drawCard(card, fonts), started])
    const renderer = new Resvg(svg)
    const image = renderer.render()
    const png = image.asPng()
    image.free()
    renderer.free()
    return { png, missing }
  }
}
