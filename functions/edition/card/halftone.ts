import { mix } from '../../../emails/colour.ts'
import type { Publication } from '../../publication/publication.ts'
import { groundOf } from './logo.ts'

/** In pixels. `reach`: how far from the upper right corner there are dots. */
type Field = { width: number; height: number; reach: { across: number; down: number } }

const pitch = 30

/** The publication's logo as a background: dots that grow towards a corner. */
export const halftone = (brand: Publication['brand'], { width, height, reach }: Field): string => {
  const ground = groundOf(brand)
  let dots = ''
  for (let row = 0; row * pitch < height; row++)
    for (let column = 0; column * pitch < width; column++) {
      const [x, y] = [width - (column + 0.5) * pitch, (row + 0.5) * pitch]
      const near = 1 - Math.hypot((width - x) / reach.across, y / reach.down)
      if (near <= 0.02) continue
      dots += `<circle cx="${x}" cy="${y}" r="${(1.2 + near * 10).toFixed(1)}" fill="${mix(ground, mix(brand.accent, '#ffffff', 0.28), near * 0.9)}"/>`
    }
  return dots
}

/** For screens with two pixels to a CSS pixel, as wide as a mail. */
export const artworkSize = { width: 1280, height: 360 }

/** A card's background by itself, for a lead that has no picture. */
export const artworkSvg = (brand: Publication['brand']): string => {
  const { width, height } = artworkSize
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="${groundOf(brand)}"/>${halftone(brand, { ...artworkSize, reach: { across: 1180, down: 430 } })}</svg>`
}
