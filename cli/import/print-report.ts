import { plural } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import type { ImportReport } from './report.ts'

const mostShown = 12

/** Prints what was understood of a document, the first doubts among it. */
export const reportImport = (io: TerminalIo, report: ImportReport): void => {
  const { issue, letter, articles, sections, dropped, doubts, coverage } = report
  const number = issue.number === null ? '' : `, No. ${issue.number}`
  io.print(`${issue.title || 'Untitled'}${number}${issue.period ? `, ${issue.period}` : ''}`)
  const parts = `${plural(articles.length, 'article')} in ${plural(sections.length, 'section')}`
  if (letter) io.print(`A letter of ${letter.name}`)
  io.print(`${parts}, ${plural(dropped.length, 'line')} left out, ${plural(doubts.length, 'doubt')}`)
  for (const { line, what, source } of doubts.slice(0, mostShown))
    io.print(`  ${source ? `${source}:` : 'line '}${line}: ${what}`)
  if (doubts.length > mostShown) io.print(`  … and ${doubts.length - mostShown} more`)
  if (coverage < 1)
    io.complain(io.style('yellow', `Only ${Math.floor(coverage * 100)} % of the lines have a place`))
}
