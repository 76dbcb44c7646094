import { fontsOf } from '../../emails/fonts.ts'
import type { Source } from '../../functions/edition/model/edition.ts'
import { nameOfIssue } from '../../functions/edition/model/issue-name.ts'
import { wordsOf } from '../../functions/publication/words.ts'
import { type Html, html, raw } from '../../functions/web/html.ts'
import { codeDrawing } from './drawing.ts'
import { type PrintedCode, printedLanguage } from './printed-codes.ts'

/** Three columns and five rows of one A4 sheet; dashed lines to cut along. It is a file for printing, with its own style. */
const style = (language: string): string => {
  const { text, title } = fontsOf(language)
  return `@page { size: A4; margin: 12mm 10mm }
* { box-sizing: border-box }
body { margin: 0 auto; max-width: 190mm; color: #000; background: #fff; font: 8.5pt/1.45 ${text}; line-break: strict }
h1 { font: 700 13pt/1.4 ${title}; margin: 0 0 4mm }
ol { list-style: none; margin: 0; padding: 0; display: grid; grid-template-columns: repeat(3, 1fr); border-top: .3mm dashed #888; border-left: .3mm dashed #888 }
li { break-inside: avoid; min-height: 52mm; padding: 3mm 4mm; border-right: .3mm dashed #888; border-bottom: .3mm dashed #888; display: flex; flex-direction: column; align-items: center; text-align: center }
svg { flex: none }
p { margin: 1mm 0 0; font: 700 9pt/1.4 ${title}; text-wrap: balance }
small { display: block; color: #333; font-size: 7.5pt; overflow-wrap: anywhere }
@media screen { body { padding: 10mm } }`
}

/** All codes of an issue on sheets of A4, each with its title and address. */
export const sheetPage = (printed: Omit<Source, 'language'>, codes: PrintedCode[]): Html => {
  const language = printedLanguage(printed)
  const { publication } = printed
  const words = wordsOf(language).site
  const { whole } = nameOfIssue({ ...printed, language })
  const title = `${publication.names[language]} ${whole}`
  return html`<html lang="${language}">
<head>
<meta charset="utf-8">
<title>${title}</title>
<style>${raw(style(language))}</style>
</head>
<body>
<h1>${title}</h1>
<ol>${codes.map(
    ({ address, title, page }) =>
      html`
<li>${raw(codeDrawing(address).trim())}<p>${title}</p><small>${page !== undefined && `${words.page(page)}${words.between}`}${address.replace(/^https?:\/\//, '')}</small></li>`,
  )}
</ol>
</body>
</html>
`
}
