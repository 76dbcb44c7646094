import type { ListedIssue } from '../../../functions/api/answers/issues.ts'
import type { PreviewAnswer } from '../../../functions/api/answers/previews.ts'
import type { PublishedIssue } from '../../../functions/edition/model/published-issue.ts'
import type { Answers } from './a-console.ts'
import { aStatus, someAnswers } from './some-answers.ts'

const articles = [
  [
    '01-gates-gpt-4',
    'focus',
    '微软 CTO 对话比尔·盖茨：GPT-4 与人工智能的未来',
    'Kevin Scott and Bill Gates on GPT-4',
  ],
  [
    '02-nai-fellow',
    'focus',
    '沈向洋当选美国国家发明家科学院院士',
    'A fellow of the National Academy of Inventors',
  ],
  ['03-rodin', 'frontier', '3D 生成扩散模型 RODIN，秒级定制 3D 数字化身', 'RODIN makes an avatar in seconds'],
  [
    '11-slash-women',
    'culture',
    '完成一幅计算机学术生态的拼图，少不了这些“斜杠女性”',
    'The women of many callings',
  ],
] as const

export const aPublishedIssue = (changes: Partial<PublishedIssue> = {}): PublishedIssue => ({
  id: 'matrix-64',
  number: 64,
  period: { 'zh-CN': '2031 年 1–3 月', en: 'January–March 2031' },
  release: '2031-04-10T09:00:00',
  editions: { 'zh-CN': 'e1', en: 'e2' },
  topics: ['focus', 'frontier', 'culture'],
  coverLines: {},
  publishedAt: '2031-05-05T08:00:00.000Z',
  firstPublishedAt: '2031-04-09T08:00:00.000Z',
  articles: {
    'zh-CN': articles.map(([slug, topic, title]) => ({ slug, topic, title })),
    en: articles.map(([slug, topic, , title]) => ({ slug, topic, title })),
  },
  ...changes,
})

const listed = (changes: Partial<ListedIssue>): ListedIssue => ({
  id: 'matrix-64',
  number: 64,
  period: { 'zh-CN': '2031 年 1–3 月', en: 'January–March 2031' },
  release: '2031-04-10T09:00:00',
  languages: ['zh-CN', 'en'],
  publishedAt: '2031-05-05T08:00:00.000Z',
  ...changes,
})

/** A mail with a style of its own, a picture, and links: an article’s, and one in the place of a reader’s own. */
export const aPreview = (language: string, edition = language === 'en' ? 'e2' : 'e1'): PreviewAnswer => ({
  ...{ issue: 'matrix-64', language, edition },
  from: { name: language === 'en' ? 'Matrix' : '矩阵 Matrix', address: 'matrix@news.matrix.example' },
  subject:
    language === 'en'
      ? 'Matrix No. 64: Kevin Scott and Bill Gates on GPT-4'
      : '矩阵 Matrix 第 64 期｜微软CTO对话比尔·盖茨：GPT-4与人工智能的未来',
  preheader:
    language === 'en'
      ? 'In this issue · In Focus · Research Frontier · People & Culture'
      : '本期内容 · 焦点 · 前沿求索 · 文化故事',
  html: `<!doctype html><html><head><meta name="color-scheme" content="light dark"><style>@media (prefers-color-scheme: dark) { p { color: #eee } }</style></head><body><p>The mail of ${edition}. <a href="https://matrix.example/en/issues/matrix-64/03-rodin/">RODIN</a> <a href="#unsubscribe">Leave</a></p></body></html>`,
  text: `The mail of ${edition}, in <text>.\n#unsubscribe\n`,
  bytes: 62_310,
})

export const noSuch = { outcome: 'refused' as const, status: 404, problems: [{ message: 'There is none' }] }

/** An API with an issue that is published and not sent yet, and 4,982 readers of it. */
export const issueAnswers: Answers = {
  ...someAnswers,
  'GET /api/issues': ({ query }) =>
    query?.after
      ? { issues: [listed({ id: 'matrix-1', number: 1 })], timeZone: 'Asia/Shanghai' }
      : {
          issues: [
            listed({
              id: 'special',
              title: { en: 'A <special> issue' },
              languages: ['en'],
              date: '2031-05-01',
            }),
            listed({
              sent: { send: 'matrix-64--digest', state: 'delivering', at: '2031-05-06T06:55:00.000Z' },
            }),
            listed({
              id: 'matrix-63',
              number: 63,
              takenDownAt: '2031-03-01T08:00:00.000Z',
              sent: { send: 'matrix-63--digest', state: 'finished', at: '2031-02-03T01:00:00.000Z' },
            }),
          ],
          next: 'matrix-63',
          timeZone: 'Asia/Shanghai',
        },
  'GET /api/issues/{issue}': ({ id }) =>
    id === 'matrix-64'
      ? {
          published: aPublishedIssue(),
          attempt: {
            id: 'matrix-64',
            manifest: 'm',
            at: '2031-05-05T09:00:00.000Z',
            outcome: 'refused',
            problems: [
              { file: '03-rodin.md', line: 12, reason: 'has no image <images/rodin.png>' },
              { file: 'issue.yaml', reason: 'names no such article: 21-none' },
            ],
          },
        }
      : noSuch,
  'GET /api/issues/{issue}/views': ({ id }) =>
    id === 'matrix-64'
      ? {
          issue: id,
          counted: { from: '2031-04-10', to: '2031-05-05' },
          page: { 'zh-CN': 3_120, en: 410 },
          articles: articles.map(([slug, , title], index) => ({
            slug,
            title: { 'zh-CN': title },
            views: { 'zh-CN': 2_400 - 640 * index, en: 300 - 90 * index },
          })),
        }
      : noSuch,
  'GET /api/issues/{issue}/preview': ({ id, query }) =>
    id === 'matrix-64' ? aPreview(query?.language ?? 'zh-CN', query?.edition) : noSuch,
  'GET /api/issues/{issue}/changes': ({ id }) =>
    id === 'matrix-64'
      ? {
          issue: id,
          before: { publishedAt: '2031-04-09T08:00:00.000Z' },
          languages: [
            {
              language: 'en',
              now: { edition: 'e2', subject: 'Matrix No. 64: Kevin Scott and Bill Gates', bytes: 62_310 },
              before: { edition: 'b2', subject: 'Matrix No. 64: Bill Gates', bytes: 61_240 },
              articles: [
                {
                  slug: '03-rodin',
                  title: 'RODIN makes an avatar in seconds',
                  titleBefore: 'RODIN makes avatars',
                  change: 'changed',
                  parts: ['title', 'text'],
                  words: 1_204,
                  wordsBefore: 1_180,
                },
                {
                  slug: '11-slash-women',
                  title: 'The women of many callings',
                  change: 'added',
                  parts: [],
                  words: 910,
                },
                { slug: '20-out', title: 'What is <left out>', change: 'removed', parts: [] },
              ],
            },
          ],
        }
      : noSuch,
  'GET /api/sends/{send}': () => noSuch,
  'GET /api/segments': () => ({
    segments: [
      { name: 'students', rule: { field: { id: 'role', in: ['student'] } }, at: '2031-01-01T00:00:00.000Z' },
    ],
    timeZone: 'Asia/Shanghai',
  }),
  'POST /api/sends/audience': () => ({
    languages: { 'zh-CN': 4_282, en: 700 },
    excluded: { unsubscribed: 210, pending: 31, paused: 12, 'no-topic': 4 },
    when: {},
    timeZone: 'Asia/Shanghai',
  }),
  'POST /api/sends': ({ body }) => {
    const to = (body as { to?: string }).to
    const { frozen: _, ...send } = aStatus().send
    return {
      send: { ...send, id: to ? 'matrix-64--test-1a2b' : 'matrix-64--digest' },
      timeZone: 'Asia/Shanghai',
    }
  },
  'POST /api/issues/{issue}/unpublish': () => ({ manifest: { sha256: 'gone' } }),
}
