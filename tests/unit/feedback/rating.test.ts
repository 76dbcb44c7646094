import { expect, test } from 'vitest'
import { createRatingHttp } from '../../../functions/feedback/rating.http.ts'
import { ratedPage, ratingPage } from '../../../functions/feedback/rating.page.ts'
import { catalogues } from '../../../functions/publication/words/catalogues.ts'
import { wordsOf } from '../../../functions/publication/words.ts'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import type { RatedMessage } from '../../../functions/subscription/states/mail-act-message.ts'
import type { ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import {
  aFormPost,
  anIssuePublished,
  aRequest,
  aServer,
  aSite,
  aSubscriber,
  aToken,
  noon,
  someSubscribers,
  theLinks,
} from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const at = noon / 1_000
const issue = anIssuePublished({ id: 'matrix-64', number: 64, title: { en: 'Tides', 'zh-CN': '潮' } })
const editions = { issue: async (id: string) => (id === issue.id ? issue : undefined) }
const aDesk = (...rows: ReaderRow[]) => {
  const subscribers = someSubscribers(...rows)
  const counted: Omit<RatedMessage, 'kind'>[] = []
  const http = createRatingHttp({
    ...{
      site: aSite,
      links: theLinks,
      subscribers,
      editions,
      now: () => noon,
      databaseTime: () => noon + 400,
    },
    count: async (one) => void counted.push(one),
  })
  return { counted, subscribers, serve: aServer(http, failures(aSite)) }
}

const ada = idOf('ada@example.org')
const token = aToken('rating', { send: 'matrix-64--digest' })
const link = (answer: string) => `/rating?token=${token}&answer=${answer}`

/** The answers of a page whose buttons stand out. */
const standingOut = (body: string) =>
  [...body.matchAll(/(<span class="quiet">)?<button [^>]*name="answer" value="(\w+)"/g)]
    .filter(([, isQuiet]) => !isQuiet)
    .map(([, , answer]) => answer)

test('a link scanner that follows both links counts nothing; the answer of each stands out', async () => {
  const row = aSubscriber('active')
  const { serve, counted, subscribers } = aDesk(row)
  for (const answer of ['yes', 'no']) {
    const { status, body, headers } = await serve(aRequest('GET', link(answer)))
    expect(status).toBe(200)
    expect(standingOut(body)).toEqual([answer])
    expect(body).not.toContain('<script')
    expect(headers['x-robots-tag']).toBe('noindex')
  }
  expect(counted).toEqual([])
  expect(subscribers.only()).toEqual(row)
})

test('the button counts it by the database’s time, gives thanks and leads back to the issue', async () => {
  const { serve, counted, subscribers } = aDesk(aSubscriber('active'))
  const { status, body } = await serve(aFormPost('/rating', { token, language: 'en', answer: 'no' }))
  expect([status, body]).toEqual([200, expect.stringContaining('Thank you')])
  expect(body).toContain('href="/en/issues/matrix-64/"')
  await serve(aFormPost('/rating', { token, answer: 'yes' }))
  const rated = { send: 'matrix-64--digest', subscriber: ada, at }
  expect(counted).toEqual([
    { ...rated, worth: false },
    { ...rated, worth: true },
  ])
  expect(subscribers.only()).toEqual(aSubscriber('active'))
})

test('who moved since, or before the mail was sent, is looked for by all their ids', async () => {
  const [before, now] = [idOf('ada@old.example'), ada]
  const movedFrom = [{ id: before, email: 'ada@old.example', at: '2026-11-29T18:00:00.000Z', until: 'x' }]
  const { serve, counted } = aDesk(aSubscriber('active', { movedFrom }))
  await serve(aFormPost('/rating', { token, answer: 'yes' }))
  expect(counted).toMatchObject([{ subscriber: now, alsoAs: [before] }])
})

test('who has left may say it of what they got; so may whom nobody knows any more, for nothing', async () => {
  for (const rows of [[aSubscriber('unsubscribed')], []]) {
    const { serve, counted } = aDesk(...rows)
    expect((await serve(aFormPost('/rating', { token, answer: 'yes' }))).status).toBe(200)
    expect(counted).toEqual([{ send: 'matrix-64--digest', subscriber: ada, worth: true, at }])
  }
})

test.each([
  ['altered', token.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))],
  ['for leaving', aToken('unsubscribe', { send: 'matrix-64--digest' })],
  ['for preferences', aToken('preferences', { send: 'matrix-64--digest' })],
  ['for a form', aToken('form')],
  ['absent', ''],
])('a token that is %s counts nothing and tells nothing', async (_, other) => {
  const { serve, counted } = aDesk(aSubscriber('active'))
  for (const request of [
    aRequest('GET', `/rating?token=${other}&answer=yes`),
    aFormPost('/rating', { token: other, answer: 'yes' }),
  ])
    expect((await serve(request)).status).toBe(400)
  expect(counted).toEqual([])
})

test('a post without an answer of ours asks again, and a link without one chooses none', async () => {
  const { serve, counted } = aDesk(aSubscriber('active'))
  for (const fields of [{ token }, { token, answer: 'maybe' }, { token, answer: ['yes', 'no'] }]) {
    const { status, body } = await serve(aFormPost(link('yes'), fields))
    expect([status, body]).toEqual([400, expect.stringContaining('action="/rating"')])
  }
  const { body } = await serve(aRequest('GET', `/rating?token=${token}`))
  expect(body.match(/name="answer"/g)).toHaveLength(2)
  expect(standingOut(body)).toEqual([])
  expect(counted).toEqual([])
})

test('when it cannot be counted the reader is told so, and may press again', async () => {
  const http = createRatingHttp({
    ...{ site: aSite, links: theLinks, subscribers: someSubscribers(aSubscriber('active')) },
    ...{ editions, now: () => noon, databaseTime: () => noon },
    count: async () => {
      throw new Error('SQS does not answer')
    },
  })
  const { status } = await aServer(http, failures(aSite))(aFormPost('/rating', { token, answer: 'yes' }))
  expect(status).toBe(500)
})

test('every catalogue asks and thanks in its own words', () => {
  for (const language of Object.keys(catalogues)) {
    const site = { ...aSite, publication: { ...aSite.publication, languages: [language] } }
    const { title, yes, no, doneTitle } = wordsOf(language).forms.rating
    site.publication.names = { [language]: 'Matrix' }
    site.publication.taglines = { [language]: 'Four letters a year' }
    site.publication.publisher = { [language]: 'The Institute' }
    site.publication.postalAddress = { [language]: '5 Some Street' }
    const rated = { id: 'matrix-64', name: { whole: 'No. 64', title: 'Tides' } }
    const asked = ratingPage(site, language, { token: 't', answer: 'yes', issue: rated }).html
    for (const words of [title, yes, no]) expect(asked).toContain(words)
    const done = ratedPage(site, language, rated, 'no').html
    for (const words of [doneTitle, title, no]) expect(done).toContain(words)
  }
})

test('the pages name the issue in the reader’s language, and the last leads to it', async () => {
  const { serve } = aDesk(aSubscriber('active'))
  const { body } = await serve(aRequest('GET', link('yes')))
  expect(body).toMatch(/<strong>[^<]*64[^<]*January–March 2023[^<]*Tides<\/strong>/)
  const chinese = await serve(aRequest('GET', `${link('yes')}&language=zh-CN`))
  expect(chinese.body).toMatch(/<strong>[^<]*64[^<]*潮<\/strong>/)
  const { body: done } = await serve(aFormPost('/rating', { token, language: 'en', answer: 'yes' }))
  expect(done).toMatch(/<strong>[^<]*Tides<\/strong>/)
  expect(done).toContain('href="/en/issues/matrix-64/"')
  // A row of a send whose issue is not known.
  const other = aToken('rating', { send: 'matrix-1--digest' })
  expect((await serve(aRequest('GET', `/rating?token=${other}&answer=yes`))).status).toBe(200)
})

test('of an issue that was taken down nothing is asked or counted, and it is said in the reader’s language', async () => {
  const counted: unknown[] = []
  const http = createRatingHttp({
    ...{ site: aSite, links: theLinks, subscribers: someSubscribers(aSubscriber('active')) },
    ...{ now: () => noon, databaseTime: () => noon },
    editions: { issue: async () => ({ ...issue, gone: '2026-11-30T00:00:00.000Z' }) },
    count: async (one) => void counted.push(one),
  })
  const serve = aServer(http, failures(aSite))
  for (const request of [aRequest('GET', link('yes')), aFormPost('/rating', { token, answer: 'yes' })]) {
    const { status, body } = await serve(request)
    expect([status, body]).toEqual([410, expect.stringContaining('This issue was taken down')])
    expect(body).not.toContain('name="answer"')
  }
  const chinese = await serve(aRequest('GET', `${link('yes')}&language=zh-CN`))
  expect(chinese.body).toContain('这一期已经撤下')
  expect(counted).toEqual([])
})

test('a reader who was erased is told so, and nothing is counted', async () => {
  const { serve, counted } = aDesk({ id: ada, status: 'erased', at: '2026-11-29T18:00:00.000Z', revision: 1 })
  for (const request of [aRequest('GET', link('yes')), aFormPost('/rating', { token, answer: 'yes' })])
    expect((await serve(request)).status).toBe(410)
  expect(counted).toEqual([])
})
