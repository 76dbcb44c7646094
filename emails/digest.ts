import { foot, greeting, masthead, note, opening } from './digest-frame.ts'
import type { DigestPart, DigestProps, Note } from './digest-props.ts'
import { moreLine, runsOf, section } from './digest-section.ts'
import { onPaper } from './digest-style.ts'
import { digestText } from './digest-text.ts'
import { layout } from './layout.ts'
import { type Markup, mj } from './markup.ts'
import { renderMjml } from './render.ts'

/** Renders the digest of one edition. @throws when mjml warns of anything */
export const renderDigest = async (
  props: DigestProps,
): Promise<{ html: DigestPart[]; text: DigestPart[] }> => {
  const html = await renderMjml(digestMarkup(props))
  return { html: cut(html), text: digestText(props) }
}

/** The digest before it is compiled. */
export const digestMarkup = (props: DigestProps): Markup => {
  const { language, subject, brand, more, issueUrl } = props
  const body = [
    masthead(props),
    ...Object.entries(props.notes ?? {}).map(([kind, text]) => marked({ only: kind }, note(text, props))),
    ...(props.greeting ? [greeting(props.greeting, props)] : []),
    opening(props),
    ...runsOf(props.sections).map((run) => {
      const id = run[0]?.id
      return id === undefined ? section(run, props) : marked({ section: id }, section(run, props))
    }),
    ...(more === undefined
      ? []
      : [onPaper('0 32px 40px', mj`<mj-column>${moreLine(more, issueUrl, props)}</mj-column>`)]),
    foot(props),
  ]
  return layout({ language, title: subject, preheader: inbox(props), brand, body })
}

/** The same as text, for a reader of every section. */
export const preheaderOf = ({ preheader, sections }: DigestProps): string =>
  [preheader, ...sections.map(({ name }) => name)].join(' · ')

/** What an inbox shows after the subject: which of the reader's sections are in it, none that they did not choose. */
const inbox = ({ preheader, sections }: DigestProps): Markup =>
  mj`${preheader}${sections.map(({ id, name }) =>
    id === undefined ? mj` · ${name}` : mj`${opened({ section: id })} · ${name}${closed}`,
  )}`

/**
 * Marks where the compiled mail may be cut. A comment between two sections also keeps mjml from merging their
 * conditional comments for Outlook into one, without which no section could be left out.
 */
const marked = (what: Mark, markup: Markup): Markup =>
  mj`<mj-raw>${opened(what)}</mj-raw>${markup}<mj-raw>${closed}</mj-raw>`

type Mark = { section: string } | { only: string }
const opened = (what: Mark): Markup =>
  mj`<!--cut ${Object.entries(what).map(([key, value]) => `${key}=${value}`)}-->`
const closed: Markup = { markup: '<!--cut-->' }

const cut = (html: string): DigestPart[] => {
  const [head = '', ...pieces] = html.split('<!--cut')
  const parts = pieces.map((piece): DigestPart => {
    const end = piece.indexOf('-->')
    const [key, value] = piece.slice(0, end).trim().split('=')
    const content = piece.slice(end + 3)
    if (key === 'section' && value) return { section: value, content }
    return key === 'only' ? { only: value as Note, content } : { content }
  })
  return [{ content: head }, ...parts].filter(({ content }) => content.trim())
}
