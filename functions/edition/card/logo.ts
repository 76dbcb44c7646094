import { mix } from '../../../emails/colour.ts'
import type { Publication } from '../../publication/publication.ts'

type Brand = Publication['brand']

/** Side of the square that the logo is drawn in. */
const side = 64
const rounding = 12
/**
 * The share of an icon that every mask keeps visible. Masks may crop all but a circle with a radius of 40 % (W3C
 * Manifest, "Icon masks").
 */
const safe = 0.62

/** The background of the publication's logo and cards. */
export const groundOf = ({ ink, accent }: Brand): string => mix(accent, ink, 0.62)

/** The publication's logo: dots that grow towards a corner, like a halftone. */
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

/**
 * PNGs of the logo, for places without SVG support. Their corners are square, because the platform crops them itself.
 */
export const icons = [
  { path: '/icon-192.png', size: 192, maskable: false },
  { path: '/icon-512.png', size: 512, maskable: false },
  /** Small enough to survive any mask. */
  { path: '/icon-maskable.png', size: 512, maskable: true },
  { path: '/apple-touch-icon.png', size: 180, maskable: false },
] as const
export type Icon = (typeof icons)[number]

export const iconSvg = (brand: Brand, { maskable }: Icon): string => {
  const margin = (side * (1 - safe)) / 2
  const small = `<g transform="translate(${margin} ${margin}) scale(${safe})">${dots(brand)}</g>`
  return square(brand, 0, maskable ? small : dots(brand))
}
