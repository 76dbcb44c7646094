import type { IssueFile } from '../../functions/issue/issue.ts'
import { blobKey, type Manifest, manifestJson, manifestKey, sha256 } from '../../functions/issue/manifest.ts'

/** How many files are uploaded at once. */
const atOnce = 8

/** Puts an object into the content bucket. */
export type Put = (key: string, bytes: Uint8Array | string) => Promise<void>

/** Called after each file, with how many are done, and of how many. */
export type OnProgress = (done: number, all: number) => void

/** Uploads the files of an issue, each once, then the manifest, which starts publishing. */
export const upload = async (
  put: Put,
  files: readonly IssueFile[],
  manifest: Manifest,
  onProgress: OnProgress,
): Promise<void> => {
  const blobs = [...new Map(files.map(({ bytes }) => [blobKey(sha256(bytes)), bytes]))]
  const waiting = [...blobs]
  let done = 0
  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      await put(...next)
      onProgress(++done, blobs.length)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  await put(manifestKey(manifest.issue), manifestJson(manifest))
}
