import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { aSmallIssue, type Files } from '../../journeys/small-issue.ts'

/**
 * Writes `content/publication.yaml` and a sound issue beside it.
 * @param but files to write otherwise
 * @returns the issue's path inside the folder
 */
export const anIssueFolder = async (folder: string, but: Files = {}, id = 'matrix-1'): Promise<string> => {
  const issue = `content/issues/${id}`
  for (const [path, text] of Object.entries(aSmallIssue(1, '2026-12-01T09:00:00', but))) {
    const file = join(folder, issue, path)
    await mkdir(dirname(file), { recursive: true })
    await writeFile(file, text)
  }
  await copyFile('content/publication.yaml', join(folder, 'content/publication.yaml'))
  return issue
}
