import { renderDigest } from '../../emails/digest.ts'
import type { DigestPart, DigestProps } from '../../emails/digest-props.ts'
import { weightOf } from '../../emails/digest-weight.ts'
import { bytesOf, mostBytes } from './check-edition.ts'
import { type Digest, type Piece, Slot } from './digest.ts'
import { digestProps, slotUrl } from './digest-props.ts'
import type { Source } from './edition.ts'
import { fitDigest } from './fit-digest.ts'
import type { Images } from './images.ts'

/**
 * Compiles the digest of an edition, once for all its readers, and takes it apart: by topic, and at the places of a
 * reader's own links. An issue that is too large for a mail is cut by the rule of {@link fitDigest}.
 */
export const buildDigest = async (source: Source, images: Images): Promise<Digest> => {
  const props = digestProps(source, images)
  // A topic that has no room in the mail is still one of the issue's.
  const topics = props.sections.flatMap(({ id }) => id ?? [])
  return fitDigest(props, {
    most: mostBytes,
    weigh: weightOf,
    build: async (fitted) => ({ ...(await compile(source, fitted)), topics }),
    bytesOf,
  })
}

const compile = async ({ issue, language }: Source, props: DigestProps): Promise<Digest> => {
  const { html, text } = await renderDigest(props)
  return {
    issue: issue.id,
    language,
    subject: props.subject,
    topics: [],
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
