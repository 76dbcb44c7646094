import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { icons } from '../../../functions/edition/card/logo.ts'
import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import { iconFile } from '../../../functions/edition/lists/web-manifest.ts'
import type { SiteFile } from '../../../functions/edition/model/edition.ts'
import { pageFile } from '../../../functions/edition/model/site-file.ts'
import { gonePage } from '../../../functions/edition/pages/gone.page.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { withBook } from '../../../functions/edition/publish/with-book.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { stylesheet } from '../../../functions/web/style.ts'
import { readPublication } from '../../../infra/publication.ts'
import { anArticle, anIssue, aSite, noon } from '../../builders.ts'
import { htmlFaultsOf } from '../../page-html-faults.ts'
import { follow } from '../../site-links.ts'
import { notDrawn } from './open-book.ts'

const publication = readPublication('content/publication.yaml')

/** The issues of the publication, as they lie in its content. */
const printed = (): Issue[] =>
  readdirSync('content/issues').map((id) => {
    const folder = join('content/issues', id)
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => statSync(join(folder, path)).isFile())
      .map((path) => ({ path, bytes: readFileSync(join(folder, path)) }))
    const read = readIssue({ id, files, publication })
    if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
    return read.issue
  })

const everything = `第一段，**粗**、*斜*、~~删~~、\`码\`、[链接](https://example.org/a?b=1&c="2")，见[^1]与[^2]，再见[^1]。

## 二级

> 引文
>
> > 引中之引

1. 一
   - 甲
   - 乙

     段
2. 二

- [ ] 未做
- [x] 做了

![远处](https://example.org/a.png "题") ![封面](images/cover.png)

表 1：对齐

| 左 | 中 | 右 |
| :--- | :---: | ---: |
| 1 | 2 | 3 |
| \`a\` | $x^2$ | **粗** |

图 2：说明

![封面](images/cover.png)

$$\\sum_{i=1}^n \\frac{x_i}{\\sqrt{2}} \\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$$

行内 $\\color{red}{a} \\hspace{1em} \\mathbf{b} < c$。

***

\`\`\`html
<p style="x">&amp;</p>
\`\`\`

[^1]: 第一条，[去](https://example.org/1)。
[^2]: 第二条。

    又一段。
`
const note = '{ date: 2023-05-01, reason: { zh-CN: 数据有误。, en: The data were wrong. } }'
const errata = '[{ date: 2023-05-01, text: { zh-CN: "错了。\\n\\n又错。", en: It was "wrong" & <more>. } }]'

/** An issue with everything that an article can hold. */
const kitchenSink = (): Issue =>
  anIssue({
    '01-talk.md': anArticle({ kicker: '对话', author: '某组', errata }, everything),
    '02-notice.md': anArticle({ title: '撤', page: '4', kind: 'brief', withdrawn: note }),
  })

const everyFile = async (issues: Issue[], site: typeof aSite) => {
  const built = await Promise.all(issues.map((issue) => buildEditions({ issue, ...site })))
  const rows = issues.map((issue, at) => rowOf(issue, built[at]!, undefined, noon))
  const whole = await Promise.all(
    built.flatMap((editions, at) =>
      editions.map((edition) =>
        withBook(edition, { issue: issues[at]!, ...site }, rows[at]!.publishedAt, notDrawn),
      ),
    ),
  )
  const files = [
    ...whole.flatMap((edition) => edition.files),
    ...icons.map((icon) => iconFile(icon, Buffer.from('a picture'))),
    ...buildListings({ issues: rows, script: 'the search', ...site }),
    ...site.publication.languages.map((language) =>
      pageFile(`/gone/${language}/`, gonePage({ language, ...site })),
    ),
  ]
  return new Map(files.map((file) => [file.path, file]))
}

const ours = { publication, siteUrl: publication.site }
const sites = [
  ['the printed issues', () => everyFile(printed(), ours), ours.siteUrl],
  ['an issue with everything', () => everyFile([kitchenSink()], aSite), aSite.siteUrl],
] as const

const isPage = ({ contentType }: SiteFile) => contentType.startsWith('text/html')

test.each(sites)('no page of %s breaks a rule of HTML, or has style or script inside', async (_, files) => {
  const pages = [...(await files()).values()].filter(isPage)
  expect(pages.length).toBeGreaterThan(8)
  const faults: string[] = []
  for (const { path, body } of pages) {
    for (const fault of await htmlFaultsOf(String(body))) faults.push(`${path} ${fault}`)
    const inside =
      /<[a-z][^>]*\s(style|on[a-z]+)\s*=|<style|<script(?![^>]*\s(src|type="application\/ld\+json"))/i
    if (inside.test(String(body)))
      faults.push(`${path} has style or script inside: ${inside.exec(String(body))}`)
  }
  expect(faults).toEqual([])
})

test.each(sites)('every link of %s leads to a file, and every file is found', async (_, built, siteUrl) => {
  const files = await built()
  const site = (key: string) => {
    const file = files.get(key)
    return file && { body: String(file.body), isGone: file.status === 410 }
  }
  const { dead, seen } = follow(site, ['/zh/', '/en/', '/404.html'], siteUrl)
  expect(dead).toEqual([])
  const found = new Set(seen.map((path) => path.slice(1) + (path.endsWith('/') ? 'index.html' : '')))
  const lost = [...files.values()].filter(({ path, status }) => !found.has(path) && status !== 410)
  // What launchers, crawlers and the search's script ask for by name.
  const byName = /^(gone\/|icon-|robots\.txt|sitemap|\w+\/(search\.json|issues\/[^/]+\/texts\.json)$)/
  expect(lost.map(({ path }) => path).filter((path) => !byName.test(path))).toEqual([])
})

test('a stub and its style have no more than 20 KB gzipped', async () => {
  const style = gzipSync(stylesheet(publication.brand)).length
  const stubs = [...(await everyFile(printed(), ours)).values()].filter(({ path }) =>
    /^\w+\/issues\/[^/]+\/[^/]+\/index\.html$/.test(path),
  )
  expect(stubs.length).toBeGreaterThan(30)
  const heavy = stubs.filter(({ body }) => gzipSync(body).length + style > 20_000)
  expect(heavy.map(({ path, body }) => `${path}: ${gzipSync(body).length + style}`)).toEqual([])
})
