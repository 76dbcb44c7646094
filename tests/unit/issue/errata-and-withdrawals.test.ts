import { expect, test } from 'vitest'
import { aNewsletter, anArticle, anIssue, issueOf, problemsOf } from '../../builders.ts'

const reason = '{ zh-CN: 数据有误。, en: The data were wrong. }'
const withdrawn = `{ date: 2023-05-01, reason: ${reason} }`
const slugs = (issue: ReturnType<typeof anIssue>) =>
  issue.sections.map(({ articles }) => articles.map(({ slug }) => slug))

test('a withdrawn article is in no section, and what is said of it is kept', () => {
  const issue = anIssue({ '01-talk.md': anArticle({ withdrawn }) })
  expect(slugs(issue)).toEqual([['notice'], ['graphs']])
  expect(issue.withdrawn).toEqual([
    {
      slug: 'talk',
      page: 2,
      titles: { 'zh-CN': '一次谈话', en: 'A talk' },
      date: '2023-05-01',
      reason: { 'zh-CN': '数据有误。', en: 'The data were wrong.' },
    },
  ])
  expect(slugs(anIssue())).toEqual([['talk', 'notice'], ['graphs']])
})

test('nobody sees the images of a withdrawn article, so they need not be there', () => {
  const body = '![说明](images/lost.png)\n'
  const [problem] = problemsOf({ '01-talk.md': anArticle({}, body) })
  expect(problem).toContain('images/lost.png is missing')
  expect(problemsOf({ '01-talk.md': anArticle({ withdrawn }, body) })).toEqual([])
})

test('errata are the latest first, each in the languages that had the fault', () => {
  const errata =
    '[{ date: 2023-04-20, text: { zh-CN: 图二有误。, en: Figure 2 was wrong. } }, { date: 2023-05-02, text: { en: A name was misspelt. } }]'
  const { articles } = anIssue({ '01-talk.md': anArticle({ errata }) }).sections[0]!
  expect(articles[0]!.errata).toEqual([
    { date: '2023-05-02', text: { en: 'A name was misspelt.' } },
    { date: '2023-04-20', text: { 'zh-CN': '图二有误。', en: 'Figure 2 was wrong.' } },
  ])
  expect(articles[1]!.errata).toBeUndefined()
})

test.each<[string, Record<string, string>, string]>([
  [
    'a withdrawal without a reason in a language',
    { withdrawn: '{ date: 2023-05-01, reason: { zh-CN: 有误。 } }' },
    '01-talk.md:6 withdrawn.reason has no en text',
  ],
  [
    'a withdrawal without its day',
    { withdrawn: `{ reason: ${reason} }` },
    '01-talk.md:6 withdrawn.date is missing',
  ],
  [
    'a withdrawal of no day of the calendar',
    { withdrawn: `{ date: 2023-02-30, reason: ${reason} }` },
    '01-talk.md:6 withdrawn.date: "2023-02-30" is not a valid date or time',
  ],
  [
    'a withdrawal with something else',
    { withdrawn: `{ date: 2023-05-01, reason: ${reason}, by: me }` },
    '01-talk.md:6 withdrawn: "by" is unknown; there are date, reason',
  ],
  [
    'an erratum without a text',
    { errata: '[{ date: 2023-05-01, text: {} }]' },
    '01-talk.md:6 errata.0.text is in no language of the issue',
  ],
  [
    'an erratum in a language that the issue lacks',
    { errata: '[{ date: 2023-05-01, text: { fr: Une faute. } }]' },
    '01-talk.md:6 errata.0.text is in no language of the issue',
  ],
  [
    'an empty erratum',
    { errata: '[{ date: 2023-05-01, text: { en: "" } }]' },
    '01-talk.md:6 errata.0.text.en must not be empty',
  ],
])('%s is a problem', (_, but, problem) => {
  expect(problemsOf({ '01-talk.md': anArticle(but) })).toContain(problem)
})

test('notes of all languages stand in the original’s file alone', () => {
  const english = anArticle({ title: 'A talk', errata: '[{ date: 2023-05-01, text: { en: A slip. } }]' })
  expect(problemsOf({ '01-talk.en.md': english })).toContain('01-talk.en.md:6 errata belongs in 01-talk.md')
})

test('an issue in one language needs its notes in no other', () => {
  const note = '{ date: 2023-05-01, reason: { en: It was not ours. } }'
  const article = anArticle({ title: 'The first', page: undefined, withdrawn: note })
  expect(issueOf(aNewsletter({ articles: { '001-first.md': article } })).withdrawn).toHaveLength(1)
})
