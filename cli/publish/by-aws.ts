import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { S3Client } from '@aws-sdk/client-s3'
import * as z from 'zod'
import { defined } from '../../functions/runtime/defined.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import type { PublishedIssues } from './published-issues.ts'
import { upload } from './upload.ts'

/** Where a deployed service keeps what is uploaded and what is published: its stack's output `GithubVariable`. */
const Place = z.object({ region: z.string(), content: z.string(), editions: z.string() })
export type Place = z.infer<typeof Place>

/** The environment variable that holds the place, as JSON. */
export const placeVariable = 'MASTHEAD_AWS'

/** @throws Stop when the environment does not say where, or not so that it can be read */
export const placeIn = ({ env }: Pick<TerminalIo, 'env'>): Place => {
  const what = `${placeVariable} is to hold what the stack prints as GithubVariable (publication.yaml: publishing)`
  const said = env[placeVariable]
  if (!said) throw new Stop(`Where is the service on AWS? ${what}`)
  const read = Place.safeParse(jsonIn(said))
  if (!read.success) throw new Stop(`${placeVariable} cannot be read: ${what}`)
  return read.data
}

/**
 * Publishes through AWS itself, with the credentials that the AWS SDK finds: a role that a workflow has assumed, or a
 * profile. Nobody signs in at the service.
 */
export const issuesByAws = async ({ region, content, editions }: Place): Promise<PublishedIssues> => {
  // The two clients take longer to load than anything else here, and most people who publish need neither.
  const [{ DynamoDBClient }, { PutObjectCommand, S3Client }, { createEditionsTable }] = await Promise.all([
    import('@aws-sdk/client-dynamodb'),
    import('@aws-sdk/client-s3'),
    import('../../functions/edition/model/edition.table.ts'),
  ])
  const s3: S3Client = new S3Client({ region })
  const database: DynamoDBClient = new DynamoDBClient({ region })
  const table = createEditionsTable(database, editions)
  return {
    isLocal: false,
    of: (id) =>
      orStop(async () => {
        const [published, attempt] = await Promise.all([table.issue(id), table.attempt(id)])
        return defined({ published, attempt })
      }),
    upload: (manifest, files, onProgress) =>
      orStop(async () => {
        const put = async (Key: string, Body: Uint8Array | string) => {
          await s3.send(new PutObjectCommand({ Bucket: content, Key, Body }))
        }
        await upload(put, files, manifest, onProgress)
        return { outcome: 'uploaded' }
      }),
  }
}

/** What AWS refuses is for the user to see: wrong credentials, a permission, a name. */
const orStop = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    if (cause instanceof z.ZodError) throw cause
    const { name, message } = cause as Error
    throw new Stop(`AWS does not do it (${name}): ${message}`, { cause })
  }
}

const jsonIn = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
