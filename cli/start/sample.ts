import { join } from 'node:path'
import { newestFirst } from '../../functions/edition/model/newest-first.ts'
import type { Issue, IssueFile, Problem } from '../../functions/issue/issue.ts'
import type { Language } from '../../functions/publication/language.ts'
import { defined } from '../../functions/runtime/defined.ts'
import { readLocalIssue } from '../local-content/local-issue.ts'
import { issueNames } from '../local-content/local-issues.ts'
import { readPublicationFor } from '../local-content/local-publication.ts'
import { type SampleReader, sampleReadersOf } from './sample-readers.ts'

/** What a start has to show the publication of this folder with. */
export type Sample = {
  /** Id of the newest issue in which nothing is wrong, of another service's only if there is no other; undefined without any. */
  issue: string | undefined
  /** The files of its folder. */
  files: IssueFile[]
  languages: Language[]
  readers: SampleReader[]
  /** The publication's, for showing times. */
  timeZone: string
  /** Ids of issues in which something is wrong. */
  unsound: string[]
  /** What could not be made of the issue's pictures here, and why. */
  unmade?: Problem
}

/** Of an issue without a date: published now, it is newer than all that have one; of an archive, nobody knows. */
const undated = { own: '9999', imported: '0000' }

type Sound = Pick<Issue, 'id' | 'number' | 'release' | 'date'> & {
  publishedAt: string
  files: IssueFile[]
  unmade: Problem | undefined
}

/** The folder with the publication and its issues. */
export const content = 'content'

/**
 * Reads the publication of this folder and its issues.
 * @throws Stop when there is no sound publication
 */
export const readSample = async (cwd = process.cwd()): Promise<Sample> => {
  const publication = await readPublicationFor({ cwd }, join(cwd, content))
  // Those of the welcome series go to nobody else.
  const welcoming = new Set(publication.welcome.map(({ issue }) => issue))
  const sound: { own: Sound[]; imported: Sound[] } = { own: [], imported: [] }
  const unsound: string[] = []
  for (const id of await issueNames(join(cwd, content, 'issues'))) {
    if (welcoming.has(id)) continue
    const { read, files, unmade } = await readLocalIssue({ cwd }, join(content, 'issues', id))
    if (read.outcome === 'read') {
      const kind = read.issue.imported === undefined ? 'own' : 'imported'
      sound[kind].push({ ...read.issue, publishedAt: undated[kind], files, unmade })
    } else unsound.push(id)
  }
  // What another service has sent long ago is no issue to begin with, where there is one that was written here.
  const shown = sound.own.length > 0 ? sound.own : sound.imported
  const [newest] = newestFirst(shown)
  return {
    issue: newest?.id,
    files: newest?.files ?? [],
    languages: publication.languages,
    readers: sampleReadersOf(publication),
    timeZone: publication.timeZone,
    unsound,
    ...defined({ unmade: newest?.unmade }),
  }
}
