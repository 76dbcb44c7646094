import { darkPalette } from './dark-palette.ts'
import { type Brand, lightPalette, type Palette } from './palette.ts'

/**
 * Dark colours by class, for clients that honour the media query and for Outlook's own dark mode, which marks the
 * elements it changed with `data-ogsc` (text) and `data-ogsb` (background). No italics in Chinese, whose fonts have
 * none.
 */
export const styleSheet = (brand: Brand): string => {
  const light = lightPalette(brand)
  return `
:root { color-scheme: light dark; supported-color-schemes: light dark }
a { color: ${light.accent} }
em, i, cite { font-style: normal }
@media only screen and (max-width: 479px) { .gutter > table > tbody > tr > td { padding-left: 20px !important; padding-right: 20px !important } .cover-line { font-size: 21px !important } .name { font-size: 34px !important } }
@media (prefers-color-scheme: dark) { ${paint(darkPalette(brand), '')} }
${paint(darkPalette(brand), '[data-ogsc] ', '[data-ogsb] ')}
`
}

/** mjml puts the class on the cell but the colour to override on an element inside it. */
const paint = (dark: Palette, text: string, ground = text): string => {
  const inked = (name: string) => `${text}.${name}, ${text}.${name} > div`
  return `${ground}.desk, ${ground}.desk > div, ${ground}.desk > table { background: ${dark.desk} !important; background-color: ${dark.desk} !important }
${ground}.paper, ${ground}.paper > table { background: ${dark.paper} !important; background-color: ${dark.paper} !important }
${inked('ink')} { color: ${dark.ink} !important }
${inked('muted')} { color: ${dark.muted} !important }
${inked('accent')} { color: ${dark.accent} !important }
${text}.rule, ${text}.rule td { border-color: ${dark.rule} !important }
${text}img { color: ${dark.muted} !important }`
}
