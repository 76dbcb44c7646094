import { renderDigest } from '../../emails/digest.ts'
import type { DigestPart } from '../../emails/digest-props.ts'
import { type Digest, type Piece, Slot } from './digest.ts'
import { digestProps, slotUrl } from './digest-props.ts'
import type { Source } from './edition.ts'
import type { Images } from './images.ts'

/**
 * Compiles the digest of an edition, once for all its readers, and takes it apart: by topic, and at the places of a
 * reader's own links.
 */
export const buildDigest = async (source: Source, images: Images): Promise<Digest> => {
  const props = digestProps(source, images)
  const { html, text } = await renderDigest(props)
  return {
    issue: source.issue.id,
    language: source.language,
    subject: props.subject,
    topics: props.sections.map(({ id }) => id),
    html: html.flatMap(piecesOf),
    text: text.flatMap(piecesOf),
  }
}

const slots = new RegExp(`(${Object.values(slotUrl).join('|')})`)

const piecesOf = ({ section, content }: DigestPart): Piece[] =>
  content
    .split(slots)
    .filter((text) => text !== '')
    .map((text) => {
      const slot = Slot.options.find((one) => slotUrl[one] === text)
      return { ...(section && { topic: section }), ...(slot ? { slot } : { text }) }
    })
