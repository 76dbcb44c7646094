import { mix } from '../../../emails/colour.ts'
import type { Publication } from '../../publication/publication.ts'

type Brand = Publication['brand']

/** Of the square that the sign is drawn in. */
const side = 64
const rounding = 12
/** What a launcher may cut away of an icon, whatever its mask: all but a circle of 40 % (W3C Manifest, "Icon masks"). */
const safe = 0.62

/** The ground of whatever shows the publication: its sign, and its cards. */
export const groundOf = ({ ink, accent }: Brand): string => mix(accent, ink, 0.62)

/** The sign of the publication: dots that grow towards a corner, as a halftone does. */
const dots = ({ accent }: Brand): string =>
  [0, 1, 2, 3]
    .flatMap((row) =>
      [0, 1, 2, 3].map((column) => {
        const near = (row + column) / 6
        const colour = mix(accent, '#ffffff', 0.25 + near * 0.75)
        return `<circle cx="${11 + column * 14}" cy="${11 + row * 14}" r="${(1.6 + near * 4.2).toFixed(1)}" fill="${colour}"/>`
      }),
    )
    .join('')

const square = (brand: Brand, rounded: number, content: string) =>
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}"><rect width="${side}" height="${side}"${rounded ? ` rx="${rounded}"` : ''} fill="${groundOf(brand)}"/>${content}</svg>`

export const signSvg = (brand: Brand): string => square(brand, rounding, dots(brand))

/** Pictures of the sign for what shows no SVG. Their corners are square: whoever shows them cuts them as they like. */
export const icons = [
  { path: '/icon-192.png', size: 192, maskable: false },
  { path: '/icon-512.png', size: 512, maskable: false },
  /** So small that it survives any mask. */
  { path: '/icon-maskable.png', size: 512, maskable: true },
  { path: '/apple-touch-icon.png', size: 180, maskable: false },
] as const
export type Icon = (typeof icons)[number]

export const iconSvg = (brand: Brand, { maskable }: Icon): string => {
  const margin = (side * (1 - safe)) / 2
  const small = `<g transform="translate(${margin} ${margin}) scale(${safe})">${dots(brand)}</g>`
  return square(brand, 0, maskable ? small : dots(brand))
}
