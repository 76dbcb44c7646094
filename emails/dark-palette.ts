import { mix } from './colour.ts'
import type { Brand, Palette } from './palette.ts'

/** A publication's colours in dark mode, for mails and pages. */
export const darkPalette = ({ ink, accentDark }: Brand): Palette => {
  const paper = mix(ink, '#000000', 0.35)
  const light = mix('#ffffff', ink, 0.08)
  return {
    ink: light,
    muted: mix(light, paper, 0.33),
    rule: mix(light, paper, 0.82),
    paper,
    desk: mix(ink, '#000000', 0.62),
    accent: accentDark,
  }
}
