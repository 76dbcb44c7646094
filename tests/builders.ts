import { deflateSync } from 'node:zlib'
import type { Digest } from '../functions/edition/model/digest.ts'
import type { PublishedIssue } from '../functions/edition/model/edition.table.ts'
import type { Issue, IssueFile } from '../functions/issue/issue.ts'
import { readIssue } from '../functions/issue/read-issue.ts'
import { Publication } from '../functions/publication/publication.ts'
import { type Keyring, readKeyring } from '../functions/runtime/read-keyring.ts'
import { type Claim, createLinks } from '../functions/runtime/signed-links.ts'
import { createFormTokens } from '../functions/subscription/forms/form-token.ts'
import { asWritten, type Subscribers } from '../functions/subscription/states/change-subscriber.ts'
import type { ReaderRow, Subscriber } from '../functions/subscription/states/subscriber.ts'
import { type HttpRequest, type HttpResponse, httpHandler, type OnError } from '../functions/web/form-http.ts'
import { idOf } from './reader-ids.ts'

// Sending

export const anIssuePublished = (but: Partial<PublishedIssue> = {}): PublishedIssue => ({
  id: 'matrix-64',
  number: 64,
  period: { 'zh-CN': '2023 年 1–3 月', en: 'January–March 2023' },
  release: '2026-12-01T00:30:00',
  editions: { 'zh-CN': 'hash-zh', en: 'hash-en' },
  topics: ['focus', 'views'],
  coverLines: { 'zh-CN': [], en: [] },
  publishedAt: '2026-11-30T00:00:00.000Z',
  ...but,
})

/** A digest of a few pieces: one for everybody, one for a topic, and a reader's links. */
export const aDigest = (but: Partial<Digest> = {}): Digest => ({
  issue: 'matrix-64',
  language: 'en',
  subject: 'Matrix No. 64',
  topics: ['focus', 'views'],
  html: [
    {
      text: '<!doctype html><html><head></head><body><div style="display:none;">In this issue &amp; more</div>',
    },
    { topic: 'focus', text: '<p>Focus</p>' },
    { topic: 'views', text: '<p>Views</p>' },
    { text: '<a href="' },
    { slot: 'unsubscribe' },
    { text: '">Leave</a></body></html>' },
  ],
  text: [{ text: 'Hello, ' }, { slot: 'name', otherwise: 'reader' }, { text: '\n' }, { slot: 'unsubscribe' }],
  ...but,
})

/** An active reader, told apart by a number. */
export const anActiveReader = (
  number: number,
  but: Partial<Subscriber & { status: 'active' }> = {},
): Subscriber => ({
  id: idOf(`reader-${number}@example.org`),
  email: `reader-${number}@example.org`,
  language: number % 3 === 0 ? 'en' : 'zh-CN',
  topics: [],
  consent: { at: '2026-11-01T00:00:00.000Z', form: '/subscribe', wording: 'Send me each issue.' },
  createdAt: '2026-11-01T00:00:00.000Z',
  revision: 0,
  status: 'active',
  confirmedAt: '2026-11-01T00:05:00.000Z',
  ...but,
})

/** A ledger in which nothing was ever sent. */
export const anEmptyLedger = () => ({
  sends: { get: async () => undefined },
  planSteps: { get: async () => undefined, last: async () => undefined },
  batches: { get: async () => undefined },
  sesReports: { get: async () => ({ codes: '', acts: '' }) },
  pressedLinks: { all: async () => new Map<string, string>() },
})

// Subscription

/** The instant at which most tests take place, in Unix milliseconds. */
export const noon = Date.parse('2026-11-30T12:00:00.000Z')

export const aPublication = (but: object = {}): Publication =>
  Publication.parse({
    id: 'matrix',
    languages: ['zh-CN', 'en'],
    names: { 'zh-CN': '矩阵 Matrix', en: 'Matrix' },
    taglines: { 'zh-CN': '每季一封', en: 'Four letters a year' },
    publisher: { 'zh-CN': '研究院', en: 'The Institute' },
    site: 'https://matrix.example.org',
    sender: { name: { 'zh-CN': '矩阵 Matrix', en: 'Matrix' }, address: 'matrix@news.example.org' },
    replyTo: 'editors@example.org',
    admin: 'admin@example.org',
    postalAddress: { 'zh-CN': '北京市某街 5 号', en: '5 Some Street, Beijing' },
    timeZone: 'Asia/Shanghai',
    cadence: { cron: '0 9 10 1,4,7,10 ?' },
    brand: { ink: '#17202e', paper: '#ffffff', accent: '#0b5cad', accentDark: '#7ab8ff' },
    topics: [
      { id: 'focus', names: { 'zh-CN': '焦点', en: 'In Focus' } },
      { id: 'views', names: { 'zh-CN': '观点', en: 'Viewpoints' } },
      { id: 'press', names: { 'zh-CN': '媒体', en: 'In the Press' } },
    ],
    ...but,
  })

export const aSite = { publication: aPublication(), siteUrl: 'https://matrix.example.org' }

/** The same, where the forms ask one question of each kind, and one by a name that every object has. */
export const anAskingSite = {
  ...aSite,
  publication: aPublication({
    fields: [
      {
        id: 'role',
        names: { 'zh-CN': '身份', en: 'I am a' },
        kind: 'choice',
        options: [
          { id: 'student', names: { 'zh-CN': '学生', en: 'Student' } },
          { id: 'media', names: { 'zh-CN': '媒体', en: 'Media' } },
        ],
      },
      { id: 'print', names: { 'zh-CN': '印刷版', en: 'Printed, too' }, kind: 'yes-no' },
      { id: 'group', names: { 'zh-CN': '单位', en: 'Institution' }, kind: 'text' },
      { id: 'constructor', names: { 'zh-CN': '构造', en: 'Constructor' }, kind: 'text' },
    ],
  }),
}

const aPerson = {
  id: idOf('ada@example.org'),
  email: 'ada@example.org',
  language: 'en',
  topics: [] as string[],
  consent: { at: '2026-11-29T12:00:00.000Z', form: '/subscribe', wording: 'Send me each issue.' },
  createdAt: '2026-11-29T12:00:00.000Z',
  revision: 1,
}

const states = {
  pending: { expires: noon / 1000 + 7 * 86_400, mailedAt: '2026-11-29T12:00:00.000Z', mails: 1 },
  active: { confirmedAt: '2026-11-29T12:10:00.000Z' },
  unsubscribed: { since: '2026-11-29T13:00:00.000Z' },
  suppressed: { cause: 'bounce', since: '2026-11-29T13:00:00.000Z' },
}

/** Ada, who signed up the day before {@link noon}, in a state. */
export const aSubscriber = <Status extends Subscriber['status']>(
  status: Status,
  but: Partial<Subscriber & { status: Status }> = {},
): Subscriber & { status: Status } =>
  ({ ...aPerson, status, ...states[status], ...but }) as Subscriber & { status: Status }

/** The keys that sign links, by their ids; the last one is the current one. */
export const aKeyring = (...ids: string[]): Keyring =>
  readKeyring(aLinkSecret(...(ids.length > 0 ? ids : ['k1'])))

/** The same, as the secret store keeps it. */
export const aLinkSecret = (...ids: string[]): string =>
  JSON.stringify({
    current: ids.at(-1),
    ...Object.fromEntries(ids.map((id) => [id, `${id} of at least thirty-two characters`])),
  })

export const theLinks = createLinks(aKeyring())

/** Ada, who left and has signed up again, or was signed up: for the press, in Chinese. */
export const aReturning = (until = noon / 1000 + 7 * 86_400): Subscriber & { status: 'unsubscribed' } =>
  aSubscriber('unsubscribed', {
    request: {
      language: 'zh-CN',
      topics: ['press'],
      consent: { at: '2026-11-30T11:00:00.000Z', form: '/zh/', wording: 'Send it again.' },
      until,
    },
    mailedAt: '2026-11-30T11:00:00.000Z',
    mails: 1,
  })

/** A token for Ada. */
export const aToken = (purpose: Claim['purpose'], but: Partial<Claim> = {}): string =>
  theLinks.sign({ purpose, subscriber: aPerson.id, send: '', expires: 0, ...but })

/** Tokens as the sign-up form carries them; they are fresh at {@link noon}. */
export const theFormTokens = createFormTokens({ links: theLinks, now: () => noon })

/** The sign-up form as our own page posts it. */
export const aSignUpPost = (path: string, fields: Record<string, string | string[]>, headers = {}) =>
  aFormPost(path, { token: theFormTokens.issue(), ...fields }, headers)

/** A table of subscribers in memory, with the same rules of revision as the real one. */
export const someSubscribers = (...rows: ReaderRow[]) => {
  const kept = new Map<string, ReaderRow>(rows.map((row) => [row.id, row]))
  const subscribers: Subscribers = {
    get: async (id) => structuredClone(kept.get(id)),
    replace: async (before, after) => {
      if (kept.get(after.id)?.revision !== before?.revision) return 'changed-meanwhile'
      kept.set(after.id, structuredClone(asWritten(before, after)))
      return 'written'
    },
  }
  /** The only row; who erased its reader looks at `kept`. */
  const only = () => [...kept.values()][0] as Subscriber | undefined
  return { ...subscribers, kept, only }
}

/** A request as the HTTP API hands it over (payload format 2.0). */
export const aRequest = (
  method: string,
  path: string,
  {
    headers = {},
    body,
    base64 = false,
    route,
    from = '203.0.113.7',
  }: {
    headers?: object
    body?: string | Buffer | undefined
    base64?: boolean
    route?: string
    from?: string
  } = {},
): HttpRequest => {
  const { searchParams } = new URL(path, 'https://matrix.example.org')
  return {
    routeKey: route ?? `ANY ${path.split('?')[0]}`,
    requestContext: { http: { method, sourceIp: from } },
    headers,
    queryStringParameters: Object.fromEntries(searchParams),
    body: base64 && body ? Buffer.from(body as string).toString('base64') : body?.toString(),
    isBase64Encoded: base64,
  } as unknown as HttpRequest
}

/** The form as a browser posts it. */
export const aFormPost = (
  path: string,
  fields: Record<string, string | string[]>,
  headers = {},
): HttpRequest =>
  aRequest('POST', path, {
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    body: new URLSearchParams(
      Object.entries(fields).flatMap(([name, values]) =>
        [values].flat().map((value): [string, string] => [name, value]),
      ),
    ).toString(),
  })

/** Answers requests as the function would, its bodies read by the same middleware. */
export const aServer = (
  answer: (request: HttpRequest) => Promise<HttpResponse>,
  onError: OnError,
  methods: string[] = [],
) => {
  const handler = httpHandler(answer, onError, { more: methods })
  return async (
    request: HttpRequest,
  ): Promise<{ status: number; body: string; headers: Record<string, unknown> }> => {
    const response = (await handler(request as never, {} as never)) as Exclude<HttpResponse, string>
    return { status: response.statusCode ?? 0, body: String(response.body), headers: response.headers ?? {} }
  }
}

// Issues

/** The head of a PNG and its end: all that is read of one. */
export const aPng = (width = 1200, height = 675): Uint8Array => {
  const bytes = Buffer.alloc(33)
  bytes.writeUInt32BE(0x89504e47, 0)
  bytes.writeUInt32BE(0x0d0a1a0a, 4)
  bytes.writeUInt32BE(13, 8)
  bytes.write('IHDR', 12)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return Buffer.concat([bytes, deflateSync(Buffer.alloc(4)), Buffer.from('IEND')])
}

/** The head of a WebP, which is all that is read of one. */
export const aWebp = (width: number, { height = Math.round(width / 2), moves = false } = {}): Uint8Array => {
  const bytes = Buffer.alloc(30)
  bytes.write('RIFF', 0)
  bytes.writeUInt32LE(22, 4)
  bytes.write('WEBPVP8X', 8)
  bytes.writeUInt32LE(10, 16)
  bytes[20] = moves ? 2 : 0
  bytes.writeUIntLE(width - 1, 24, 3)
  bytes.writeUIntLE(height - 1, 27, 3)
  return bytes
}

/** A picture followed by nothing much, so that it is heavy. */
export const heavier = (picture: Uint8Array, bytes = 100_000): Uint8Array =>
  Buffer.concat([picture, Buffer.alloc(bytes)])

const issueYaml = `number: 64
period: { zh-CN: 2023 年 1–3 月, en: January–March 2023 }
release: 2023-04-10T09:00:00
cover:
  image: images/cover.png
  alt: { zh-CN: 封面, en: Cover }
  lines: { zh-CN: [第一句, 第二句], en: [First line, Second line] }
sections:
  - topic: focus
    image: images/focus.png
    alt: { zh-CN: "", en: "" }
    articles: [01-talk, 02-notice]
  - topic: views
    articles: []
    subsections:
      - title: { zh-CN: 一线, en: Front Line }
        articles: [03-graphs]
`

/** An article file: front matter with what is given changed or, when undefined, left out; then the body. */
export const anArticle = (but: Record<string, string | undefined> = {}, body = '正文一段。\n'): string => {
  const fields = { title: '一次谈话', page: '2', kind: 'full', summary: '谈了些什么。', ...but }
  const lines = Object.entries(fields).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}: ${value}`],
  )
  return `---\n${lines.join('\n')}\n---\n\n${body}`
}

const graphs = `第一段，见[^1]。

表 1：各模型的效果

| 模型 | MR |
| --- | ---: |
| HousE | 1303 |

图 2：说明

\`\`\`text
2, 1
\`\`\`

任意 $k^2$ 维。

[^1]: Li R. House. PMLR, 2022.
`

const links = '[{ title: 论文, url: "https://example.org/a?b=1&c=2" }]'
const folder: Record<string, string | Uint8Array> = {
  'issue.yaml': issueYaml,
  'images/cover.png': aPng(),
  'images/focus.png': aPng(1200, 240),
  '01-talk.md': anArticle({ kicker: '对话', author: '某组', links }),
  '01-talk.en.md': anArticle({ title: 'A talk', summary: 'What was said.' }, 'One paragraph.\n'),
  '02-notice.md': anArticle({ title: '一则短讯', page: '4', kind: 'brief' }),
  '02-notice.en.md': anArticle({ title: 'A notice', page: '4', kind: 'brief' }, 'A paragraph.\n'),
  '03-graphs.md': anArticle({ title: '图', page: '13' }, graphs),
  '03-graphs.en.md': anArticle({ title: 'Graphs', page: '13' }, 'Any $k$ will do.\n'),
}

type Changes = Record<string, string | Uint8Array | undefined>

/** The folder of a small issue. `but`: files in its place; undefined leaves one out. */
export const aFolder = (but: Changes = {}): IssueFile[] =>
  Object.entries({ ...folder, ...but }).flatMap(([path, content]) =>
    content === undefined
      ? []
      : [{ path, bytes: typeof content === 'string' ? Buffer.from(content) : content }],
  )

/** `issue.yaml` of that folder with one text changed into another. */
export const issueYamlWith = (from: string, to: string): string => {
  if (!issueYaml.includes(from)) throw new Error(`issue.yaml has no ${from}`)
  return issueYaml.replace(from, to)
}

/** The issue of {@link aFolder}. */
export const anIssue = (but: Changes = {}, publication = aPublication()): Issue => {
  const read = readIssue({ id: 'matrix-64', files: aFolder(but), publication })
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
  return read.issue
}

/** What is wrong with the folder, as `file:line reason`. */
export const problemsOf = (but: Changes): string[] => {
  const read = readIssue({ id: 'matrix-64', files: aFolder(but), publication: aPublication() })
  if (read.outcome === 'read') return []
  return read.problems.map(({ file, line, reason }) => `${file}${line ? `:${line}` : ''} ${reason}`)
}

const everything = `第一段，**要点**与*着重*，见[^1]，又见[^1]与[^2]，并有行内公式 $k^2$ 与 \`inline()\`。

## 小标题

表 1：各模型的效果

| 模型 | MR | MRR | Hits@1 | Hits@3 | Hits@10 | 参数量 | 训练时间 |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| HousE-with-a-long-name | 1303 | 0.511 | 0.465 | 0.528 | 0.602 | 3.2 B | 128 h |

| 没有表题 | 值 |
| --- | ---: |
| 甲 | 1 |

![点阵](images/focus.png)

图 1：一幅**插图**

![远处](https://images.example.org/far.png)

一段话。

图 2：一段代码

\`\`\`python
def attention(query, key, value, mask=None, dropout=0.0, scale=None): return softmax(query @ key.T / scale) @ value
\`\`\`

$$
\\mathrm{Attention}(Q, K, V) = \\mathrm{softmax}\\left(\\frac{QK^\\top}{\\sqrt{d_k}}\\right) V
$$

> 一句引文。

1. 甲
2. 乙
   - 丙

---

[^1]: Li R. House. PMLR, 2022. https://proceedings.mlr.press/v162/li22ab.html
[^2]: 张三. 另一篇. 2023.
`

/** The folder of an issue whose second article has all that an article may have. */
export const aKitchenSink = (): IssueFile[] =>
  aFolder({
    '02-notice.md': anArticle(
      { title: '应有尽有', page: '4', kicker: '全部', author: '某人', links },
      everything,
    ),
    '02-notice.en.md': anArticle(
      { title: 'All there is', page: '4', kicker: 'Everything', author: 'Somebody', links },
      everything,
    ),
  })

/** A newsletter in one language, with nothing that it need not have. `yaml`: lines before its sections. */
export const aNewsletter = ({
  yaml = '',
  sections = '  - title: { en: News }\n    articles: [001-first]',
  articles = { '001-first.md': anArticle({ title: 'The first', page: undefined, summary: 'What is new.' }) },
}: {
  yaml?: string
  sections?: string
  articles?: Changes
} = {}): IssueFile[] =>
  Object.entries({ 'issue.yaml': `languages: [en]\n${yaml}\nsections:\n${sections}\n`, ...articles }).flatMap(
    ([path, content]) =>
      content === undefined
        ? []
        : [{ path, bytes: typeof content === 'string' ? Buffer.from(content) : content }],
  )

/** An issue from its files. @throws with its problems when it has any */
export const issueOf = (files: IssueFile[], publication = aPublication()): Issue => {
  const read = readIssue({ id: 'weekly', files, publication })
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
  return read.issue
}

/** A newsletter of many articles. @param kind of every other one; the rest are full */
export const aLongNewsletter = (
  count: number,
  { summary = 'Something that happened. '.repeat(30), kind = 'brief', sections = 1, yaml = '' } = {},
): IssueFile[] => {
  const names = Array.from({ length: count }, (_, at) => `${String(at + 1).padStart(3, '0')}-piece-${at + 1}`)
  const size = Math.ceil(count / sections)
  const list = Array.from(
    { length: sections },
    (_, at) =>
      `  - title: { en: Part ${at + 1} }\n    articles: [${names.slice(at * size, (at + 1) * size).join(', ')}]`,
  )
  const articles = names.map((name, at) => [
    `${name}.md`,
    anArticle(
      { title: `Piece ${at + 1}`, page: undefined, kind: at % 2 ? kind : 'full', summary },
      `Text ${at + 1}.\n`,
    ),
  ])
  return aNewsletter({ yaml, sections: list.join('\n'), articles: Object.fromEntries(articles) })
}
