import { simpleParser } from 'mailparser'
import { describe, expect, test } from 'vitest'
import { nextIssue } from '../../../functions/edition/digest/next-issue.ts'
import { fill, prepare } from '../../../functions/edition/model/digest.ts'
import { buildEdition } from '../../../functions/edition/publish/build-edition.ts'
import { createDigestMessages } from '../../../functions/sending/deliver/digest-message.ts'
import { aNewsletter, anIssue, aPublication, issueOf, noon, theLinks } from '../../builders.ts'

const siteUrl = 'https://matrix.example.org'
const links = { unsubscribe: '#', preferences: '#', rating: '#' }
const cadence = { cron: '0 9 10 1,4,7,10 ?' }

const ending = async (language: string, but: object = {}, next?: string) => {
  const publication = aPublication(but)
  const issue = anIssue({}, publication)
  const { digest } = await buildEdition({ issue, publication, language, siteUrl })
  return { issue, digest, publication, ...fill(prepare(digest, []), { ...links, next }) }
}

describe('a digest ends with', () => {
  test('a link that opens a mail with the subject and the issue’s address, and no link of the reader’s own', async () => {
    const { html, text, digest, issue } = await ending('en')
    const [, href = ''] = /href="(mailto:[^"]*)"[^>]*>Forward to a friend/.exec(html) ?? []
    const mail = new URL(href.replaceAll('&#38;', '&').replaceAll('&amp;', '&'))
    const address = `${siteUrl}/en/issues/${issue.id}/`
    expect(mail.pathname).toBe('')
    expect(mail.searchParams.get('subject')).toBe(digest.subject)
    expect(mail.searchParams.get('body')).toBe(`${digest.subject}\r\n${address}`)
    expect(text).toContain(`\nForward to a friend:\n${address}\n`)
    expect(text).not.toContain('mailto:')
  })

  test('the issue in its other languages, each by its own name and marked as that language', async () => {
    const { html, text, issue } = await ending('en')
    const address = `${siteUrl}/zh/issues/${issue.id}/`
    expect(html).toContain(`href="${address}" hreflang="zh-CN" lang="zh-CN" dir="ltr"`)
    expect(text).toContain(`\nIn another language: 中文\n${address}\n`)
  })

  test('no other language where the issue has only one', async () => {
    const issue = issueOf(aNewsletter())
    const { digest } = await buildEdition({ issue, publication: aPublication(), language: 'en', siteUrl })
    expect(JSON.stringify(digest)).not.toMatch(/In another language|hreflang/)
  })

  test('when the next issue comes, where a cadence says it', async () => {
    const next = 'The next issue is due on April 10, 2023.'
    const said = await ending('en', { cadence }, next)
    for (const part of [said.html, said.text]) {
      expect(part.indexOf(next)).toBeGreaterThan(part.indexOf('Forward to a friend'))
      expect(part.indexOf(next)).toBeLessThan(part.lastIndexOf('Unsubscribe'))
    }
    const { html } = await ending('en', { cadence: undefined }, next)
    expect(html).not.toContain(next)
  })

  test('no empty paragraph where a cadence names no day', async () => {
    const { html } = await ending('en', { cadence })
    expect(html.match(/<(p|h\d|div|td|span|a)\b[^>]*>\s*<\/\1>/g) ?? []).toEqual([])
  })
})

const publication = aPublication({ cadence, timeZone: 'Asia/Shanghai' })
const said = (at: string, kind: 'digest' | 'welcome' = 'digest', language = 'en') =>
  nextIssue(publication, language, kind, Date.parse(at))

describe('the next issue', () => {
  test.each([
    ['on the day itself is a quarter away', '2023-01-10T01:00:05Z', 'April 10, 2023'],
    ['some days before an occasion is the one after it', '2023-01-07T01:00:00Z', 'April 10, 2023'],
    ['a week late is none the later', '2023-01-17T01:00:00Z', 'April 10, 2023'],
    ['is counted from the day of the publication’s zone', '2023-04-09T17:00:00Z', 'July 10, 2023'],
  ])('%s', (_, at, day) => {
    expect(said(at)).toBe(`The next issue is due on ${day}.`)
  })

  test('of a welcome is the very next, however late that goes out', () => {
    expect(said('2023-04-08T01:00:00Z', 'welcome')).toBe('The next issue is due on April 10, 2023.')
  })

  test('is said in the reader’s words', () => {
    expect(said('2023-01-10T01:00:05Z', 'digest', 'zh-CN')).toContain('下一期预计 2023 年 4 月 10 日发出')
  })

  test('is unknown without a cadence', () => {
    expect(nextIssue(aPublication({ cadence: undefined }), 'en', 'digest', noon)).toBeUndefined()
  })
})

test('who gets a mail is told the next issue as of that day, which the edition does not know', async () => {
  const { digest, publication } = await ending('en', { cadence })
  const mailAt = async (at: string, kind: 'digest' | 'welcome') => {
    const now = () => Date.parse(at)
    const messages = createDigestMessages({ publication, links: theLinks, siteUrl, now })
    const reader = { id: 'r'.repeat(32), email: 'ada@readers.example', topics: [] }
    const raw = Buffer.concat(messages(digest, 'h', reader, { id: 'a--digest', kind }))
    return (await simpleParser(raw)).text
  }
  expect(await mailAt('2023-01-10T01:00:00Z', 'digest')).toContain('April 10, 2023')
  expect(await mailAt('2023-06-01T01:00:00Z', 'welcome')).toContain('July 10, 2023')
})

test('mails of one worker name the next issue by the day on which each goes out', async () => {
  const { digest } = await ending('en', { cadence })
  let at = ''
  const now = () => Date.parse(at)
  const messages = createDigestMessages({ publication, links: theLinks, siteUrl, now })
  const textAt = async (then: string) => {
    at = then
    const reader = { id: 'r'.repeat(32), email: 'ada@readers.example', topics: [] }
    return (await simpleParser(Buffer.concat(messages(digest, 'h', reader, { id: 'a', kind: 'welcome' }))))
      .text
  }
  // The last moment of the day before an issue in Shanghai, and the first of its own.
  expect(await textAt('2023-04-09T15:59:59.999Z')).toContain('April 10, 2023')
  expect(await textAt('2023-04-09T16:00:00.000Z')).toContain('July 10, 2023')
})
