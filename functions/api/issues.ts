import type { Attempt, PublishedIssue } from '../edition/model/edition.table.ts'
import { blobKey, Manifest, manifestHash, manifestKey } from '../issue/manifest.ts'
import { defined } from '../runtime/defined.ts'
import { type Answer, answer, type IssueAnswer, type IssuesAnswer, refuse, type Uploads } from './answers.ts'
import { problemsOf } from './problems.ts'

export type IssuesDeps = {
  editions: {
    issue(id: string): Promise<PublishedIssue | undefined>
    issues(): Promise<PublishedIssue[]>
    attempt(id: string): Promise<Attempt | undefined>
  }
  /** Makes an address to which one may PUT the object for a while. */
  signUpload: (key: string) => Promise<string>
}

/** Uploading issues, and what came of it. */
export const createIssues = ({ editions, signUpload }: IssuesDeps) => ({
  /** Gives the addresses for an upload. @param fields the manifest; its issue must be the path's */
  upload: async (id: string, fields: Record<string, unknown>): Promise<Answer> => {
    const read = Manifest.safeParse(fields)
    if (!read.success) return refuse(400, ...problemsOf(read.error))
    const manifest = read.data
    if (manifest.issue !== id)
      return refuse(400, { field: 'issue', message: `is ${manifest.issue}, but the address says ${id}` })
    const keys = [...new Set(Object.values(manifest.files))].map(blobKey)
    const value: Uploads = {
      uploads: await Promise.all(keys.map(async (key) => ({ key, url: await signUpload(key) }))),
      manifest: { url: await signUpload(manifestKey(id)), sha256: manifestHash(manifest) },
    }
    return answer(200, value)
  },

  all: async (): Promise<Answer> => {
    const value: IssuesAnswer = { issues: await editions.issues() }
    return answer(200, value)
  },

  /** What is published of an issue, and what came of its last upload. */
  one: async (id: string): Promise<Answer> => {
    const [published, attempt] = await Promise.all([editions.issue(id), editions.attempt(id)])
    if (!published && !attempt) return refuse(404, { field: 'issue', message: notPublished(id) })
    const value: IssueAnswer = defined({ published, attempt })
    return answer(200, value)
  },
})
export type Issues = ReturnType<typeof createIssues>

export const notPublished = (id: string): string =>
  `${id} is not published; publish its folder with: masthead publish <folder>/${id}`
