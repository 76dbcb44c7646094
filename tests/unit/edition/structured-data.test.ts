import { expect, test } from 'vitest'
import { jsonLd } from '../../../functions/edition/pages/article-metadata.page.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { ogLocale } from '../../../functions/web/og-locale.ts'
import { type aFolder, anArticle, anIssue, aPublication } from '../../builders.ts'
import { listingsOf, siteUrl, textIn } from './listings.ts'

const build = async (but: Parameters<typeof aFolder>[0] = {}, language = 'zh-CN') => {
  const publication = aPublication()
  const { files } = await buildEdition({ issue: anIssue(but, publication), publication, language, siteUrl })
  return new Map(files.map((file) => [file.path, file]))
}
const dataIn = (page: string) => {
  const blocks = [...page.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)]
  expect(blocks).toHaveLength(1)
  return JSON.parse(blocks[0]![1]!)
}

test('a stub says which article it is, of which issue of which periodical', async () => {
  const page = textIn(await build(), 'zh/issues/matrix-64/talk/index.html')
  const url = `${siteUrl}/zh/issues/matrix-64/talk/`
  expect(dataIn(page)).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'Article',
    url,
    inLanguage: 'zh-CN',
    articleSection: '焦点',
    datePublished: '2023-04-10T01:00:00.000Z',
    publisher: { '@type': 'Organization', name: '研究院' },
    isPartOf: {
      '@type': 'PublicationIssue',
      '@id': `${siteUrl}/zh/issues/matrix-64/`,
      issueNumber: 64,
      isPartOf: { '@type': 'Periodical', name: '矩阵 Matrix', url: `${siteUrl}/zh/` },
    },
  })
  expect(page).toContain('<meta property="article:published_time" content="2023-04-10T01:00:00.000Z">')
  expect(page).toContain('<meta property="article:section" content="焦点">')
})

test('an issue’s page names its articles in printed order', async () => {
  const data = dataIn(textIn(await build(), 'zh/issues/matrix-64/index.html'))
  expect(data).toMatchObject({ '@type': 'PublicationIssue', datePublished: '2023-04-10T01:00:00.000Z' })
  const stubs = [...(await build()).keys()].filter((path) => /matrix-64\/[^/]+\/index\.html$/.test(path))
  expect(data.hasPart.map(({ url }: { url: string }) => url)).toEqual(
    stubs.map((path) => `${siteUrl}/${path.replace('index.html', '')}`),
  )
})

test('the archive says which periodical it is, and how to search it', () => {
  const [periodical, site] = dataIn(textIn(listingsOf(), 'zh/index.html'))['@graph']
  expect(periodical).toMatchObject({ '@type': 'Periodical', name: '矩阵 Matrix', inLanguage: 'zh-CN' })
  expect(site.potentialAction.target.urlTemplate).toBe(`${siteUrl}/zh/search/?q={query}`)
})

test('no text ends the block of data', async () => {
  const title = '论 </script><script>alert(1)</script> <!-- &'
  const { html } = jsonLd({ '@type': 'Article', headline: title })
  expect(html.match(/<\/script/g)).toHaveLength(1)
  expect(html).not.toContain('<!--')
  expect(dataIn(html).headline).toBe(title)
  const page = textIn(
    await build({ '01-talk.md': anArticle({ title: `"${title}"` }) }),
    'zh/issues/matrix-64/talk/index.html',
  )
  expect(dataIn(page).headline).toBe(title)
})

test('a preview of a link knows the language and the territory of its page, and its other languages', () => {
  const page = textIn(listingsOf(), 'en/index.html')
  expect(page).toContain('<meta property="og:locale" content="en_US">')
  expect(page).toContain('<meta property="og:locale:alternate" content="zh_CN">')
  expect(page).toContain('<meta name="twitter:card" content="summary">')
  expect(['zh-CN', 'zh-TW', 'ja', 'pt', 'en-GB'].map(ogLocale)).toEqual([
    'zh_CN',
    'zh_TW',
    'ja_JP',
    'pt_BR',
    'en_GB',
  ])
})
