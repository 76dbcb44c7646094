import type { IssueAnswer } from '../../functions/api/answers/issues.ts'
import type { ApiProblem } from '../../functions/api/problems.ts'
import type { IssueFile } from '../../functions/issue/issue.ts'
import type { Manifest } from '../../functions/issue/manifest.ts'
import type { OnProgress } from './upload.ts'

/** The outcome of an upload, with which publishing only begins. */
export type Uploaded = { outcome: 'uploaded' } | { outcome: 'refused'; problems: ApiProblem[] }

/** A running service, as far as publishing goes. */
export type PublishedIssues = {
  /** Where the site is, unless it is where its publication says. */
  site?: string | undefined
  /** On this machine: nobody gets its mail. */
  isLocal: boolean
  /**
   * What is published of an issue, and the outcome of its last upload. Both are absent for one that was never uploaded.
   */
  of(id: string): Promise<IssueAnswer>
  /**
   * Uploads an issue's files and its manifest.
   * @throws Stop when the service cannot be reached, or refuses us
   */
  upload(manifest: Manifest, files: readonly IssueFile[], onProgress: OnProgress): Promise<Uploaded>
}
