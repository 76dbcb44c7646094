import { expect, test } from 'vitest'
import { catalogues } from '../../../functions/publication/words/catalogues.ts'
import { wordsOf } from '../../../functions/publication/words.ts'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createRatingHttp } from '../../../functions/subscription/forms/rating.http.ts'
import { ratedPage, ratingPage } from '../../../functions/subscription/forms/rating.page.ts'
import type { RatedMessage } from '../../../functions/subscription/states/mail-act-message.ts'
import type { ReaderRow } from '../../../functions/subscription/states/subscriber.ts'
import {
  aFormPost,
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
const aDesk = (...rows: ReaderRow[]) => {
  const subscribers = someSubscribers(...rows)
  const counted: Omit<RatedMessage, 'kind'>[] = []
  const http = createRatingHttp({
    ...{ site: aSite, links: theLinks, subscribers, now: () => noon, databaseTime: () => noon + 400 },
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
    ...{ now: () => noon, databaseTime: () => noon },
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
    const asked = ratingPage(site, language, { token: 't', answer: 'yes' }).html
    for (const words of [title, yes, no]) expect(asked).toContain(words)
    const done = ratedPage(site, language, 'matrix-64', 'no').html
    for (const words of [doneTitle, title, no]) expect(done).toContain(words)
  }
})

test('a reader who was erased is told so, and nothing is counted', async () => {
  const { serve, counted } = aDesk({ id: ada, status: 'erased', at: '2026-11-29T18:00:00.000Z', revision: 1 })
  for (const request of [aRequest('GET', link('yes')), aFormPost('/rating', { token, answer: 'yes' })])
    expect((await serve(request)).status).toBe(410)
  expect(counted).toEqual([])
})
