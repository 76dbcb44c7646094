import { directionOf, isolatedLine } from './direction.ts'
import { fontsOf } from './fonts.ts'
import { layout } from './layout.ts'
import { type Markup, mj } from './markup.ts'
import { namesAtFoot } from './names-at-foot.ts'
import { type Brand, lightPalette } from './palette.ts'
import { renderMjml } from './render.ts'
import { withColon, wrap } from './text-columns.ts'
import { typeset } from './typeset.ts'

/** A mail that is complete except for its slots. */
export type ShortMail = { subject: string; html: string; text: string }

/** The sender's language, colours and details, the same for every short mail. */
export type Sender = {
  language: string
  brand: Brand
  /** The publication's name. */
  name: string
  publisher: string
  postalAddress: string
}

export type ShortMailProps = Sender & {
  subject: string
  /** Shown in the inbox after the subject. */
  preheader: string
  heading: string
  body: Block[]
}

/** A paragraph, a button, or a less prominent link on a line of its own. */
export type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'button' | 'link'; label: string; url: string }

/** Renders a short mail as HTML and plain text. @throws when mjml reports any warning */
export const renderShortMail = async (props: ShortMailProps): Promise<ShortMail> => {
  const { language, subject: title, preheader, brand } = props
  const html = await renderMjml(layout({ language, title, preheader, brand, body: bodyOf(props) }))
  return { subject: title, html, text: textOf(props) }
}

const bodyOf = (props: ShortMailProps): Markup => {
  const { ink, muted } = lightPalette(props.brand)
  const serif = { markup: fontsOf(props.language).title }
  const set = (text: string) => typeset(text, props.language)
  return mj`<mj-section css-class="paper gutter" padding="36px 32px 0"><mj-column>
<mj-text css-class="muted" font-size="15px" color="${muted}" font-family="${serif}">${set(props.name)}</mj-text>
<mj-text padding="10px 0 6px"><h1 class="ink" style="margin:0;font-family:${serif};font-size:26px;line-height:1.42;font-weight:700;color:${ink};">${set(props.heading)}</h1></mj-text>
</mj-column></mj-section>
<mj-section css-class="paper gutter" padding="0 32px 40px"><mj-column>${props.body.map((block) => blockOf(block, props))}</mj-column></mj-section>
<mj-section background-color="${lightPalette(props.brand).desk}" css-class="desk gutter" padding="24px 32px 40px"><mj-column>
<mj-text css-class="muted" font-size="13px" color="${muted}">${namesAtFoot(props.name, props.publisher).map((one, at) => mj`${at > 0 && ' · '}${set(one)}`)}<br />${set(props.postalAddress)}</mj-text>
</mj-column></mj-section>`
}

/**
 * A button is a link that fills a table cell, so that Outlook paints it too. Its label has the paper's colour on the
 * accent.
 */
const blockOf = (block: Block, { brand, language }: ShortMailProps): Markup => {
  const start = directionOf(language) === 'rtl' ? 'right' : 'left'
  const { ink, accent, paper } = lightPalette(brand)
  if (block.kind === 'paragraph')
    return mj`<mj-text padding="8px 0"><p class="ink" style="margin:0;color:${ink};">${typeset(block.text, language)}</p></mj-text>`
  if (block.kind === 'link')
    return mj`<mj-text padding="8px 0"><a class="accent" href="${block.url}" style="color:${accent};">${typeset(block.label, language)}</a></mj-text>`
  return mj`<mj-button href="${block.url}" align="${start}" padding="14px 0" inner-padding="13px 26px" border-radius="4px" font-size="16px" font-weight="600" background-color="${accent}" color="${paper}">${typeset(block.label, language)}</mj-button>`
}

const textOf = ({ language, heading, body, name, publisher, postalAddress }: ShortMailProps): string =>
  `${wrap(heading)}

${body.map(blockText).join('\n\n')}

-- 
${isolatedLine(namesAtFoot(name, publisher), directionOf(language))}
${wrap(postalAddress)}
`

/** After a paragraph that ends in a colon, the bare link needs no label. */
const blockText = (block: Block, index: number, body: Block[]): string => {
  if (block.kind === 'paragraph') return wrap(block.text)
  const before = body[index - 1]
  const announced = before?.kind === 'paragraph' && /[:：]$/.test(before.text)
  return announced ? block.url : `${withColon(block.label)}\n${block.url}`
}
