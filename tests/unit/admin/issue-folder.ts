import { copyFile, mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** The smallest sound issue: one article in both languages. */
const files = {
  'issue.yaml': `number: 1
period: { zh-CN: 一月, en: January }
release: 2026-12-01T09:00:00
cover:
  image: images/cover.png
  alt: { zh-CN: 封面, en: Cover }
  lines: { zh-CN: [新事], en: [News] }
sections:
  - topic: focus
    articles: [01-news]
`,
  '01-news.md': '---\ntitle: 新事\npage: 1\nkind: full\nsummary: 一件新事。\n---\n\n今天有一件新事。\n',
  '01-news.en.md':
    '---\ntitle: News\npage: 1\nkind: full\nsummary: A piece of news.\n---\n\nToday there is news.\n',
}

/**
 * Writes `content/publication.yaml` and an issue beside it.
 * @param but files to write otherwise; empty = to leave out
 * @returns the issue's path inside the folder
 */
export const anIssueFolder = async (
  folder: string,
  but: Partial<Record<keyof typeof files, string>> = {},
): Promise<string> => {
  const issue = 'content/issues/matrix-1'
  await mkdir(join(folder, issue, 'images'), { recursive: true })
  await copyFile('content/publication.yaml', join(folder, 'content/publication.yaml'))
  await copyFile('content/issues/matrix-64/images/cover.png', join(folder, issue, 'images/cover.png'))
  for (const [path, text] of Object.entries({ ...files, ...but })) {
    const file = join(folder, issue, path)
    await mkdir(dirname(file), { recursive: true })
    if (text) await writeFile(file, text)
  }
  return issue
}
