import { expect, test } from 'vitest'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import {
  aNewsletter,
  anArticle,
  anIssuePublished,
  aPublication,
  issueOf,
  problemsOf,
} from '../../builders.ts'
import { listingsOf, textIn } from './listings.ts'

const topics = [
  {
    id: 'focus',
    names: { 'zh-CN': '焦点', en: 'In Focus' },
    taglines: { 'zh-CN': '慢慢看', en: 'What deserves a longer look' },
  },
  { id: 'views', names: { 'zh-CN': '观点', en: 'Viewpoints' } },
]
const publication = aPublication({ topics })
const siteUrl = 'https://matrix.example.org'
const links = { unsubscribe: '#', preferences: '#', rating: '#' }

const articles = Object.fromEntries(
  ['001-a', '002-b', '003-c'].map((name) => [
    `${name}.md`,
    anArticle({ title: name, page: undefined, summary: 'What is new.' }),
  ]),
)

/** Each section has two articles, because a lead stands before its own. */
const shown = async (first: string) => {
  const sections = `${first}\n    articles: [001-a, 002-b]\n  - topic: views\n    articles: [003-c]`
  const issue = issueOf(aNewsletter({ sections, articles }), publication)
  const { digest, files } = await buildEdition({ issue, publication, language: 'en', siteUrl })
  const page = files.find(({ path }) => path === 'en/issues/weekly/index.html')!
  return { ...fill(prepare(digest, []), links), page: String(page.body) }
}

test('a section’s tagline stands under its name, in the mail and on the issue’s page', async () => {
  const { html, text, page } = await shown('  - title: { en: News }\n    tagline: { en: Of boats & gulls }')
  expect(html).toMatch(/>News<\/a><\/h2><p class="muted"[^>]*>Of boats &#38; gulls<\/p>/)
  expect(text).toContain('News\n----\nOf boats & gulls\n')
  expect(page).toContain('<h3>News</h3><p class="tagline">Of boats &amp; gulls</p>')
  // The other section has none, and nothing in its place.
  expect(page).toContain('<h3>Viewpoints</h3></header>')
})

test('a topic’s tagline is that of its sections and of its page, unless an issue says another', async () => {
  const usual = await shown('  - topic: focus')
  for (const part of [usual.html, usual.text, usual.page])
    expect(part).toContain('What deserves a longer look')
  const own = await shown('  - topic: focus\n    tagline: { en: This time about tides }')
  for (const part of [own.html, own.text, own.page]) {
    expect(part).toContain('This time about tides')
    expect(part).not.toContain('What deserves a longer look')
  }
  const issues = [anIssuePublished({ articles: { en: [{ slug: 'a', title: 'A', topic: 'focus' }] } })]
  const files = listingsOf({ issues, publication })
  const page = textIn(files, 'en/sections/focus/index.html')
  expect(page).toContain('<h1>In Focus</h1><p>What deserves a longer look</p>')
  expect(page).toContain('<meta name="description" content="What deserves a longer look">')
  expect(textIn(files, 'en/sections/views/index.html')).toContain('<h1>Viewpoints</h1><p class="feeds">')
})

test('a tagline that a language lacks is named', () => {
  const yaml =
    'sections:\n  - title: { zh-CN: 新闻, en: News }\n    tagline: { en: Of boats }\n    articles: [01-a]\n'
  expect(problemsOf({ 'issue.yaml': yaml })).toContain('issue.yaml:3 sections.0.tagline has no zh-CN text')
  const lacking = [{ id: 'focus', names: topics[0]!.names, taglines: { en: 'Longer' } }]
  expect(() => aPublication({ topics: lacking })).toThrow(/has no zh-CN text/)
})

test('a publication in another language than its own has the taglines of its first', () => {
  expect(publicationIn(publication, 'fr').topics[0]!.taglines).toMatchObject({ fr: '慢慢看' })
})
