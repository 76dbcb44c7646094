import type { ApiProblem, IssueAnswer } from '../../functions/api/answers.ts'
import type { IssueFile } from '../../functions/issue/issue.ts'
import type { Manifest } from '../../functions/issue/manifest.ts'
import type { OnProgress } from './upload.ts'

/** What an upload came to; publishing only begins with it. */
export type Uploaded = { outcome: 'uploaded' } | { outcome: 'refused'; problems: ApiProblem[] }

/** A running service, as far as publishing goes. */
export type PublishedIssues = {
  /** Where the site is, where that is not what its publication says. */
  site?: string | undefined
  /** On this machine: nobody gets its mail. */
  isLocal: boolean
  /** What is published of an issue, and what came of its last upload: neither of one that was never uploaded. */
  of(id: string): Promise<IssueAnswer>
  /** Uploads an issue's files and its manifest. @throws Stop when the service cannot be reached, or does not let us */
  upload(manifest: Manifest, files: readonly IssueFile[], onProgress: OnProgress): Promise<Uploaded>
}
