import { directionOf } from '../../emails/direction.ts'
import type { Source } from '../../functions/edition/model/edition.ts'
import { nameOfIssue } from '../../functions/edition/model/issue-name.ts'
import { sectionName } from '../../functions/edition/model/section-name.ts'
import { inOneLine } from '../../functions/publication/in-one-line.ts'
import type { Language } from '../../functions/publication/language.ts'
import { wordsWithin } from '../../functions/publication/shorten.ts'
import { numberIn } from '../../functions/publication/words/number.ts'
import { wordsOf } from '../../functions/publication/words.ts'
import { cssString } from '../../functions/web/style/print.ts'
import type { Run } from './runs.ts'

/** Columns of a title that fit beside the publication’s name. */
const longest = 64

/** What names the pages of a run, in CSS. @param at its index */
export const pageName = (at: number): string => `run-${at + 1}`

/**
 * Rules for what stands at the top of pages and at their foot: the publication and the issue, what is read there, the
 * page's number. A browser cannot take a running head from the text (`string-set`), so each run has pages of a name.
 */
export const runningHeads = (source: Source, runs: readonly Run[], family: string): string => {
  const { publication, language } = source
  const words = wordsOf(language).site
  const start = inOneLine([publication.names[language], nameOfIssue(source).name], language)
  const heads = [
    ...runs.map((run, at): [string, string] => [pageName(at), headOf(run, source)]),
    ['contents', words.contents] as [string, string],
    ['letter', words.bookLetter] as [string, string],
  ]
  const [near, far] = directionOf(language) === 'rtl' ? ['right', 'left'] : ['left', 'right']
  const font = `font: 8.5pt ${family}; direction: ${directionOf(language)}`
  return `@page { @bottom-center { content: counter(page${counterStyle(language)}); ${font} } @top-center { content: none } }
@page front { margin: 0; @bottom-center { content: none } }
${heads
  .map(
    ([name, head]) =>
      `@page ${name} { @top-${near} { content: ${cssString(start)}; ${font}; font-weight: 600 } @top-${far} { content: ${cssString(wordsWithin(head, longest, language))}; ${font} } }`,
  )
  .join('\n')}`
}

const headOf = ([first, ...others]: Run, source: Source): string =>
  (others.length > 0 && sectionName(first.section, source)) || first.article.texts[source.language]!.title

/** The digits of a language, as CSS calls them. */
const counterStyle = (language: Language): string => {
  const style = { '٧': 'arabic-indic', '۷': 'persian' }[numberIn(language)(7)]
  return style ? `, ${style}` : ''
}
