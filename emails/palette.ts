import { mix } from './colour.ts'

/** A publication's colours, each like `#0b5cad`. */
export type Brand = { ink: string; paper: string; accent: string; accentDark: string }

/** A mail's colours, one set for light mode and one for dark mode. */
export type Palette = {
  ink: string
  muted: string
  rule: string
  paper: string
  /** The background around the paper. */
  desk: string
  accent: string
}

/** Muted text keeps a contrast of at least 4.5 : 1 on paper (WCAG 2.2, 1.4.3) with any dark ink on light paper. */
export const lightPalette = ({ ink, paper, accent }: Brand): Palette => ({
  ink,
  muted: mix(ink, paper, 0.34),
  rule: mix(ink, paper, 0.86),
  paper,
  desk: mix(ink, paper, 0.945),
  accent,
})
