import { join } from 'node:path'
import { newestFirst } from '../../functions/edition/model/order.ts'
import type { Issue } from '../../functions/issue/issue.ts'
import type { Language } from '../../functions/publication/language.ts'
import { issueNames, readLocalIssue, readPublicationFor } from '../local-issue.ts'
import { type SampleReader, sampleReadersOf } from './sample-readers.ts'

/** What a start has to show the publication of this folder with. */
export type Sample = {
  /** Id of the newest issue in which nothing is wrong; undefined when there is none. */
  issue: string | undefined
  languages: Language[]
  readers: SampleReader[]
  /** The publication's, for showing times. */
  timeZone: string
  /** Ids of issues in which something is wrong. */
  unsound: string[]
}

/** Of an issue without a date: published now, it is newer than all that have one. */
const notYet = '9999'

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
  const sound: (Pick<Issue, 'id' | 'number' | 'release' | 'date'> & { publishedAt: string })[] = []
  const unsound: string[] = []
  for (const id of await issueNames(join(cwd, content, 'issues'))) {
    if (welcoming.has(id)) continue
    const { read } = await readLocalIssue({ cwd }, join(content, 'issues', id))
    if (read.outcome === 'read') sound.push({ ...read.issue, publishedAt: notYet })
    else unsound.push(id)
  }
  return {
    issue: newestFirst(sound)[0]?.id,
    languages: publication.languages,
    readers: sampleReadersOf(publication),
    timeZone: publication.timeZone,
    unsound,
  }
}
