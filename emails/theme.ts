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

/**
 * Font stacks by language. No web fonts: many clients block them, and a Chinese one weighs megabytes. Titles use a Song
 * typeface where the system has a good one; Windows gets YaHei rather than SimSun, which looks bitmapped.
 */
export const fontsOf = (language: string): { text: string; title: string } =>
  language.toLowerCase().startsWith('zh')
    ? {
        text: "-apple-system, BlinkMacSystemFont, 'Segoe UI', 'PingFang SC', 'Hiragino Sans GB', 'Microsoft YaHei', 'Noto Sans CJK SC', 'Noto Sans SC', sans-serif",
        title:
          "'Source Han Serif SC', 'Noto Serif CJK SC', 'Noto Serif SC', 'Songti SC', 'STSong', 'Microsoft YaHei', serif",
      }
    : {
        text: "-apple-system, BlinkMacSystemFont, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif",
        title: "Charter, 'Bitstream Charter', 'Iowan Old Style', Cambria, Georgia, serif",
      }
