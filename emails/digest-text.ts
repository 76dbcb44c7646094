import { columnsOf, underlined, wrap } from './columns.ts'
import type { DigestArticle, DigestPart, DigestProps, DigestSection } from './digest-props.ts'

const width = 72

/** The digest as a person would write it: 72 columns, sections underlined, every link on a line of its own. */
export const digestText = (props: DigestProps): DigestPart[] => [
  { content: head(props) },
  ...props.sections.map((section) => ({ section: section.id, content: sectionText(section) })),
  { content: foot(props) },
]

const head = ({ name, edition, coverLines, words, issueUrl }: DigestProps): string =>
  `${underlined(`${name}  ${edition}`, '=')}

${coverLines.map((line) => wrap(`* ${line}`, width, '  ')).join('\n')}

${colon(words.browser)}
${issueUrl}
`

const sectionText = ({ name, groups }: DigestSection): string =>
  `\n\n${underlined(name)}\n${groups
    .map(
      ({ heading, articles }) =>
        `${heading ? `\n${underlined(heading, '~')}\n` : ''}${articles.map(articleText).join('')}`,
    )
    .join('')}`

const articleText = ({ kicker, title, summary, meta, url }: DigestArticle): string =>
  `\n${wrap(`${kicker ? `${kicker} | ` : ''}${title}`)}\n${wrap(summary)}\n${meta}\n${url}\n`

const foot = ({ words, links, name, publisher, postalAddress }: DigestProps): string =>
  `

${'-'.repeat(Math.min(width, columnsOf(words.why)))}
${wrap(words.why)}

${colon(words.preferences)}
${links.preferences}

${colon(words.unsubscribe)}
${links.unsubscribe}

${name} · ${publisher}
${wrap(postalAddress)}
`

const colon = (words: string) => `${words}${columnsOf(words) > words.length ? '：' : ':'}`
