import { createHash } from 'node:crypto'
import { darkPalette } from '../../emails/dark-palette.ts'
import { fontsOf } from '../../emails/fonts.ts'
import { type Brand, lightPalette, type Palette } from '../../emails/palette.ts'
import type { Publication } from '../publication/publication.ts'
import { articleCss } from './style/article.ts'
import { baseCss } from './style/base.ts'
import { bodyCss } from './style/body.ts'
import { formCss } from './style/form.ts'
import { issueCss } from './style/issue.ts'
import { marginNotesCss } from './style/margin-notes.ts'
import { printCss, runningHeads } from './style/print.ts'
import { titleFamily, titleFontCss } from './title-fonts.ts'

/** Without comments, and without spaces that part nothing: the style sheet is a third of what a stub weighs. */
const squeeze = (css: string): string =>
  css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/\s*\n\s*/g, '\n')
    .replace(/ ?([{};]) ?/g, '$1')
    .replace(/;\}/g, '}')
    .replace(/([a-z-]): (?=[^{}]*[;}])/g, '$1:')
    .trim()

/** The style sheet of the site and the forms; paper has one of its own. */
export const stylesheet = (brand: Brand): string =>
  squeeze(`:root { color-scheme: light dark; ${variables(lightPalette(brand))} ${fonts('en')}; --leading: 1.68 }
@media (prefers-color-scheme: dark) { :root { ${variables(darkPalette(brand))} } }
[lang|=zh] { ${fonts('zh')}; --leading: 1.85 }
:is([lang|=zh-TW], [lang|=zh-HK], [lang|=zh-MO], [lang|=zh-Hant]) { ${fonts('zh-TW')} }
[lang|=ja] { ${fonts('ja')}; --leading: 1.85 }
[lang|=ko] { ${fonts('ko')}; --leading: 1.8 }
[dir=rtl] { ${fonts('ar')}; --leading: 1.85 }
${titleFontCss}${baseCss}${articleCss}${bodyCss}${marginNotesCss}${issueCss}${formCss}`)

/** What is different on paper. */
export const printStylesheet: string = squeeze(printCss)

/** The same for the site, whose pages bear the publication's name: a sheet of its own, for which no screen waits. */
export const sitePrintStylesheet = ({ names, languages }: Pick<Publication, 'names' | 'languages'>): string =>
  `${printStylesheet}\n${runningHeads(names, languages)}`

const variables = (palette: Palette): string =>
  Object.entries(palette)
    .map(([name, colour]) => `--${name}: ${colour};`)
    .join(' ')

const fonts = (language: string): string => {
  const { text, title } = fontsOf(language)
  const own = /^(zh|en)/.test(language)
    ? `${language === 'en' ? titleFamily.latin : titleFamily.beside}, `
    : ''
  // A web font of one weight would make a lede bold.
  return `--text: ${text}; --title: ${own}${title}; --lede: ${title}`
}

/** The path of a style sheet, named by its content, so that it can be cached for ever. */
export const stylePath = (css: string, name = 'style'): string =>
  `/assets/${name}-${createHash('sha256').update(css).digest('hex').slice(0, 12)}.css`
