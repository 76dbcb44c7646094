import { cover, foot, masthead, section } from './digest-parts.ts'
import { digestText } from './digest-text.ts'
import { layout } from './layout.ts'
import { type Markup, mj } from './markup.ts'
import { renderMjml } from './render.ts'
import type { Brand } from './theme.ts'

/** An image by its absolute URL, with its own size in pixels. */
export type MailImage = { src: string; width: number; height: number; alt: string }

export type DigestArticle = {
  kind: 'full' | 'brief'
  kicker?: string
  title: string
  url: string
  summary: string
  /** Page and reading time, as a reader would say them. */
  meta: string
}

export type DigestSection = {
  /** Names the section's parts in what is returned. */
  id: string
  name: string
  image?: MailImage
  /** Articles under their subsection's heading; the first group has usually none. */
  groups: { heading?: string; articles: DigestArticle[] }[]
}

export type DigestProps = {
  language: string
  brand: Brand
  subject: string
  preheader: string
  name: string
  tagline: string
  /** The issue's number, large. */
  number: string
  /** Number and period in words, e.g. `第 64 期 · 2023 年 1–3 月`. */
  edition: string
  /** The issue's page: the digest "in the browser". */
  issueUrl: string
  cover: MailImage
  coverLines: string[]
  sections: DigestSection[]
  links: { preferences: string; unsubscribe: string }
  publisher: string
  postalAddress: string
  words: DigestWords
}

export type DigestWords = {
  browser: string
  read: string
  why: string
  preferences: string
  unsubscribe: string
}

/** A run of the digest: of one section, or of what every reader gets. Any choice of sections, in order, is whole. */
export type DigestPart = { section?: string; content: string }

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
  return [
    { content: head },
    ...pieces.map((piece) => {
      const [mark = '', ...rest] = piece.split('-->')
      return { ...(mark.trim() && { section: mark.trim() }), content: rest.join('-->') }
    }),
  ].filter(({ content }) => content.trim())
}
