import { directionOf } from './direction.ts'
import { fontsOf } from './fonts.ts'
import { type Markup, mj } from './markup.ts'
import { type Brand, lightPalette } from './palette.ts'
import { blank } from './preheader.ts'
import { styleSheet } from './style-sheet.ts'

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

/** The frame of every mail: head, light and dark colours, body. */
export const layout = ({ language, title, preheader, brand, body }: Layout): Markup => {
  const light = lightPalette(brand)
  const fonts = fontsOf(language)
  const direction = directionOf(language)
  const [align, towards] = direction === 'rtl' ? [mj` align="right"`, mj` direction="rtl"`] : [mj``, mj``]
  return mj`<mjml lang="${language}" dir="${direction}">
<mj-head>
<mj-title>${title}</mj-title>
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
<mj-style>${{ markup: styleSheet(brand) }}</mj-style>
</mj-head>
<mj-body width="${mailWidth}px" background-color="${light.desk}" css-class="desk">${hidden(mj`${preheader}${{ markup: blank }}`)}${body}</mj-body>
</mjml>`
}

/**
 * What inboxes show and the mail does not. It is no `mj-preview`, which mjml puts outside of the element that has the
 * language and the direction, in white letters of one pixel, as spam has them.
 */
const hidden = (text: Markup): Markup =>
  mj`<mj-raw><div style="display:none;max-height:0;overflow:hidden;mso-hide:all;">${text}</div></mj-raw>`
