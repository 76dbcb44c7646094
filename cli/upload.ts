import type { Uploads } from '../functions/api/answers.ts'
import type { IssueFile } from '../functions/issue/issue.ts'
import { blobKey, type Manifest, manifestJson, sha256 } from '../functions/issue/manifest.ts'
import type { Client } from './client.ts'

/** How many files travel at once. */
const atOnce = 8

/**
 * Uploads the files of an issue, then the manifest, which starts publishing.
 * @param onProgress called after each file with how many are there, and of how many
 */
export const upload = async (
  client: Pick<Client, 'put'>,
  { uploads, manifest: { url } }: Uploads,
  files: IssueFile[],
  manifest: Manifest,
  onProgress: (done: number, all: number) => void,
): Promise<void> => {
  const bytesOf = new Map(files.map(({ bytes }) => [blobKey(sha256(bytes)), bytes]))
  const waiting = [...uploads]
  let done = 0
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const bytes = bytesOf.get(next.key)
      if (!bytes) throw new Error(`The service wants ${next.key}, which is no file of the issue`)
      await client.put(next.url, bytes)
      onProgress(++done, uploads.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  await client.put(url, manifestJson(manifest))
}
