import { cover, foot, masthead } from './digest-frame.ts'
import type { DigestPart, DigestProps } from './digest-props.ts'
import { section } from './digest-section.ts'
import { digestText } from './digest-text.ts'
import { layout } from './layout.ts'
import { type Markup, mj } from './markup.ts'
import { renderMjml } from './render.ts'

/** Renders the digest of one edition. @throws when mjml warns of anything */
export const renderDigest = async (
  props: DigestProps,
): Promise<{ html: DigestPart[]; text: DigestPart[] }> => {
  const body = [
    masthead(props),
    cover(props),
    ...props.sections.map((one) => marked(one.id, section(one, props))),
    foot(props),
  ]
  const { language, subject, preheader, brand } = props
  const html = await renderMjml(layout({ language, title: subject, preheader, brand, body }))
  return { html: cut(html), text: digestText(props) }
}

/**
 * Marks where the compiled mail may be cut. A comment between two sections also keeps mjml from merging their
 * conditional comments for Outlook into one, without which no section could be left out.
 */
const marked = (id: string, markup: Markup): Markup =>
  mj`<mj-raw><!--cut ${id}--></mj-raw>${markup}<mj-raw><!--cut--></mj-raw>`

const cut = (html: string): DigestPart[] => {
  const [head = '', ...pieces] = html.split('<!--cut')
  const parts: DigestPart[] = pieces.map((piece) => {
    const end = piece.indexOf('-->')
    const section = piece.slice(0, end).trim()
    return { ...(section && { section }), content: piece.slice(end + 3) }
  })
  return [{ content: head }, ...parts].filter(({ content }) => content.trim())
}
