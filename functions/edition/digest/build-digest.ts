import { renderDigest } from '../../../emails/digest.ts'
import type { DigestProps } from '../../../emails/digest-props.ts'
import { weightOf } from '../../../emails/estimate-digest-size.ts'
import { cutMail } from '../../../emails/slots.ts'
import type { Digest } from '../model/digest.ts'
import type { Source } from '../model/edition.ts'
import type { Images } from '../model/images.ts'
import { digestProps, digestSlots } from './build-digest-props.ts'
import { bytesOf, mostDigestBytes } from './check-digest-size.ts'
import { fitDigest } from './fit-digest.ts'

/**
 * Compiles an edition's digest once for all readers, and cuts it into pieces by topic and at the reader's slots. An
 * issue that is too large for a mail is shortened by {@link fitDigest}.
 */
export const buildDigest = async (source: Source, images: Images): Promise<Digest> => {
  const props = digestProps(source, images)
  // Keep a topic of the issue even if its section has no room in the mail.
  const topics = source.issue.sections.flatMap(({ topic, articles }) =>
    topic !== undefined && articles.length > 0 ? [topic] : [],
  )
  return fitDigest(props, {
    most: mostDigestBytes,
    weigh: weightOf,
    build: async (fitted) => ({ ...(await compile(source, fitted)), topics }),
    bytesOf,
  })
}

const compile = async (source: Source, props: DigestProps): Promise<Digest> => {
  const { issue, language } = source
  const pieces = cutMail(await renderDigest(props), digestSlots(source))
  return { issue: issue.id, language, subject: props.subject, topics: [], ...pieces }
}
