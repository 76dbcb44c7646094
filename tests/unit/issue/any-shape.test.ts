import { expect, test } from 'vitest'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import { aFolder, aLongNewsletter, aNewsletter, anArticle, aPublication, issueOf } from '../../builders.ts'

const problemsIn = (files = aFolder(), publication = aPublication()): string[] => {
  const read = readIssue({ id: 'weekly', files, publication })
  return read.outcome === 'read' ? [] : read.problems.map(({ file, reason }) => `${file} ${reason}`)
}
const brief = (but: Record<string, string | undefined>, body = '') => ({
  '001-first.md': anArticle({ title: 'The first', page: undefined, kind: 'brief', ...but }, body),
})
const links = '[{ title: There, url: "https://example.org/there" }]'

test('an issue needs no number, period, release, cover or pages', () => {
  const issue = issueOf(aNewsletter())
  expect(issue).toMatchObject({ id: 'weekly', languages: ['en'], cover: { lines: {} } })
  for (const key of ['number', 'period', 'release', 'date', 'title']) expect(issue).not.toHaveProperty(key)
  expect(issue.sections).toMatchObject([
    { title: { en: 'News' }, articles: [{ slug: 'first', kind: 'full' }] },
  ])
  expect(issue.sections[0]!.articles[0]).not.toHaveProperty('page')
})

test('an issue in one of the publication’s languages needs no texts in the others', () => {
  const issue = issueOf(aNewsletter({ yaml: 'title: { en: This week }\ndate: 2023-04-10' }))
  expect(issue).toMatchObject({ title: { en: 'This week' }, date: '2023-04-10' })
  expect(Object.keys(issue.sections[0]!.articles[0]!.texts)).toEqual(['en'])
})

test('the first of an issue’s languages has files without a language, whichever it is', () => {
  const files = [
    ...aNewsletter({
      yaml: 'languages: [en, zh-CN]',
      sections: '  - topic: focus\n    articles: [001-first]',
    }),
    { path: '001-first.zh.md', bytes: Buffer.from(anArticle({ title: '第一篇', page: undefined })) },
  ]
  files[0] = {
    ...files[0]!,
    bytes: Buffer.from(String(files[0]!.bytes).replace('languages: [en]\n', '')),
  }
  const { texts } = issueOf(files).sections[0]!.articles[0]!
  expect(texts['zh-CN']!.title).toBe('第一篇')
  expect(texts.en!.title).toBe('The first')
})

test('a language that the publication lacks is a problem, and so is one named twice', () => {
  const files = (languages: string) =>
    aNewsletter().map((file) =>
      file.path === 'issue.yaml'
        ? { ...file, bytes: Buffer.from(String(file.bytes).replace('[en]', languages)) }
        : file,
    )
  expect(problemsIn(files('[fr]'))).toContain('issue.yaml the publication has no language fr')
  expect(problemsIn(files('[en, en]'))).toContain('issue.yaml languages has en twice')
})

test('the publication in another language has that language, and a text for everything', () => {
  const publication = publicationIn(aPublication(), 'ar')
  expect(publication).toMatchObject({ languages: ['ar'], names: { ar: '矩阵 Matrix' } })
  expect(publicationIn(aPublication(), 'en-GB').names['en-GB']).toBe('Matrix')
  expect(publicationIn(aPublication(), 'zh-TW').topics[0]!.names['zh-TW']).toBe('焦点')
  const files = aNewsletter({ sections: '  - topic: focus\n    articles: [001-first]' }).map((file) =>
    file.path === 'issue.yaml'
      ? { ...file, bytes: Buffer.from(String(file.bytes).replace('[en]', '[ar]')) }
      : file,
  )
  expect(issueOf(files, publication).languages).toEqual(['ar'])
})

test('a section has a topic or a title, not both and not neither', () => {
  const reason = 'issue.yaml sections.0 has either a topic of the publication or a title of its own'
  const sections = (head: string) => aNewsletter({ sections: `  - ${head}articles: [001-first]` })
  expect(problemsIn(sections('topic: focus\n    title: { en: News }\n    '))).toEqual([reason])
  expect(problemsIn(sections(''))).toEqual([reason])
})

test('a brief that only points elsewhere needs no text and no summary', () => {
  const [first] = issueOf(aNewsletter({ articles: brief({ links, summary: undefined }) })).sections[0]!
    .articles
  expect(first!.texts.en!.body.children).toEqual([])
  expect(first!.texts.en).not.toHaveProperty('summary')
})

test('a brief without links needs both, a full piece needs them always', () => {
  expect(problemsIn(aNewsletter({ articles: brief({ summary: undefined }, 'Text.') }))).toEqual([
    '001-first.md summary is missing',
  ])
  expect(problemsIn(aNewsletter({ articles: brief({}) }))).toEqual(['001-first.md has no text'])
  expect(problemsIn(aNewsletter({ articles: brief({ kind: 'full', links }) }))).toEqual([
    '001-first.md has no text',
  ])
})

test('a day that is none is a problem', () => {
  expect(problemsIn(aNewsletter({ yaml: 'date: 2023-02-30' }))).toEqual([
    'issue.yaml date: "2023-02-30" is not a valid date or time',
  ])
})

test('a cover may have an image without a text, or lines without an image', () => {
  expect(issueOf(aNewsletter({ yaml: 'cover: { lines: { en: [One] } }' })).cover).toEqual({
    lines: { en: ['One'] },
  })
  expect(problemsIn(aNewsletter({ yaml: 'cover: { image: images/none.png }' }))).toEqual([
    'issue.yaml the image images/none.png is missing',
  ])
})

test('an issue without an article is none', () => {
  const empty = aNewsletter({ sections: '  - title: { en: News }' })
  expect(problemsIn(empty)).toEqual(['issue.yaml sections hold no article'])
  expect(problemsIn(aNewsletter({ sections: '  []' }))).toEqual(['issue.yaml sections hold no article'])
})

test('an issue may have 600 articles', () => {
  expect(issueOf(aLongNewsletter(600)).sections[0]!.articles).toHaveLength(600)
})
