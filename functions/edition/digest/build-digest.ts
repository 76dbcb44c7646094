import { renderDigest } from '../../../emails/digest.ts'
import type { DigestPart, DigestProps } from '../../../emails/digest-props.ts'
import { weightOf } from '../../../emails/digest-weight.ts'
import { type Digest, type Piece, Slot } from '../model/digest.ts'
import type { Source } from '../model/edition.ts'
import type { Images } from '../model/images.ts'
import { bytesOf, mostBytes } from './check-edition.ts'
import { digestProps, slotMark } from './digest-props.ts'
import { fitDigest } from './fit-digest.ts'

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

const compile = async ({ issue, language, publication }: Source, props: DigestProps): Promise<Digest> => {
  const { html, text } = await renderDigest(props)
  const otherwise = publication.greeting?.fallback[language]
  const pieces = (part: DigestPart) => piecesOf(part, otherwise)
  return {
    issue: issue.id,
    language,
    subject: props.subject,
    topics: [],
    html: html.flatMap(pieces),
    text: text.flatMap(pieces),
  }
}

const slots = new RegExp(`(${Object.values(slotMark).join('|')})`)

/** @param otherwise what a reader without a name is called */
const piecesOf = ({ section, only, content }: DigestPart, otherwise: string | undefined): Piece[] =>
  content
    .split(slots)
    .filter((text) => text !== '')
    .map((text) => {
      const slot = Slot.options.find((one) => slotMark[one] === text)
      const piece = slot ? { slot, ...(slot === 'name' && otherwise && { otherwise }) } : { text }
      return { ...(section && { topic: section }), ...(only && { only }), ...piece }
    })
