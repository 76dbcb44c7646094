import { readFolder } from '../../../cli/local-content/read-folder.ts'
import type { Digest } from '../../../functions/edition/model/digest.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { readKeyring } from '../../../functions/runtime/read-keyring.ts'
import { createLinks } from '../../../functions/runtime/signed-links.ts'
import { createDigestMessages } from '../../../functions/sending/deliver/digest-message.ts'
import { readPublication } from '../../../infra/publication.ts'

export const sampleIssue = 'matrix-64'
export const publication = readPublication('content/publication.yaml')
export const siteUrl = publication.site

/** The digest of the sample issue, in the publication's first language. */
export const realDigest = async (): Promise<Digest> => {
  const read = readIssue({
    id: sampleIssue,
    files: await readFolder(`content/issues/${sampleIssue}`),
    publication,
  })
  if (read.outcome !== 'read') throw new Error('The sample issue is refused')
  const [edition] = await buildEditions({ issue: read.issue, publication, siteUrl })
  return edition!.digest
}

/** @returns the message of each reader by number, in parts, as the mailer takes it: it copies them once, into the call */
export const composeFor = (digest: Digest): ((reader: number) => Buffer[]) => {
  const messages = createDigestMessages({
    publication,
    links: createLinks(readKeyring('{"current":"k1","k1":"a secret of at least thirty-two characters"}')),
    siteUrl,
    now: () => Date.now(),
  })
  return (reader) =>
    messages(
      digest,
      'hash',
      { id: String(reader).padStart(32, '0'), email: emailOf(reader), topics: [] },
      { id: `${sampleIssue}--digest`, kind: 'digest' },
    )
}

export const emailOf = (reader: number) => `reader-${reader}@readers.example`
