import { expect, test } from 'vitest'
import { buildEditions } from '../../../functions/edition/publish/build-edition.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import { aKitchenSink, aPublication, issueOf } from '../../builders.ts'
import { unbalanced } from './balance.ts'

const publication = aPublication()
const whole = issueOf(aKitchenSink(), publication)
const withNotice = whole.sections.find(({ articles }) => articles.some(({ slug }) => slug === 'notice'))!
const notice = withNotice.articles.find(({ slug }) => slug === 'notice')!

/** The page of `c` in a section of the articles named. */
const pageOfC = async (slugs: string[], but: Partial<typeof notice> = {}) => {
  const articles = slugs.map((slug) => ({
    ...notice,
    slug,
    texts: Object.fromEntries(
      Object.entries(notice.texts).map(([language, text]) => [language, { ...text, title: `title ${slug}` }]),
    ),
    ...(slug === 'c' && but),
  }))
  const issue: Issue = { ...whole, sections: [{ ...withNotice, articles }] }
  const editions = await buildEditions({ issue, publication, siteUrl: 'https://matrix.example.org' })
  const file = editions.flatMap(({ files }) => files).find(({ path }) => /^en\/.*\/c\/index/.test(path))
  return String(file!.body)
}

test('an article leads to four more of its section, those before and after it apart', async () => {
  const page = await pageOfC([...'abcdefghij'])
  const beside = /<nav class="beside"[\s\S]*?<\/nav>/.exec(page)![0]
  expect([...beside.matchAll(/>title (\w)</g)].map(([, slug]) => slug)).toEqual(['a', 'e', 'f', 'g'])
  expect(beside).toContain('<h2 id="in-section">In Focus</h2>')
  expect(unbalanced(page)).toEqual([])
  expect(await pageOfC(['b', 'c', 'd'])).not.toContain('class="beside"')
})

test('the picture that its editor chose opens it, unless its text shows that anyway', async () => {
  const withImage = (path: string) => ({
    texts: Object.fromEntries(
      Object.entries(notice.texts).map(([language, text]) => [
        language,
        { ...text, image: { path, alt: 'A <cover>' } },
      ]),
    ),
  })
  const page = await pageOfC(['c'], withImage('images/cover.png'))
  expect(page).toMatch(
    /<img src="\/assets\/[^"]+" alt="A &lt;cover&gt;" width="\d+" height="\d+" class="hero wide"/,
  )
  expect(unbalanced(page)).toEqual([])
  expect(await pageOfC(['c'], withImage('images/focus.png'))).not.toContain('class="hero')
})
