import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { readFolder } from '../../../cli/local-content/read-folder.ts'
import { icons } from '../../../functions/edition/card/logo.ts'
import { checkDigestSize } from '../../../functions/edition/digest/check-digest-size.ts'
import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import type { Edition, SiteFile } from '../../../functions/edition/model/edition.ts'
import { bookPath, keyOf } from '../../../functions/edition/model/paths.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { Publication } from '../../../functions/publication/publication.ts'
import { aFolder, anArticle, anIssue, aPublication, issueYamlWith } from '../../builders.ts'
import { unbalanced } from './balance.ts'

const siteUrl = 'https://matrix.example.org'
const links = {
  unsubscribe: 'https://m.example/u?a=1&b=2',
  preferences: 'https://m.example/p',
  rating: 'https://m.example/r?t=x',
}

/** The publication's own issue: every kind of content that the site must show. */
const matrix64 = async (): Promise<{ editions: Edition[]; listings: SiteFile[] }> => {
  const publication = Publication.parse(parse(readFileSync('content/publication.yaml', 'utf8')))
  const files = await readFolder('content/issues/matrix-64')
  const read = readIssue({ id: 'matrix-64', files, publication })
  if (read.outcome !== 'read') throw new Error(JSON.stringify(read.problems))
  const { issue } = read
  const editions = await Promise.all(
    publication.languages.map((language) => buildEdition({ issue, publication, language, siteUrl })),
  )
  const issues = [rowOf(issue, editions, undefined, 0)]
  return { editions, listings: buildListings({ issues, publication, siteUrl, script: 'the search' }) }
}

const build = (but = {}, language = 'zh-CN') => {
  const publication = aPublication()
  return buildEdition({ issue: anIssue(but, publication), publication, language, siteUrl })
}
const fileOf = (edition: Edition, path: string): string => {
  const file = edition.files.find((one) => one.path === path)
  if (!file) throw new Error(`There is no ${path} among ${edition.files.map((one) => one.path).join(', ')}`)
  return String(file.body)
}
const pagesOf = ({ files }: Pick<Edition, 'files'>) =>
  files.filter(({ contentType }) => contentType.startsWith('text/html'))

describe('the issue of the repository', () => {
  let editions: Edition[]
  let listings: SiteFile[]
  beforeAll(async () => {
    const built = await matrix64()
    editions = built.editions
    listings = built.listings
  })

  test('leaving out any topics leaves well-formed mail', () => {
    for (const { digest } of editions) {
      expect(digest.topics).toHaveLength(5)
      for (let choice = 0; choice < 2 ** 5; choice++) {
        const topics = digest.topics.filter((_, at) => choice & (1 << at))
        const { html, text } = fill(prepare(digest, topics), links)
        expect(unbalanced(html)).toEqual([])
        expect(html).toContain('u?a=1&amp;b=2')
        expect(text).toContain('u?a=1&b=2')
        expect(`${html}${text}`).not.toMatch(/\uffff|undefined|NaN/)
      }
    }
  })

  test('a reader gets their topics and no others', () => {
    const { digest } = editions[1]!
    const { html, text } = fill(prepare(digest, ['views']), links)
    for (const part of [html, text]) {
      expect(part).toContain('Viewpoints')
      expect(part).not.toContain('In Focus')
    }
  })

  test('a digest is small enough not to be clipped', () => {
    expect(editions.flatMap(checkDigestSize)).toEqual([])
  })

  /** Structured data is no script, and the search has its script in a file. */
  const notRun =
    /<script type="application\/ld\+json">[^<]*<\/script>|<script type="module" src="[^"]+"><\/script>/g

  test('no page is heavier than 20 KB gzipped, has a script or a style of its own', () => {
    for (const { path, body: whole } of [...editions, { files: listings }].flatMap(pagesOf)) {
      const body = String(whole).replace(notRun, '')
      expect(gzipSync(whole).length, path).toBeLessThan(20_000)
      expect(body, path).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/)
      expect(unbalanced(body), path).toEqual([])
    }
  })

  test('every link inside the site and every image leads somewhere', () => {
    const all = { files: [...editions.flatMap(({ files }) => files), ...listings] }
    const apart = [
      ...icons.map(({ path }) => path),
      ...editions.map(({ digest: { language, issue } }) => bookPath(language, issue)),
    ]
    const paths = new Set([...all.files.map(({ path }) => path), ...apart.map(keyOf)])
    const live = /^\/subscribe\?/
    for (const { path, body } of pagesOf(all)) {
      const targets = [...String(body).matchAll(/(?:href|src)="(\/[^"#]*)/g)].map(([, to]) => to!)
      const lost = targets.filter(
        (to) => !live.test(to) && !paths.has(`${to.slice(1)}${to.endsWith('/') ? 'index.html' : ''}`),
      )
      expect(lost, path).toEqual([])
      const ids = new Set([...String(body).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
      const anchors = [...String(body).matchAll(/href="#([^"]+)"/g)].map(([, to]) => to)
      expect(
        anchors.filter((to) => !ids.has(to)),
        path,
      ).toEqual([])
    }
  })

  test('building it again gives the same edition', async () => {
    const again = await matrix64()
    expect(again.listings).toEqual(listings)
    expect(again.editions.map(({ hash }) => hash)).toEqual(editions.map(({ hash }) => hash))
  })
})

test('a stub tells who, where and what, and leads on', async () => {
  const stub = fileOf(await build(), 'zh/issues/matrix-64/talk/index.html')
  for (const said of [
    '<span class="kicker">对话</span><span class="words">一次<wbr>谈话</span>',
    '文：某组',
    '第 2 页',
    '谈了些什么。',
    '焦点',
  ])
    expect(stub).toContain(said)
  expect(stub).toContain('<a href="https://example.org/a?b=1&amp;c=2">论文</a>')
  expect(stub).toContain('rel="next" href="/zh/issues/matrix-64/notice/"')
  expect(stub).not.toContain('rel="prev"')
  expect(stub).toContain('hreflang="en" lang="en">English</a>')
  expect(stub).toContain(
    '<form method="post" action="/subscribe?language=zh-CN"><input type="hidden" name="language" value="zh-CN">',
  )
})

test('a stub has its canonical address, its other languages and a preview', async () => {
  const stub = fileOf(await build({}, 'en'), 'en/issues/matrix-64/talk/index.html')
  expect(stub).toContain(`<link rel="canonical" href="${siteUrl}/en/issues/matrix-64/talk/">`)
  expect(stub).toContain(`hreflang="zh-CN" href="${siteUrl}/zh/issues/matrix-64/talk/"`)
  expect(stub).toContain(`hreflang="x-default" href="${siteUrl}/zh/issues/matrix-64/talk/"`)
  expect(stub).toMatch(
    /property="og:image" content="https:\/\/matrix\.example\.org\/cards\/[0-9a-f]{16}\.png"/,
  )
  expect(stub).toContain('<html lang="en"')
})

test('the issue’s page is the printed contents', async () => {
  const page = fileOf(await build(), 'zh/issues/matrix-64/index.html')
  expect(page).toMatch(
    /一线<\/h4><ol><li class="full"><a href="\/zh\/issues\/matrix-64\/graphs\/"><span class="words">图<\/span><\/a>\s*<span class="page" title="第 13 页">13</,
  )
})

test('images lie under their issue by names of their content, as their bytes', async () => {
  const edition = await build()
  const image = edition.files.find(({ path }) => /^assets\/matrix-64\/cover-[0-9a-f]{12}\.png$/.test(path))
  expect(image).toMatchObject({
    contentType: 'image/png',
    cacheControl: expect.stringContaining('immutable'),
  })
  expect(
    Buffer.from(image!.body).equals(
      Buffer.from(aFolder().find(({ path }) => path === 'images/cover.png')!.bytes),
    ),
  ).toBe(true)
})

test('a picture in an article is shown by that name, with its size and text', async () => {
  const but = {
    '02-notice.md': anArticle({ title: '一则短讯', page: '4', kind: 'brief' }, '![点](images/focus.png)\n'),
  }
  const stub = fileOf(await build(but), 'zh/issues/matrix-64/notice/index.html')
  expect(stub).toMatch(
    /<img src="\/assets\/matrix-64\/focus-[0-9a-f]{12}\.png" width="1200" height="240" alt="点" loading="lazy"/,
  )
})

test('the subject says what is in the issue, and that it is advertising before that', async () => {
  expect((await build()).digest.subject).toBe('第一句')
  const advertising = { 'issue.yaml': issueYamlWith('number: 64', 'number: 64\nadvertising: true') }
  expect((await build(advertising)).digest.subject).toMatch(/^广告：/)
  expect((await build(advertising, 'en')).digest.subject).toMatch(/^AD: /)
})

test('any change to what readers see is another edition', async () => {
  const { hash } = await build()
  const other = await build({ '01-talk.md': anArticle({}, '另一段。\n') })
  expect(other.hash).not.toBe(hash)
})

test('a digest that would be clipped is a problem', async () => {
  const { digest, ...rest } = await build()
  const edition = { ...rest, digest: { ...digest, html: [{ text: '长'.repeat(40_000) }] } }
  expect(checkDigestSize(edition)).toEqual([{ file: 'issue.yaml', reason: expect.stringContaining('clip') }])
})
