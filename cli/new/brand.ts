import { mix } from '../../emails/colour.ts'
import { darkPalette } from '../../emails/dark-palette.ts'
import { type Brand, lightPalette } from '../../emails/palette.ts'
import { contrastOf, leastContrast } from './contrast.ts'

/** The colour of a magazine that names none. */
export const usualAccent = '#0b5cad'

const ink = '#17202e'
const paper = '#ffffff'
const steps = Array.from({ length: 19 }, (_, at) => (at + 1) / 20)

/** The colours of a magazine that has named one; the one for dark screens is at least half way to white. */
export const brandOf = (accent: string): Brand => {
  const onDark = darkPalette({ ink, paper, accent, accentDark: accent }).paper
  const lighter = steps.filter((step) => step >= 0.5).map((step) => mix(accent, '#ffffff', step))
  const accentDark = lighter.find((colour) => contrastOf(colour, onDark) >= leastContrast) ?? '#ffffff'
  return { ink, paper, accent, accentDark }
}

/** Says which colour can hardly be read, and which would do. @returns undefined when all can */
export const paleAccent = (brand: Brand): string | undefined => {
  const ground = lightPalette(brand).paper
  const contrast = contrastOf(brand.accent, ground)
  if (contrast >= leastContrast) return undefined
  const darker = steps.map((step) => mix(brand.accent, '#000000', step))
  const better = darker.find((colour) => contrastOf(colour, ground) >= leastContrast) ?? ink
  return `Links in ${brand.accent} are hard to read on white: a contrast of ${contrast.toFixed(1)} : 1, where text needs ${leastContrast} : 1 (WCAG 2.2). ${better} would do`
}
