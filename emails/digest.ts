import { foot, masthead, opening } from './digest-frame.ts'
import type { DigestPart, DigestProps } from './digest-props.ts'
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
  const { language, subject, preheader, brand, more, issueUrl } = props
  const body = [
    masthead(props),
    opening(props),
    ...runsOf(props.sections).map((run) => marked(run[0]?.id, section(run, props))),
    ...(more === undefined
      ? []
      : [onPaper('0 32px 40px', mj`<mj-column>${moreLine(more, issueUrl, props)}</mj-column>`)]),
    foot(props),
  ]
  return layout({ language, title: subject, preheader, brand, body })
}

/**
 * Marks where the compiled mail may be cut. A comment between two sections also keeps mjml from merging their
 * conditional comments for Outlook into one, without which no section could be left out.
 */
const marked = (id: string | undefined, markup: Markup): Markup =>
  id === undefined ? markup : mj`<mj-raw><!--cut ${id}--></mj-raw>${markup}<mj-raw><!--cut--></mj-raw>`

const cut = (html: string): DigestPart[] => {
  const [head = '', ...pieces] = html.split('<!--cut')
  const parts: DigestPart[] = pieces.map((piece) => {
    const end = piece.indexOf('-->')
    const section = piece.slice(0, end).trim()
    return { ...(section && { section }), content: piece.slice(end + 3) }
  })
  return [{ content: head }, ...parts].filter(({ content }) => content.trim())
}
