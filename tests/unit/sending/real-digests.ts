import { readFolder } from '../../../cli/local-content/read-folder.ts'
import type { Digest, DigestKind } from '../../../functions/edition/model/digest.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import type { Publication } from '../../../functions/publication/publication.ts'
import { createDigestMessages } from '../../../functions/sending/deliver/digest-message.ts'
import { readPublication } from '../../../infra/publication.ts'
import { noon, theLinks } from '../../builders.ts'

export const publication: Publication = readPublication('content/publication.yaml')
export const siteUrl = publication.site

/** The digests of the sample issue, by language. */
export const realDigests = async (): Promise<Map<string, Digest>> => {
  const files = await readFolder('content/issues/matrix-64')
  const read = readIssue({ id: 'matrix-64', files, publication })
  if (read.outcome !== 'read') throw new Error('The sample issue is refused')
  const editions = await buildEditions({ issue: read.issue, publication, siteUrl })
  return new Map(editions.map(({ digest }) => [digest.language, digest]))
}

export const reader = { id: 'r'.repeat(32), email: 'lin.yue@readers.example', topics: [] as string[] }
export const send = { id: 'matrix-64--digest', kind: 'digest' as DigestKind }

/** Makes the messages of one publication, as the deliver function does. */
export const messages = createDigestMessages({ publication, links: theLinks, siteUrl, now: () => noon })

export const messageOf = (digest: Digest, but: Partial<typeof send> = {}): Buffer =>
  Buffer.concat(messages(digest, digest.language, reader, { ...send, ...but }))
