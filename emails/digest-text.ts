import { columnsOf, underlined, withColon, wrap } from './columns.ts'
import type { DigestArticle, DigestProps, DigestSection } from './digest-props.ts'
import { imprint } from './imprint.ts'
import { begin, end } from './slots.ts'

const width = 72

/** The digest as plain text: 72 columns, underlined sections, every link on a line of its own. */
export const digestText = (props: DigestProps): string =>
  [
    head(props),
    ...Object.entries(props.notes ?? {}).map(([kind, note]) => marked({ only: kind }, `\n${wrap(note)}\n`)),
    ...(props.greeting ? [`\n${wrap(props.greeting)}\n`] : []),
    ...props.sections.map((section) => {
      const { topic } = section
      return topic === undefined
        ? sectionText(section, props)
        : marked({ topic }, sectionText(section, props))
    }),
    ...(props.more === undefined ? [] : [`\n${moreText(props.more, props.issueUrl, props)}`]),
    foot(props),
  ].join('')

const marked = (whom: Parameters<typeof begin>[0], text: string) => `${begin(whom)}${text}${end}`

const head = ({ name, edition, coverLines, words, issueUrl }: DigestProps): string =>
  `${underlined([name, edition].filter(Boolean).join('  '), '=')}
${coverLines.length > 0 ? `\n${coverLines.map((line) => wrap(`* ${line}`, width, '  ')).join('\n')}\n` : ''}
${withColon(words.browser)}
${issueUrl}
`

const sectionText = ({ name, groups, more, url }: DigestSection, props: DigestProps): string =>
  `\n\n${underlined(name)}\n${groups
    .map(
      ({ heading, articles }) =>
        `${heading ? `\n${underlined(heading, '~')}\n` : ''}${articles.map(articleText).join('')}`,
    )
    .join('')}${more === undefined ? '' : moreText(more, url, props)}`

const moreText = (count: number, url: string, { words }: DigestProps): string =>
  `\n${withColon(words.more(count))}\n${url}\n`

const articleText = ({ kicker, title, summary, meta, url }: DigestArticle): string =>
  `\n${[wrap(`${kicker ? `${kicker} | ` : ''}${title}`), summary && wrap(summary), meta, url].filter(Boolean).join('\n')}\n`

const foot = ({ words, links, name, publisher, postalAddress }: DigestProps): string =>
  `

${'-'.repeat(Math.min(width, columnsOf(words.why)))}
${wrap(words.why)}

${withColon(words.preferences)}
${links.preferences}

${withColon(words.unsubscribe)}
${links.unsubscribe}

${imprint(name, publisher).join(' · ')}
${wrap(postalAddress)}
`
