import { join } from 'node:path'
import type { IssueFile } from '../../functions/issue/issue.ts'
import { manifestHash, manifestOf } from '../../functions/issue/manifest.ts'
import { mayHaveMore, readLocalIssue } from '../local-content/local-issue.ts'
import { issueNames } from '../local-content/local-issues.ts'
import { readFolder } from '../local-content/read-folder.ts'
import { unfinishedIn } from '../local-content/unfinished.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import type { PublishedIssues } from './published-issues.ts'

/** Where issues lie. */
export const folder = 'content/issues'

/**
 * Those whose files are others than what was published last, or of which the last upload was refused. What somebody took
 * down is not brought back by the way: their word stands until somebody names the folder. One that nobody has begun waits.
 */
export const changedIssues = async (io: TerminalIo, issues: PublishedIssues) => {
  const changed: string[] = []
  const down: string[] = []
  const unbegun: string[] = []
  for (const id of await issueNames(join(io.cwd, folder))) {
    io.progress(`comparing ${id}`)
    const files = await readFolder(join(io.cwd, folder, id))
    if (!issues.isLocal && unfinishedIn(files).starter.isUntouched) {
      unbegun.push(id)
      continue
    }
    const { attempt } = await issues.of(id)
    const here = manifestHash(manifestOf(id, await asUploaded(io, id, files)))
    if (attempt?.outcome === 'unpublished') down.push(id)
    else if (attempt?.manifest !== here || attempt.outcome === 'refused') changed.push(join(folder, id))
  }
  return { changed, down, unbegun }
}

/** The files with what is made of its pictures for mail and for screens. */
const asUploaded = async (io: TerminalIo, id: string, files: IssueFile[]): Promise<IssueFile[]> =>
  mayHaveMore(files) ? (await readLocalIssue(io, join(folder, id))).files : files
