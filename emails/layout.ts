import { directionOf } from './direction.ts'
import { type Markup, mj } from './markup.ts'
import { type Brand, darkPalette, fontsOf, lightPalette, type Palette } from './theme.ts'

export type Layout = {
  language: string
  title: string
  /** Shown in the inbox after the subject. */
  preheader: Markup | string
  brand: Brand
  /** MJML sections. */
  body: Markup | Markup[]
}

/** Width of every mail, in CSS pixels. */
export const mailWidth = 640

/** Invisible filler after the preheader, so that an inbox does not continue with the mail's text. */
const blank = '\u034f\u200c\u00a0'.repeat(70)

/** The frame of every mail: head, light and dark colours, body. */
export const layout = ({ language, title, preheader, brand, body }: Layout): Markup => {
  const light = lightPalette(brand)
  const fonts = fontsOf(language)
  const direction = directionOf(language)
  const [align, towards] = direction === 'rtl' ? [mj` align="right"`, mj` direction="rtl"`] : [mj``, mj``]
  return mj`<mjml lang="${language}" dir="${direction}">
<mj-head>
<mj-title>${title}</mj-title>
<mj-preview>${preheader}${{ markup: blank }}</mj-preview>
<mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><meta name="format-detection" content="telephone=no,date=no,address=no"></mj-raw>
<mj-attributes>
<mj-all font-family="${{ markup: fonts.text }}" padding="0" />
<mj-text font-size="16px" line-height="1.75" color="${light.ink}"${align} />
<mj-section background-color="${light.paper}" padding="0 32px"${towards} />${
    direction === 'rtl' &&
    mj`
<mj-column direction="rtl" />
<mj-group direction="rtl" />`
  }
<mj-image padding="0" />
</mj-attributes>
<mj-style>${{ markup: css(brand) }}</mj-style>
</mj-head>
<mj-body width="${mailWidth}px" background-color="${light.desk}" css-class="desk">${body}</mj-body>
</mjml>`
}

/**
 * Dark colours by class, for clients that honour the media query and for Outlook's own dark mode, which marks the
 * elements it changed with `data-ogsc` (text) and `data-ogsb` (background). No italics in Chinese, whose fonts have
 * none.
 */
const css = (brand: Brand): string => {
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
