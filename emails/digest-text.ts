import type {
  DigestArticle,
  DigestLead,
  DigestLetter,
  DigestOverview,
  DigestProps,
  DigestSection,
  LetterRun,
} from './digest-props.ts'
import { directionOf, isolatedLine } from './direction.ts'
import { namesAtFoot } from './names-at-foot.ts'
import { begin, end } from './slots.ts'
import { before, columnsOf, lineWidth, underlined, withColon, wrap } from './text-columns.ts'

/** The digest as plain text: 72 columns, underlined sections, every link on a line of its own. */
export const digestText = (props: DigestProps): string =>
  [
    head(props),
    ...Object.entries(props.notes ?? {}).map(([kind, note]) => marked({ only: kind }, `\n${wrap(note)}\n`)),
    ...(props.greeting ? [`\n${wrap(props.greeting)}\n`] : []),
    ...(props.overview ? [overviewText(props.overview)] : []),
    ...(props.letter ? [letterText(props.letter)] : []),
    ...(props.lead ? [forWhom(props.lead.topic, leadText(props.lead, props))] : []),
    ...props.sections.map((section) => forWhom(section.topic, sectionText(section, props))),
    ...(props.more === undefined ? [] : [`\n${moreText(props.more, props.issueUrl, props)}`]),
    ...(props.rating ? [ratingText(props.rating)] : []),
    endingText(props),
    foot(props),
  ].join('')

const marked = (whom: Parameters<typeof begin>[0], text: string) => `${begin(whom)}${text}${end}`

const forWhom = (topic: string | undefined, text: string) =>
  topic === undefined ? text : marked({ topic }, text)

const head = ({ language, name, edition, heading, coverLines, words, issueUrl }: DigestProps): string =>
  `${underlined(edition ? isolatedLine([name, edition], directionOf(language), '  ') : name, '=')}
${heading === undefined ? '' : `\n${wrap(heading)}\n`}${coverLines.length > 0 ? `\n${coverLines.map((line) => wrap(`* ${line}`, lineWidth, '  ')).join('\n')}\n` : ''}
${withColon(words.browser)}
${issueUrl}
`

const overviewText = ({ whole, sections }: DigestOverview): string =>
  `\n${whole === undefined ? '' : `${whole}\n`}${sections.map(({ topic, name, count }) => forWhom(topic, `- ${name} ${count}\n`)).join('')}`

/** A link's address follows its words, unless they are the address. */
const letterText = ({ paragraphs, name, role }: DigestLetter): string => {
  const runs = ({ text, url }: LetterRun) => (url === undefined || url === text ? text : `${text} (${url})`)
  return `\n${paragraphs.map((one) => `${wrap(one.map(runs).join(''))}\n\n`).join('')}${[name, role].filter(Boolean).join('\n')}\n`
}

const leadText = ({ section, opening, ...article }: DigestLead, props: DigestProps): string =>
  `\n\n${underlined(section)}\n${articleText(article, props, opening)}`

const sectionText = ({ name, tagline, groups, more, url }: DigestSection, props: DigestProps): string =>
  `\n\n${underlined(name)}\n${tagline === undefined ? '' : `${wrap(tagline)}\n`}${groups
    .map(
      ({ heading, articles }) =>
        `${heading ? `\n${underlined(heading, '~')}\n` : ''}${articles.map((one) => articleText(one, props)).join('')}`,
    )
    .join('')}${more === undefined ? '' : moreText(more, url, props)}`

const moreText = (count: number, url: string, { words }: DigestProps): string =>
  `\n${withColon(words.more(count))}\n${url}\n`

const articleText = (
  { kicker, title, summary, meta, url }: Omit<DigestArticle, 'kind'>,
  { language }: DigestProps,
  opening?: string,
): string => {
  const heading = kicker ? isolatedLine([kicker, title], directionOf(language), ' | ') : title
  return `\n${[wrap(heading), summary && wrap(summary), opening && wrap(opening), meta, url]
    .filter(Boolean)
    .join('\n')}\n`
}

const ratingText = ({ title, yes, no, url }: NonNullable<DigestProps['rating']>): string =>
  `

${wrap(title)}

${withColon(yes)}
${url}&answer=yes

${withColon(no)}
${url}&answer=no
`

/** Plain text opens no mail: who wants to pass the issue on gets its address. */
const endingText = ({ ending: { languages, next }, words, issueUrl }: DigestProps): string =>
  `

${withColon(words.forward)}
${issueUrl}
${languages.map(({ name, url }) => `\n${before(words.otherLanguage)}${name}\n${url}\n`).join('')}${next === undefined ? '' : `\n${next}\n`}`

const foot = ({ language, words, links, name, publisher, postalAddress }: DigestProps): string =>
  `

${'-'.repeat(Math.min(lineWidth, columnsOf(words.why)))}
${wrap(words.why)}

${withColon(words.preferences)}
${links.preferences}

${withColon(words.unsubscribe)}
${links.unsubscribe}

${isolatedLine(namesAtFoot(name, publisher), directionOf(language))}
${wrap(postalAddress)}
`
