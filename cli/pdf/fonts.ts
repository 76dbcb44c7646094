import { scriptOf } from '../../emails/direction.ts'
import { type Fonts, fontsOf } from '../../emails/fonts.ts'
import type { Language } from '../../functions/publication/language.ts'

/** Path below which the document asks for fonts; the rest is that of `packagedCardFiles`. */
export const fontsPath = '/fonts-of-paper/'

const latin = "'Source Serif 4'"
const chinese = "'Noto Serif SC Variable'"

const weights = ['400', '400-italic', '600', '700', '700-italic'].map(
  (weight) => `source-serif-4/${weight}.css`,
)

const sheets = [...weights, 'noto-serif-sc/index.css']

/**
 * The typefaces of a magazine on paper, which are the same on every machine: those of cards and titles. Scripts that they
 * do not have are written in the machine's own fonts.
 */
export const fontsOfPaper = (language: Language): Fonts & { sheets: string[] } => {
  const script = scriptOf(language)
  const { text, title } = fontsOf(language)
  const own = (fonts: string): string => {
    if (script === 'Hans') return `${chinese}, ${fonts}`
    // Beside other scripts, its letters and digits would be of another size than theirs.
    return /^(Latn|Cyrl|Grek)$/.test(script) ? `${latin}, ${fonts}, ${chinese}` : `${fonts}, ${chinese}`
  }
  return { text: own(text), title: own(title), sheets }
}
