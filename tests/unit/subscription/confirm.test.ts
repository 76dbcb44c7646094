import { expect, test } from 'vitest'
import { createConfirmHttp } from '../../../functions/subscription/forms/confirm.http.ts'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createConfirm } from '../../../functions/subscription/states/confirm.ts'
import { linkDays } from '../../../functions/subscription/states/link-lifetimes.ts'
import { createReaderLinks } from '../../../functions/subscription/states/reader-links.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import {
  aFormPost,
  aPublication,
  aRequest,
  aReturning,
  aServer,
  aSite,
  aSubscriber,
  aToken,
  noon,
  someSubscribers,
  theLinks,
} from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'
import { readerSite } from '../../reader-site.ts'

const aDesk = (row?: Subscriber, site = aSite) => {
  const subscribers = someSubscribers(...(row ? [row] : []))
  const now = () => noon
  const confirm = createConfirm({
    subscribers,
    links: theLinks,
    announce: async () => {},
    now,
    confirmedNow: now,
  })
  const readerLink = createReaderLinks({ links: theLinks, siteUrl: aSite.siteUrl, now })
  const serve = aServer(
    createConfirmHttp({
      networkOf: () => undefined,
      site,
      confirm,
      readerLink,
    }),
    failures(site),
  )
  return { subscribers, confirm, serve, readerLink }
}

const inAWeek = noon / 1000 + 7 * 86_400
const theToken = aToken('confirm', { expires: inAWeek })

test('following the link changes nothing: it asks, in the reader’s language, with a button', async () => {
  const row = aSubscriber('pending', { topics: ['focus', 'press'] })
  const { serve, subscribers } = aDesk(row)
  const { status, body } = await serve(aRequest('GET', `/confirm?token=${theToken}`))
  expect(status).toBe(200)
  expect(body).toContain('<html lang="en"')
  expect(body).toContain('In Focus, In the Press')
  expect(body).toContain(
    `<form class="form" method="post" action="/confirm"><input type="hidden" name="token" value="${theToken}">`,
  )
  expect(subscribers.only()).toEqual(row)
})

test('where there was nothing to choose, only the address is shown', async () => {
  const site = { ...aSite, publication: aPublication({ languages: ['en'], topics: [] }) }
  const { body } = await aDesk(aSubscriber('pending'), site).serve(
    aRequest('GET', `/confirm?token=${theToken}`),
  )
  expect(body).toContain('action="/confirm"')
  expect(body).toContain(`<dl><dt>E-mail address</dt><dd><bdi dir="ltr">a•••<wbr>@e•••.org</bdi></dd>\n</dl>`)
})

test.each([
  ['each new issue', [], 'Each new issue of Matrix will come to your inbox.'],
  ['each new issue, where the series begins later', [{ days: 3, issue: 'latest' }], 'Each new issue'],
  [
    'an issue at once',
    [{ days: 0, issue: 'latest' }],
    'Matrix comes to your inbox from now on: an issue to begin',
  ],
])('a new reader is told that they get %s', async (_, welcome, said) => {
  const site = { ...aSite, publication: aPublication({ welcome }) }
  const { body } = await aDesk(aSubscriber('pending'), site).serve(aFormPost('/confirm', { token: theToken }))
  expect(body).toContain(said)
  expect(body).toContain('a•••<wbr>@e•••.org')
  expect(body).toContain('Change your preferences')
})

test('the thank-you leads to something to read, to the inbox, and to another address; forms and links of it work', async () => {
  const site = readerSite([aSubscriber('pending', { id: idOf('ada@gmail.com'), email: 'ada@gmail.com' })])
  const token = aToken('confirm', { subscriber: idOf('ada@gmail.com') })
  const { body } = await site.press('/confirm', token)
  expect(body).toContain('<a class="button" href="/en/#latest">The latest issue</a>')
  expect(body).toMatch(
    /<a class="button" href="https:\/\/mail\.google\.com[^"]*" rel="noreferrer">Open Gmail<\/a>/,
  )
  const [, elsewhere = ''] =
    /href="\/preferences\/address\?token=([^&"]+)&amp;language=en">Not your address\? Enter it again</.exec(
      body,
    ) ?? []
  const page = await site.open('/preferences/address', elsewhere)
  expect(page.status).toBe(200)
  expect(page.body).toContain('name="address"')
  // Of no large provider there is no button, and the page is whole without.
  const other = await readerSite([aSubscriber('pending')]).press('/confirm', aToken('confirm'))
  expect(other.body.match(/class="button"/g)).toHaveLength(1)
})

test('pressing the button activates, with the time of confirmation, and pressing again changes nothing', async () => {
  const row = aSubscriber('pending', { topics: ['focus'] })
  const { serve, subscribers } = aDesk(row)
  const first = await serve(aFormPost('/confirm', { token: theToken }))
  expect(first.status).toBe(200)
  expect(first.body).toContain('You are subscribed')
  const active = subscribers.only()
  expect(active).toEqual({
    id: row.id,
    email: row.email,
    language: 'en',
    topics: ['focus'],
    createdAt: row.createdAt,
    status: 'active',
    confirmedAt: '2026-11-30T12:00:00.000Z',
    consent: { ...row.consent, confirmedAt: '2026-11-30T12:00:00.000Z' },
    revision: 2,
    mailedAt: row.mailedAt,
    mails: 1,
  })
  expect(await serve(aFormPost('/confirm', { token: theToken }))).toEqual(first)
  expect(subscribers.only()).toEqual(active)
})

test('who left and signed up again is asked for what they chose now, in its language, and nothing changes yet', async () => {
  const row = aReturning()
  const { serve, subscribers } = aDesk(row)
  const { status, body } = await serve(aRequest('GET', `/confirm?token=${theToken}`))
  expect(status).toBe(200)
  expect(body).toContain('<html lang="zh-CN"')
  expect(body).toContain('<dd>媒体</dd>')
  expect(subscribers.only()).toEqual(row)
})

test('who left and confirms again gets what they chose now; what they had agreed to, and when they left, stays known', async () => {
  const { request, status, since, ...row } = aReturning()
  const { until, ...chosen } = request!
  const { serve, subscribers } = aDesk(aReturning())
  const first = await serve(aFormPost('/confirm', { token: theToken }))
  expect(first.status).toBe(200)
  const active = subscribers.only()
  expect(active).toEqual({
    ...row,
    ...chosen,
    status: 'active',
    confirmedAt: '2026-11-30T12:00:00.000Z',
    consent: { ...chosen.consent, confirmedAt: '2026-11-30T12:00:00.000Z' },
    former: [{ consent: row.consent, left: since }],
    revision: 2,
  })
  expect(await serve(aFormPost('/confirm', { token: theToken }))).toEqual(first)
  expect(subscribers.only()).toEqual(active)
})

test('two presses at once activate once', async () => {
  const { confirm, subscribers } = aDesk(aSubscriber('pending'))
  const outcomes = await Promise.all([confirm.confirm(theToken), confirm.confirm(theToken)])
  expect(outcomes.map(({ outcome }) => outcome)).toEqual(['subscribed', 'subscribed'])
  expect(subscribers.only()?.revision).toBe(2)
})

test('an expired confirmation link activates nobody and offers a new sign-up', async () => {
  const { serve, subscribers } = aDesk(aSubscriber('pending'))
  const token = aToken('confirm', { expires: noon / 1000 - 1 })
  for (const request of [aRequest('GET', `/confirm?token=${token}`), aFormPost('/confirm', { token })]) {
    const { status, body } = await serve(request)
    expect(status).toBe(410)
    expect(body).toContain('This link has ended')
    expect(body).toContain('href="/subscribe?language=en"')
  }
  expect(subscribers.only()?.status).toBe('pending')
})

test('a link that was altered, is for something else, or is missing, is refused', async () => {
  const { serve, subscribers } = aDesk(aSubscriber('pending'))
  const [payload, signature] = theToken.split('.')
  const forger = Buffer.from(payload!, 'base64url')
    .toString()
    .replace(/^confirm~./, 'confirm~f')
  const altered = `${Buffer.from(forger).toString('base64url')}.${signature}`
  for (const token of [altered, `${theToken}A`, aToken('unsubscribe'), aToken('preferences'), '', 'x.y.z']) {
    expect((await serve(aRequest('GET', `/confirm?token=${token}`))).status).toBe(400)
    expect((await serve(aFormPost('/confirm', { token }))).status).toBe(400)
  }
  expect((await serve(aFormPost('/confirm', { token: [theToken, theToken] }))).status).toBe(400)
  expect(subscribers.only()?.status).toBe('pending')
})

test.each([
  ['nobody', undefined],
  ['a lapsed sign-up', aSubscriber('pending', { expires: noon / 1000 })],
  ['somebody who left since', aSubscriber('unsubscribed')],
  ['somebody who left and whose new sign-up lapsed', aReturning(noon / 1000)],
  ['a suppressed address', aSubscriber('suppressed')],
])('the link of %s confirms nothing', async (_, row) => {
  const { serve, subscribers } = aDesk(row)
  const { status } = await serve(aFormPost('/confirm', { token: theToken }))
  expect(status).toBe(410)
  expect(subscribers.only()).toEqual(row)
})

test('a row outlives the link that would confirm it', () => {
  const { readerLink } = aDesk()
  expect(readerLink('confirm', 'x').expires).toBe(inAWeek)
  expect(linkDays).toEqual({ confirm: 7, move: 7, preferences: 400, unsubscribe: 0, rating: 0 })
})
