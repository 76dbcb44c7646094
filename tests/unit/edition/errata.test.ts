import { expect, test } from 'vitest'
import { buildListings } from '../../../functions/edition/lists/build-listings.ts'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import { rowOf } from '../../../functions/edition/publish/issue-row.ts'
import { pathOf } from '../../../functions/publication/language.ts'
import { anArticle, anIssue, aSite, noon } from '../../builders.ts'

const errata =
  '[{ date: 2023-04-20, text: { zh-CN: 图二有误。, en: Figure 2 was wrong. } }, { date: 2023-05-02, text: { en: "A <name> was misspelt." } }]'

const built = async (but = {}) => {
  const issue = anIssue(but)
  const editions = await buildEditions({ issue, ...aSite })
  const page = (path: string) =>
    String(editions.flatMap(({ files }) => files).find((file) => file.path === path)!.body)
  const row = rowOf(issue, editions, undefined, noon)
  const lists = buildListings({ issues: [row], ...aSite })
  const feed = (language: string) =>
    String(lists.find(({ path }) => path === `${pathOf(language)}/feed.xml`)!.body)
  return { page, feed }
}
const corrected = () => built({ '01-talk.md': anArticle({ errata }) })

test('errata stand above the text, labelled, each with its day', async () => {
  const { page } = await corrected()
  const stub = page('en/issues/matrix-64/talk/index.html')
  const [, note] = /<div class="errata" role="note" aria-labelledby="errata">([\s\S]*?)<\/div>/.exec(stub)!
  expect(note).toContain('<h2 id="errata">Correction</h2>')
  expect(note!.indexOf('A &lt;name&gt; was misspelt.')).toBeLessThan(note!.indexOf('Figure 2 was wrong.'))
  expect(note).toContain('<time datetime="2023-05-02">May 2, 2023</time>')
  expect(stub.indexOf('class="errata"')).toBeLessThan(stub.indexOf('class="body"'))
  expect(stub).toContain('<meta property="article:modified_time" content="2023-05-02">')
})

test('a language that never had the fault says nothing of it', async () => {
  const { page, feed } = await corrected()
  const stub = page('zh/issues/matrix-64/talk/index.html')
  expect(stub).toContain('图二有误。')
  expect(stub).toContain('content="2023-04-20"')
  expect(`${stub}${feed('zh-CN')}`).not.toContain('misspelt')
  expect(page('zh/issues/matrix-64/graphs/index.html')).not.toContain('errata')
})

test('the feed says it before the summary, under the day of the correction', async () => {
  const { feed } = await corrected()
  const item = feed('en')
    .split('<item>')
    .find((one) => one.includes('/talk/'))!
  expect(item).toContain('<pubDate>Mon, 01 May 2023 16:00:00 GMT</pubDate>')
  expect(item.indexOf('Correction, May 2, 2023: A &amp;lt;name&amp;gt; was misspelt.')).toBeGreaterThan(0)
  expect(item.indexOf('What was said.')).toBeGreaterThan(item.indexOf('Figure 2 was wrong.'))
})

test('an article without a fault is as it was', async () => {
  const [first, second] = [await built(), await built()]
  expect(first.feed('en')).toBe(second.feed('en'))
  expect(first.feed('en')).not.toContain('Correction')
})
