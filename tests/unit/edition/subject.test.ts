import { describe, expect, test } from 'vitest'
import { preheaderIn } from '../../../emails/preheader.ts'
import { columnsOf } from '../../../emails/text-columns.ts'
import { digestProps } from '../../../functions/edition/digest/build-digest-props.ts'
import { subjectOf } from '../../../functions/edition/digest/subject-and-preheader.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { imagesOf } from '../../../functions/edition/model/images.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import type { Issue } from '../../../functions/issue/issue.ts'
import { aNewsletter, anArticle, anIssue, aPublication, issueOf, issueYamlWith } from '../../builders.ts'

const sourceOf = (issue: Issue, language: string) => ({
  issue,
  publication: aPublication(),
  language,
  siteUrl: 'https://m.example',
})
const subject = (title: string, yaml = '') =>
  subjectOf(
    sourceOf(
      issueOf(aNewsletter({ yaml, articles: { '001-first.md': anArticle({ title, page: undefined }) } })),
      'en',
    ),
  )

describe('a subject', () => {
  test('has at most 60 columns, of whole words, in every script', () => {
    for (const title of [
      'A headline that goes on for longer than any inbox has room for, and then some more',
      '一个很长的标题，它比任何收件箱能够显示的都要长得多，所以必须在某个词之后截断才行',
      'عنوان طويل جدًا لا يتسع له أي صندوق بريد على أي شاشة كانت مهما كان عرضها كبيرًا',
      'Word'.repeat(40),
    ]) {
      const said = subject(title)
      expect(columnsOf(said), said).toBeLessThanOrEqual(60)
      expect(said).toMatch(/…$/)
    }
    expect(subject('A headline that goes on for longer than any inbox has room for')).toBe(
      'A headline that goes on for longer than any inbox has room…',
    )
    expect(subject('Short')).toBe('Short')
  })

  test('has room for the label of advertising', () => {
    const said = subject(
      'A headline that goes on for longer than any inbox has room for',
      'advertising: true',
    )
    expect(said).toMatch(/^AD: A headline .*…$/)
    expect(columnsOf(said)).toBeLessThanOrEqual(60)
  })

  test('begins with the issue’s number where the publication wants it, and the preheader does not repeat that', () => {
    const publication = aPublication({ numberInSubject: true })
    const numbered = (title: string, language: string, yaml = 'number: 7\ndate: 2031-05-06') => {
      const articles = { '001-first.md': anArticle({ title, page: undefined }) }
      const files = aNewsletter({ yaml, articles })
      return { ...sourceOf(issueOf(files), language), publication }
    }
    const source = numbered('The boats came home', 'en')
    expect(subjectOf(source)).toBe('No. 7: The boats came home')
    expect(digestProps(source, imagesOf(source.issue)).preheader).toBe('May 6, 2031')
    expect(columnsOf(subjectOf(numbered('Word '.repeat(40), 'en')))).toBeLessThanOrEqual(60)
    expect(subjectOf(numbered('Issue 7, the boats', 'en'))).toBe('Issue 7, the boats')
    expect(subjectOf(numbered('17 boats', 'en'))).toBe('No. 7: 17 boats')
    expect(subjectOf(numbered('The boats', 'en', 'date: 2031-05-06'))).toBe('The boats')
    expect(subject('The boats', 'number: 7')).toBe('The boats')
  })

  test('is the headline of the lead, where no cover line or title says it otherwise', () => {
    const articles = {
      '001-first.md': anArticle({ title: 'First', page: undefined, kind: 'brief' }),
      '002-second.md': anArticle({ title: 'Second', page: undefined }),
    }
    const sections = '  - title: { en: News }\n    articles: [001-first, 002-second]'
    expect(subjectOf(sourceOf(issueOf(aNewsletter({ sections, articles })), 'en'))).toBe('Second')
  })
})

describe('a preheader', () => {
  const yaml = issueYamlWith('en: [First line, Second line]', 'en: [A talk, Second line]')
  const build = () => buildEdition(sourceOf(anIssue({ 'issue.yaml': yaml }), 'en'))
  const shown = async (...topics: string[]) =>
    preheaderIn(
      fill(prepare((await build()).digest, topics), { unsubscribe: '#', preferences: '#', rating: '#' }).html,
    )

  test('says the number and what the subject has not said, of the sections that the reader gets', async () => {
    expect((await build()).digest.subject).toBe('A talk')
    expect(await shown()).toBe('No. 64 · A notice · Graphs')
    expect(await shown('views')).toBe('No. 64 · Graphs')
  })

  test('of one piece says how it is summed up', () => {
    const issue = issueOf(aNewsletter())
    const { preheader, teasers } = digestProps(sourceOf(issue, 'en'), imagesOf(issue))
    expect([preheader, teasers]).toEqual(['In this issue', [{ text: 'What is new.' }]])
  })
})
