import { ending, foot } from './digest-foot.ts'
import { coverLines, greeting, masthead, note, opening, overview } from './digest-frame.ts'
import { onPaper } from './digest-inline-styles.ts'
import { leadPiece } from './digest-lead.ts'
import { letterPiece } from './digest-letter.ts'
import type { DigestProps } from './digest-props.ts'
import { moreLine, runsOf, section } from './digest-section.ts'
import { digestText } from './digest-text.ts'
import { layout } from './layout.ts'
import { type Markup, mj } from './markup.ts'
import { preheaderMarkup } from './preheader.ts'
import { renderMjml } from './render.ts'
import { begin, end } from './slots.ts'

/**
 * Renders the digest of an edition, with the marks at which it is cut (`slots.ts`). @throws when mjml reports any
 * warning
 */
export const renderDigest = async (props: DigestProps): Promise<{ html: string; text: string }> => ({
  html: await renderMjml(digestMarkup(props)),
  text: digestText(props),
})

/** The digest's MJML, before compilation. */
export const digestMarkup = (props: DigestProps): Markup => {
  const { language, subject, brand, more, issueUrl } = props
  const body = [
    masthead(props),
    ...Object.entries(props.notes ?? {}).map(([kind, text]) => marked({ only: kind }, note(text, props))),
    ...(props.greeting ? [greeting(props.greeting, props)] : []),
    ...(props.overview ? [overview(props.overview, props)] : []),
    ...(props.letter ? [letterPiece(props.letter, props)] : []),
    opening(props),
    ...(props.lead ? [forWhom(props.lead.topic, leadPiece(props.lead, props))] : []),
    ...(props.lead && props.coverLines.length > 1 ? [coverLines(props)] : []),
    ...runsOf(props.sections).map((run) => forWhom(run[0]?.topic, section(run, props))),
    ...(more === undefined
      ? []
      : [onPaper('0 32px 40px', mj`<mj-column>${moreLine(more, issueUrl, props)}</mj-column>`)]),
    ending(props),
    foot(props),
  ]
  return layout({ language, title: subject, preheader: preheaderMarkup(props), brand, body })
}

const forWhom = (topic: string | undefined, markup: Markup): Markup =>
  topic === undefined ? markup : marked({ topic }, markup)

/**
 * Marks content that only some readers get. A mark between two sections also keeps mjml from merging their conditional
 * comments for Outlook, which would make it impossible to omit one of them.
 */
const marked = (whom: Parameters<typeof begin>[0], markup: Markup): Markup =>
  mj`<mj-raw>${begin(whom)}</mj-raw>${markup}<mj-raw>${end}</mj-raw>`
