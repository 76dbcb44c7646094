import { PNG } from 'pngjs'
import { mix } from '../../../emails/colour.ts'
import type { Publication } from '../../publication/publication.ts'

type Brand = Publication['brand']
type Dot = { x: number; y: number; radius: number; colour: string }

/** Of the square that the sign is drawn in. */
const side = 64
const rounding = 12
/** What a launcher may cut away of an icon, whatever its mask: all but a circle of 40 % (W3C Manifest, "Icon masks"). */
const safe = 0.62

const groundOf = ({ ink, accent }: Brand): string => mix(accent, ink, 0.62)

/** The sign of the publication: dots that grow towards a corner, as a halftone does. */
const dotsOf = ({ accent }: Brand): Dot[] =>
  [0, 1, 2, 3].flatMap((row) =>
    [0, 1, 2, 3].map((column) => {
      const near = (row + column) / 6
      const colour = mix(accent, '#ffffff', 0.25 + near * 0.75)
      return { x: 11 + column * 14, y: 11 + row * 14, radius: Number((1.6 + near * 4.2).toFixed(1)), colour }
    }),
  )

export const signSvg = (brand: Brand): string => {
  const dots = dotsOf(brand).map(
    ({ x, y, radius, colour }) => `<circle cx="${x}" cy="${y}" r="${radius.toFixed(1)}" fill="${colour}"/>`,
  )
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}" rx="${rounding}" fill="${groundOf(brand)}"/>${dots.join('')}</svg>`
}

/**
 * The sign as a square picture without rounded corners, which whoever shows it cuts as they like.
 * @param size width and height, px
 * @param maskable true draws it small enough to survive any mask
 */
export const signPng = (brand: Brand, size: number, maskable = false): Uint8Array => {
  const png = new PNG({ width: size, height: size, colorType: 2 })
  const scale = (size / side) * (maskable ? safe : 1)
  const offset = (size - side * scale) / 2
  fill(png, rgb(groundOf(brand)))
  for (const { x, y, radius, colour } of dotsOf(brand))
    disc(png, { x: offset + x * scale, y: offset + y * scale, radius: radius * scale, colour })
  return PNG.sync.write(png, { colorType: 2 })
}

const fill = ({ data }: PNG, [r, g, b]: Rgb) => {
  for (let at = 0; at < data.length; at += 4) data.set([r, g, b, 255], at)
}

/** Its edge is as soft as one pixel: a pixel's share of colour is how far inside its middle lies. */
const disc = ({ data, width }: PNG, { x, y, radius, colour }: Dot) => {
  const inks = rgb(colour)
  for (let row = Math.floor(y - radius - 1); row <= y + radius + 1; row++)
    for (let column = Math.floor(x - radius - 1); column <= x + radius + 1; column++) {
      const inside = radius + 0.5 - Math.hypot(column + 0.5 - x, row + 0.5 - y)
      const share = Math.min(1, Math.max(0, inside))
      const at = (row * width + column) * 4
      for (const [channel, ink] of inks.entries())
        data[at + channel] = Math.round(data[at + channel]! * (1 - share) + ink * share)
    }
}

type Rgb = [number, number, number]
const rgb = (colour: string): Rgb => {
  const value = Number.parseInt(colour.slice(1), 16)
  return [value >> 16, (value >> 8) & 255, value & 255]
}
