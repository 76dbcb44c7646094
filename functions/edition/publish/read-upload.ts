import type { Issue, IssueFile, Problem } from '../../issue/issue.ts'
import { blobKey, manifestKey, readManifest, sha256 } from '../../issue/manifest.ts'
import { readIssue } from '../../issue/read-issue.ts'
import type { Publication } from '../../publication/publication.ts'
import { inParallel } from '../../runtime/in-parallel.ts'
import type { Content } from './publish.store.ts'

/** An upload that was read. `manifest` is a hash that identifies this state of the issue's folder. */
export type ReadUpload =
  | { outcome: 'gone'; manifest: string }
  | { outcome: 'read'; manifest: string; issue: Issue }
  | { outcome: 'refused'; manifest: string; problems: Problem[] }

const readsAtOnce = 16

/** An issue's current manifest and its hash. @throws when there is none, although an event announced one */
export const currentManifest = async (content: Content, id: string) => {
  const bytes = await content(manifestKey(id))
  if (!bytes) throw new Error(`The issue ${id} has no manifest`)
  return readManifest(bytes, id)
}

/** Reads the files that the manifest lists, and checks each against its hash there. */
export const readUpload = async (
  content: Content,
  publication: Publication,
  id: string,
): Promise<ReadUpload> => {
  const { hash, manifest, isGone } = await currentManifest(content, id)
  if (isGone) return { outcome: 'gone', manifest: hash }
  if (!manifest) {
    const reason = 'is not a manifest of this issue'
    return { outcome: 'refused', manifest: hash, problems: [{ file: 'manifest.json', reason }] }
  }
  const fetched = await inParallel(Object.entries(manifest.files), readsAtOnce, async ([path, expected]) => {
    const bytes = await content(blobKey(expected))
    return bytes && sha256(bytes) === expected
      ? { path, bytes }
      : { file: path, reason: 'was not uploaded whole' }
  })
  const problems = fetched.filter((one): one is Problem => 'reason' in one)
  if (problems.length > 0) return { outcome: 'refused', manifest: hash, problems }
  return { ...readIssue({ id, files: fetched as IssueFile[], publication }), manifest: hash }
}
