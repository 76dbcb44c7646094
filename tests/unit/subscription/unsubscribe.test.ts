import { expect, test } from 'vitest'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createStay } from '../../../functions/subscription/forms/offer-instead.http.ts'
import { createUnsubscribeHttp } from '../../../functions/subscription/forms/unsubscribe.http.ts'
import { createPreferences } from '../../../functions/subscription/states/preferences.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { createUnsubscribe } from '../../../functions/subscription/states/unsubscribe.ts'
import {
  aFormPost,
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

const aDesk = (row?: Subscriber, joinedBy: string[] = []) => {
  const kept = someSubscribers(...(row ? [row] : []))
  const idHere = (id: string) => (row && joinedBy.includes(id) ? row.id : id)
  const subscribers = { ...kept, get: (id: string) => kept.get(idHere(id)) }
  const now = () => noon
  const unsubscribe = createUnsubscribe({ subscribers, links: theLinks, now })
  const preferences = createPreferences({ subscribers, links: theLinks, now }, 'unsubscribe')
  const told: object[] = []
  const counted: object[] = []
  const mailed: [string, Subscriber][] = []
  const tell = async (...mail: [string, Subscriber]) => {
    mailed.push(mail)
  }
  const http = createUnsubscribeHttp({
    site: aSite,
    unsubscribe,
    stay: createStay({ site: aSite, preferences, tell, now }),
    tell,
    countLeft: async (one) => void counted.push(one),
    onOutcome: (outcome) => told.push(outcome),
  })
  return { subscribers, told, counted, mailed, serve: aServer(http, failures(aSite)) }
}

const theToken = aToken('unsubscribe', { send: 'matrix-64' })
const theLink = `/unsubscribe?token=${theToken}`
const oneClick = { 'List-Unsubscribe': 'One-Click' }

test('a link scanner that follows the link ends nothing', async () => {
  const row = aSubscriber('active')
  const { serve, subscribers } = aDesk(row)
  const { status, body } = await serve(aRequest('GET', theLink))
  expect(status).toBe(200)
  expect(body).toContain(`action="/unsubscribe"><input type="hidden" name="token" value="${theToken}">`)
  expect(subscribers.only()).toEqual(row)
})

test('the page’s button ends it, with a way back', async () => {
  const { serve, subscribers, told } = aDesk(aSubscriber('active'))
  const { status, body } = await serve(aFormPost('/unsubscribe', { token: theToken }))
  expect(status).toBe(200)
  expect(body).toContain('You are unsubscribed')
  expect(body).toContain('href="/subscribe?language=en"')
  expect(subscribers.only()).toMatchObject({
    status: 'unsubscribed',
    since: '2026-11-30T12:00:00.000Z',
    leaving: { send: 'matrix-64' },
    revision: 2,
  })
  expect(told).toEqual([{ outcome: 'ended', how: 'page', send: 'matrix-64' }])
})

test('who leaves by the page is told so once, who leaves in their mailbox or never confirmed is not', async () => {
  const { serve, mailed, subscribers } = aDesk(aSubscriber('active'))
  for (let press = 0; press < 2; press += 1) await serve(aFormPost('/unsubscribe', { token: theToken }))
  expect(mailed).toEqual([['goodbye', { ...subscribers.only(), revision: 1 }]])
  for (const desk of [aDesk(aSubscriber('active')), aDesk(aSubscriber('pending'))]) {
    await desk.serve(aFormPost(theLink, oneClick))
    expect(desk.mailed).toEqual([])
  }
  const pending = aDesk(aSubscriber('pending'))
  await pending.serve(aFormPost('/unsubscribe', { token: theToken }))
  expect(pending.mailed).toEqual([])
})

const multipart = (boundary: string, type = `multipart/form-data; boundary=${boundary}`) => ({
  headers: { 'Content-Type': type },
  body: `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`,
})

test.each([
  ['urlencoded', aFormPost(theLink, oneClick)],
  ['the marker twice', aFormPost(theLink, { 'List-Unsubscribe': ['One-Click', 'One-Click'] })],
  ['with a line break after it', aFormPost(theLink, { 'List-Unsubscribe': 'One-Click\r\n' })],
  [
    'urlencoded, with a charset',
    aFormPost(theLink, oneClick, { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' }),
  ],
  ['multipart', aRequest('POST', theLink, multipart('---FormBoundaryjWmhtjORrn'))],
  ['multipart in base64', aRequest('POST', theLink, { ...multipart('x'), base64: true })],
  ['multipart as Java writes it', aRequest('POST', theLink, multipart('----=_Part_6_1.2'))],
  [
    'multipart as Python writes it',
    aRequest('POST', theLink, multipart('===1==', 'multipart/form-data; boundary="===1=="')),
  ],
])('a mailbox provider’s one-click post, %s, ends it with no redirect and no cookie', async (_, request) => {
  const { serve, subscribers, told } = aDesk(aSubscriber('active'))
  const { status, headers } = await serve(request)
  expect(status).toBe(200)
  expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('set-cookie')
  expect(Object.keys(headers).map((name) => name.toLowerCase())).not.toContain('location')
  expect(subscribers.only()?.status).toBe('unsubscribed')
  expect(told).toEqual([{ outcome: 'ended', how: 'one-click', send: 'matrix-64' }])
})

test.each([
  ['without a body', 400, aRequest('POST', theLink)],
  ['with another marker', 400, aFormPost(theLink, { 'List-Unsubscribe': 'Maybe' })],
  ['with another field', 400, aFormPost(theLink, { a: 'b' })],
  [
    'with the marker as plain text',
    415,
    aRequest('POST', theLink, {
      headers: { 'content-type': 'text/plain' },
      body: 'List-Unsubscribe=One-Click',
    }),
  ],
])('a post to the link %s does nothing', async (_, status, request) => {
  const row = aSubscriber('active')
  const { serve, subscribers } = aDesk(row)
  expect((await serve(request)).status).toBe(status)
  expect(subscribers.only()).toEqual(row)
})

test('a link of years ago still works, and leaving twice is leaving', async () => {
  const { serve, subscribers } = aDesk(aSubscriber('active'))
  const token = aToken('unsubscribe', { expires: 1 })
  const first = await serve(aFormPost('/unsubscribe', { token }))
  const left = subscribers.only()
  expect(await serve(aFormPost('/unsubscribe', { token }))).toEqual(first)
  expect(subscribers.only()).toEqual(left)
})

test('whoever signed up again and then leaves is not left pending', async () => {
  const { serve, subscribers } = aDesk(aSubscriber('pending'))
  await serve(aFormPost(theLink, oneClick))
  const row = subscribers.only()
  expect(row?.status).toBe('unsubscribed')
  expect(row).not.toHaveProperty('expires')
})

test('whoever left, was signed up again and leaves has no sign-up waiting, and left when they did', async () => {
  const { request, mailedAt, mails, ...left } = aReturning()
  const { serve, subscribers, mailed } = aDesk(aReturning())
  expect((await serve(aRequest('GET', theLink))).body).toContain('action="/unsubscribe"')
  const { status, body } = await serve(aFormPost('/unsubscribe', { token: theToken }))
  expect([status, body.includes('You are unsubscribed')]).toEqual([200, true])
  expect(subscribers.only()).toEqual({ ...left, revision: 2 })
  expect(mailed).toEqual([])
  const lapsed = aDesk(aReturning(noon / 1000))
  await lapsed.serve(aFormPost(theLink, oneClick))
  expect(lapsed.subscribers.only()).toEqual(aReturning(noon / 1000))
})

test.each([
  ['nobody', undefined],
  ['a suppressed address', aSubscriber('suppressed', { cause: 'complaint' })],
])('%s is answered, and stays as it is', async (_, row) => {
  const { serve, subscribers } = aDesk(row)
  for (const request of [aRequest('GET', theLink), aFormPost(theLink, oneClick)]) {
    const { status, body } = await serve(request)
    expect(status).toBe(200)
    expect(body).toMatch(/You are not subscribed|您目前没有订阅/)
  }
  expect(subscribers.only()).toEqual(row)
})

test('a forged link ends nobody’s subscription', async () => {
  const row = aSubscriber('active')
  const { serve, subscribers } = aDesk(row)
  for (const token of [aToken('preferences'), `${theToken}x`, '']) {
    expect((await serve(aFormPost(`/unsubscribe?token=${token}`, oneClick))).status).toBe(400)
    expect((await serve(aFormPost('/unsubscribe', { token }))).status).toBe(400)
  }
  expect(subscribers.only()).toEqual(row)
})

test('beside leaving, the page offers to pause and to choose fewer sections, by the same link', async () => {
  const { serve } = aDesk(aSubscriber('active', { topics: ['views', 'press'] }))
  const { body } = await serve(aRequest('GET', theLink))
  const forms = body.match(/<form [\s\S]*?<\/form>/g)!
  expect(forms.map((form) => /<button[^>]*>([^<]+)</.exec(form)![1])).toEqual([
    'Unsubscribe',
    'Pause for three months, until February 28, 2027',
    'Receive only these',
  ])
  for (const form of forms)
    expect(form).toContain(`action="/unsubscribe"><input type="hidden" name="token" value="${theToken}"`)
  expect([...forms[2]!.matchAll(/value="(\w+)" checked/g)].map(([, topic]) => topic)).toEqual([
    'views',
    'press',
  ])
  const asked = await aDesk(aSubscriber('pending')).serve(aRequest('GET', theLink))
  expect(asked.body.match(/<form /g)).toHaveLength(1)
})

test('who pauses instead of leaving stays a reader, and can end it there', async () => {
  const { serve, subscribers, mailed, told } = aDesk(aSubscriber('active'))
  const { status, body } = await serve(
    aFormPost('/unsubscribe', { token: theToken, language: 'en', pause: 'quarter' }),
  )
  expect([status, body]).toEqual([200, expect.stringContaining('You pause until February 28, 2027.')])
  expect(subscribers.only()).toMatchObject({
    status: 'active',
    paused: { until: '2027-02-27T16:00:00.000Z' },
  })
  expect(mailed.map(([kind]) => kind)).toEqual(['paused'])
  expect(told).toEqual([])
  const again = await serve(aRequest('GET', theLink))
  expect(again.body).toContain('You pause until February 28, 2027.')
  expect(again.body).not.toContain('value="quarter"')
  const ended = await serve(aFormPost('/unsubscribe', { token: theToken, language: 'en', pause: 'end' }))
  expect(ended.body).toContain('The pause is over.')
  expect(subscribers.only()).not.toHaveProperty('paused')
})

test('who wants fewer sections keeps what they ticked, and one of them at least', async () => {
  const { serve, subscribers, mailed } = aDesk(aSubscriber('active', { timeZone: 'Europe/Berlin' }))
  const post = (topics: string[]) =>
    serve(aFormPost('/unsubscribe', { token: theToken, language: 'en', fewer: 'yes', topics }))
  const none = await post([''])
  expect([none.status, none.body]).toEqual([
    400,
    expect.stringContaining('Please choose at least one section.'),
  ])
  expect(none.body).not.toContain(' checked')
  expect(mailed).toEqual([])
  const { body } = await post(['', 'focus', 'views'])
  expect(body).toContain('From now on you receive: In Focus and Viewpoints.')
  expect(subscribers.only()).toMatchObject({
    status: 'active',
    topics: ['focus', 'views'],
    timeZone: 'Europe/Berlin',
  })
  expect(mailed.map(([kind]) => kind)).toEqual(['changed'])
})

test.each([
  [{ pause: 'year' }, undefined],
  [{ pause: ['quarter', 'end'] }, undefined],
  [{ fewer: 'yes', topics: ['', 'sport'] }, undefined],
  [{ reason: 'because' }, undefined],
  [{ reason: 'too-many' }, undefined],
  [{ pause: 'quarter' }, aSubscriber('pending')],
  [{ fewer: 'yes', topics: ['', 'focus'] }, aSubscriber('unsubscribed')],
  [{ pause: 'end' }, aSubscriber('suppressed')],
])('%j ends nobody’s subscription, and changes nothing that is not theirs to change', async (fields, row) => {
  const before = row ?? aSubscriber('active')
  const { serve, subscribers, mailed } = aDesk(before)
  await serve(aFormPost('/unsubscribe', { token: theToken, ...fields }))
  expect([subscribers.only(), mailed]).toEqual([before, []])
})

test('one click ends it, whatever else is in the post', async () => {
  const { serve, subscribers } = aDesk(aSubscriber('active'))
  const { body } = await serve(aFormPost(theLink, { ...oneClick, pause: 'quarter', reason: 'other' }))
  expect(subscribers.only()).toMatchObject({ status: 'unsubscribed', leaving: { send: 'matrix-64' } })
  expect(body).not.toContain('<form')
})

test('who has left may say why by one press, and is not asked again', async () => {
  const { serve, subscribers, mailed } = aDesk(aSubscriber('active'))
  const left = await serve(aFormPost('/unsubscribe', { token: theToken, language: 'en' }))
  expect(
    [...left.body.matchAll(/name="reason" value="([^"]+)">([^<]+)</g)].map(([, id, name]) => [id, name]),
  ).toEqual([
    ['too-many', 'Too many mails'],
    ['not-for-me', 'Not for me'],
    ['never-asked', 'I never asked for it'],
    ['other', 'Another reason'],
  ])
  mailed.length = 0
  const said = await serve(aFormPost('/unsubscribe', { token: theToken, language: 'en', reason: 'too-many' }))
  expect(said.body).toMatch(/You are unsubscribed[\s\S]*Thank you for telling us\./)
  expect(subscribers.only()).toMatchObject({ leaving: { send: 'matrix-64', reason: 'too-many' } })
  expect(mailed).toEqual([])
  for (const page of [said, await serve(aRequest('GET', theLink))])
    expect(page.body).not.toContain('name="reason"')
})

const masked = '<dt>E-mail address</dt><dd><bdi dir="ltr">a•••<wbr>@e•••.org</bdi></dd>'

test.each(['active', 'unsubscribed', 'suppressed'] as const)(
  'whoever follows the link of a reader who is %s sees which address it is, not the address itself',
  async (status) => {
    const { serve } = aDesk(aSubscriber(status))
    for (const request of [aRequest('GET', theLink), aFormPost('/unsubscribe', { token: theToken })]) {
      const { body } = await serve(request)
      expect(body).toContain(masked)
      expect(body).not.toMatch(/\bada\b/)
    }
  },
)

test('a link of a reader who was erased, or that was altered, names no address', async () => {
  const { serve } = aDesk()
  for (const path of [theLink, `${theLink}x`])
    expect((await serve(aRequest('GET', path))).body).not.toMatch(/•••|<dt>/)
})

test('the send whose link was used counts the leaving, also when it is pressed again; no other link does', async () => {
  const { serve, counted, subscribers } = aDesk(aSubscriber('active'))
  await serve(aRequest('GET', theLink))
  expect(counted).toEqual([])
  await serve(aFormPost(theLink, oneClick))
  await serve(aFormPost('/unsubscribe', { token: theToken }))
  const left = { send: 'matrix-64', subscriber: subscribers.only()!.id }
  expect(counted).toEqual([left, left])
  await serve(aFormPost('/unsubscribe', { token: aToken('unsubscribe', { send: 'matrix-65' }) }))
  expect(counted.at(-1)).toEqual(left)
  const other = aDesk(aSubscriber('active'))
  await other.serve(aFormPost('/unsubscribe', { token: aToken('unsubscribe') }))
  expect(other.counted).toEqual([])
})

test('who leaves by a mail that another got, who has joined them since, is counted where that one was', async () => {
  const [another, earlier] = [idOf('another@example.org'), idOf('earlier@example.org')]
  const before = idOf('ada@old.example')
  const moved = { at: '2026-01-01T00:00:00.000Z', until: '2026-01-01T00:15:00.000Z' }
  const row = aSubscriber('active', {
    movedFrom: [
      { id: before, email: 'ada@old.example', ...moved },
      { id: earlier, email: 'earlier@example.org', joined: true, ...moved },
      { id: another, email: 'another@example.org', joined: true, ...moved },
    ],
  })
  const { serve, counted } = aDesk(row, [another])
  const token = aToken('unsubscribe', { send: 'matrix-64', subscriber: another })
  await serve(aFormPost('/unsubscribe', { token }))
  const left = { send: 'matrix-64', subscriber: another, alsoAs: [earlier] }
  expect(counted).toEqual([left])
  // Pressed once more it is said again, in case it was lost; but not by a mail of another send.
  await serve(aFormPost('/unsubscribe', { token }))
  expect(counted).toEqual([left, left])
  await serve(
    aFormPost('/unsubscribe', { token: aToken('unsubscribe', { send: 'matrix-65', subscriber: another }) }),
  )
  expect(counted).toHaveLength(2)
})
