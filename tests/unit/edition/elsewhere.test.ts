import { expect, test } from 'vitest'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { pagesOf } from '../../../functions/edition/publish/issue-paths.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { aNewsletter, aPublication, issueOf, noon } from '../../builders.ts'

const publication = aPublication()
const siteUrl = 'https://matrix.example.org'
const issue = issueOf(aNewsletter({ yaml: 'title: { en: News of the sea }' }), publication)
const built = await buildEditions({ issue, publication, siteUrl })
const pageAt = (path: string) =>
  String(built.flatMap(({ files }) => files).find((file) => file.path === `${path}index.html`)?.body)

test('where a language lacks an article, its address says so and leads to the language that has it', () => {
  const page = pageAt('zh/issues/weekly/first/')
  expect(page).toContain('<html lang="zh-CN"')
  expect(page).toContain('<h1>没有中文版</h1>')
  expect(page).toContain('<a href="/en/issues/weekly/first/" hreflang="en" lang="en">The first</a>')
  expect(page).toContain('<meta name="robots" content="noindex">')
})

test('where it lacks an issue, too', () => {
  expect(pageAt('zh/issues/weekly/')).toContain(
    '<a href="/en/issues/weekly/" hreflang="en" lang="en">News of the sea</a>',
  )
})

test('the pages of an issue lead there by the language’s name, and tell search engines nothing of it', () => {
  for (const path of ['en/issues/weekly/first/', 'en/issues/weekly/']) {
    expect(pageAt(path)).toContain(
      `<a href="/${path.replace('en', 'zh')}" hreflang="zh-CN" lang="zh-CN">中文</a>`,
    )
    expect(pageAt(path)).not.toContain('rel="alternate" hreflang="zh-CN"')
  }
})

test('they are among the issue’s pages, so that they go where it goes', () => {
  const pages = pagesOf(rowOf(issue, built, undefined, noon))
  expect(pages).toContain('/zh/issues/weekly/first/')
  expect(pages).toContain('/zh/issues/weekly/')
})
