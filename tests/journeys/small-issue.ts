import { readFileSync } from 'node:fs'

/** An issue's files by path. */
export type Files = Record<string, string | Uint8Array>

const article = (title: string, page: number) =>
  `---\ntitle: ${title}\npage: ${page}\nkind: full\nsummary: ${title}，${title}。\n---\n\n${title}。\n`

/** A sound issue of two topics, an article each, in both languages. */
export const aSmallIssue = (number: number, release = '2023-04-10T09:00:00', but: Files = {}): Files => ({
  'issue.yaml': `number: ${number}
period: { zh-CN: 第 ${number} 月, en: Month ${number} }
release: ${release}
advertising: false
cover:
  image: images/cover.png
  alt: { zh-CN: 封面, en: Cover }
  lines: { zh-CN: [新事], en: [News] }
sections:
  - topic: focus
    articles: [01-news]
  - topic: views
    articles: [02-thought]
`,
  '01-news.md': article('新事', 1),
  '01-news.en.md': article('News', 1),
  '02-thought.md': article('想法', 2),
  '02-thought.en.md': article('A thought', 2),
  'images/cover.png': readFileSync('content/issues/matrix-64/images/cover.png'),
  ...but,
})
