import { expect, test } from 'vitest'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createPreferencesHttp } from '../../../functions/subscription/forms/preferences.http.ts'
import { createPreferences } from '../../../functions/subscription/states/preferences.ts'
import { createReaderLinks } from '../../../functions/subscription/states/reader-links.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
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

const aDesk = (row?: Subscriber) => {
  const subscribers = someSubscribers(...(row ? [row] : []))
  const now = () => noon
  const preferences = createPreferences({ subscribers, links: theLinks, now })
  const readerLink = createReaderLinks({ links: theLinks, siteUrl: aSite.siteUrl, now })
  const told: [string, Subscriber][] = []
  const tell = async (...one: [string, Subscriber]) => {
    told.push(one)
  }
  const serve = aServer(
    createPreferencesHttp({ site: aSite, preferences, readerLink, tell, now }),
    failures(aSite),
  )
  return { subscribers, serve, told }
}

const theToken = aToken('preferences', { send: 'matrix-64', expires: noon / 1000 + 60 })
const ticked = (body: string) =>
  [...body.matchAll(/name="topics" value="(\w+)" checked/g)].map((match) => match[1])

test('the form shows what the reader chose, in their language, with a way out', async () => {
  const row = aSubscriber('active', { topics: ['views'], language: 'zh-CN' })
  const { serve, subscribers } = aDesk(row)
  const { status, body } = await serve(
    aRequest('GET', `/preferences?token=${theToken}`, { headers: { 'accept-language': 'en' } }),
  )
  expect(status).toBe(200)
  expect(body).toContain('<html lang="zh-CN"')
  expect(ticked(body)).toEqual(['views'])
  expect(body).toContain('a•••<wbr>@e•••.org')
  expect(body).toMatch(/value="zh-CN" checked/)
  const leave = /action="\/unsubscribe"><input type="hidden" name="token" value="([^"]+)"/.exec(body)?.[1]
  expect(theLinks.verify(leave!, 'unsubscribe', noon)).toMatchObject({
    outcome: 'valid',
    claim: { subscriber: row.id, send: 'matrix-64', expires: 0 },
  })
  expect(subscribers.only()).toEqual(row)
})

test('what the reader saves is kept, and shown in the language they now chose', async () => {
  const row = aSubscriber('active', { topics: ['views'], language: 'zh-CN' })
  const { serve, subscribers, told } = aDesk(row)
  const { status, body } = await serve(
    aFormPost('/preferences', { token: theToken, language: 'en', topics: ['', 'focus', 'press'] }),
  )
  expect(status).toBe(200)
  expect(body).toMatch(/role="status">Saved\./)
  expect(ticked(body)).toEqual(['focus', 'press'])
  const mailed = { mailedAt: '2026-11-30T12:00:00.000Z', mails: 1 }
  const after = { ...row, topics: ['focus', 'press'], language: 'en', ...mailed }
  expect(subscribers.only()).toEqual({ ...after, revision: 2 })
  expect(told).toEqual([['changed', after]])
})

test('a reader who saves what they had already is not mailed about it', async () => {
  const { serve, told } = aDesk(aSubscriber('active', { topics: ['views'], language: 'en' }))
  const same = aFormPost('/preferences', { token: theToken, language: 'en', topics: ['', 'views'] })
  expect((await serve(same)).status).toBe(200)
  expect(told).toEqual([])
})

test('nobody is mailed by a form a fourth time within a day, and the change is kept', async () => {
  const mailed = { mailedAt: '2026-11-30T02:00:00.000Z', mails: 3 }
  const { serve, told, subscribers } = aDesk(aSubscriber('active', { topics: ['views'], ...mailed }))
  const { body } = await serve(
    aFormPost('/preferences', { token: theToken, language: 'en', topics: ['', 'focus'] }),
  )
  expect(body).toMatch(/role="status">Saved\./)
  expect(subscribers.only()).toMatchObject({ topics: ['focus'], ...mailed })
  expect(told).toEqual([])
})

test('ticking every section means those to come, too', async () => {
  const { serve, subscribers } = aDesk(aSubscriber('active', { topics: ['views'] }))
  await serve(aFormPost('/preferences', { token: theToken, topics: ['', 'focus', 'views', 'press'] }))
  expect(subscribers.only()).toMatchObject({ topics: [], language: 'en' })
})

test.each([
  [{ topics: '' }, 'Please choose at least one section.'],
  [{ topics: ['focus', 'sport'] }, 'There is no such section.'],
  [{ language: 'fr', topics: ['focus'] }, 'We do not publish in this language.'],
])('%j is refused and changes nothing', async (fields, message) => {
  const row = aSubscriber('active', { topics: ['views'] })
  const { serve, subscribers } = aDesk(row)
  const { status, body } = await serve(aFormPost('/preferences', { token: theToken, ...fields }))
  expect(status).toBe(400)
  expect(body).toContain(message)
  expect(subscribers.only()).toEqual(row)
})

test.each(['pending', 'unsubscribed', 'suppressed'] as const)(
  'somebody who is %s has no preferences to change',
  async (status) => {
    const row = aSubscriber(status)
    const { serve, subscribers } = aDesk(row)
    const post = aFormPost('/preferences', { token: theToken, topics: 'focus' })
    expect((await serve(post)).status).toBe(410)
    expect(subscribers.only()).toEqual(row)
  },
)

test('an expired link says how to get a new one, a forged one is refused', async () => {
  const { serve } = aDesk(aSubscriber('active'))
  const expired = await serve(
    aRequest('GET', `/preferences?token=${aToken('preferences', { expires: noon / 1000 - 1 })}`),
  )
  expect(expired.status).toBe(410)
  expect(expired.body).toContain('we will mail you a new link')
  expect((await serve(aRequest('GET', `/preferences?token=${aToken('confirm')}`))).status).toBe(400)
})

const aPause = { since: '2026-11-20T12:00:00.000Z', until: '2027-02-28T16:00:00.000Z' }
const paused = (row: Subscriber | undefined) => row?.status === 'active' && row.paused

test('a reader pauses by a press, until a day by their own calendar, and is mailed about it', async () => {
  const row = aSubscriber('active')
  const { serve, subscribers, told } = aDesk(row)
  const page = await serve(aRequest('GET', `/preferences?token=${theToken}`))
  expect(page.body).toContain('value="quarter">Pause for three months, until February 28, 2027</button>')
  expect(page.body).toMatch(/type="date" required min="2026-12-01" max="2027-11-30"/)
  const { status, body } = await serve(
    aFormPost('/preferences', { token: theToken, language: 'en', pause: 'quarter' }),
  )
  expect(status).toBe(200)
  expect(body).toContain('role="status">You pause until February 28, 2027.')
  expect(paused(subscribers.only())).toEqual({
    since: '2026-11-30T12:00:00.000Z',
    until: '2027-02-27T16:00:00.000Z',
  })
  expect(told.map(([kind]) => kind)).toEqual(['paused'])
  expect(subscribers.only()).toMatchObject({ topics: row.topics, language: row.language })
})

test('a day is taken as the reader’s zone has it, in their language', async () => {
  const { serve, subscribers } = aDesk(
    aSubscriber('active', { language: 'zh-CN', timeZone: 'America/New_York' }),
  )
  const { body } = await serve(
    aFormPost('/preferences', { token: theToken, pause: 'day', until: '2027-03-01' }),
  )
  expect(paused(subscribers.only())).toMatchObject({ until: '2027-03-01T05:00:00.000Z' })
  expect(body).toContain('您已暂停接收，直到 2027 年 3 月 1 日。')
})

test.each(['2026-11-30', '2027-12-01', '', 'soon'])(
  '"%s" is no day to pause until, and changes nothing',
  async (until) => {
    const row = aSubscriber('active')
    const { serve, subscribers, told } = aDesk(row)
    const { status, body } = await serve(aFormPost('/preferences', { token: theToken, pause: 'day', until }))
    expect(status).toBe(400)
    expect(body).toContain('<a href="#until">Please choose a day from tomorrow on, within a year.</a>')
    expect(body).toMatch(/<input id="until"[^>]* aria-invalid="true" aria-describedby="until-problem"/)
    expect([subscribers.only(), told]).toEqual([row, []])
  },
)

test('a pause is shown on the page, lasts when choices are saved, and ends by a press', async () => {
  const { serve, subscribers, told } = aDesk(aSubscriber('active', { topics: ['views'], paused: aPause }))
  const page = await serve(aRequest('GET', `/preferences?token=${theToken}`))
  expect(page.body).toContain('role="status">You pause until March 1, 2027.')
  await serve(aFormPost('/preferences', { token: theToken, language: 'en', topics: ['', 'focus'] }))
  expect(subscribers.only()).toMatchObject({ topics: ['focus'], paused: aPause })
  told.length = 0
  const { body } = await serve(aFormPost('/preferences', { token: theToken, language: 'en', pause: 'end' }))
  expect(body).toContain('role="status">The pause is over.')
  expect(body).not.toContain('You pause until')
  expect(subscribers.only()).not.toHaveProperty('paused')
  expect(told).toEqual([])
})

test('to pause while paused counts from today, not from the end of the pause; the button and the page say until when', async () => {
  const { serve, subscribers } = aDesk(aSubscriber('active', { paused: aPause }))
  const page = await serve(aRequest('GET', `/preferences?token=${theToken}&language=en`))
  expect(page.body).toContain('Pause for a month, until December 30, 2026')
  const { body } = await serve(aFormPost('/preferences', { token: theToken, language: 'en', pause: 'month' }))
  expect(body).toContain('role="status">You pause until December 30, 2026.')
  expect(paused(subscribers.only())).toMatchObject({ since: aPause.since, until: '2026-12-29T16:00:00.000Z' })
})

test('a pause that is over is not shown, and stays in the row for sends that began in it', async () => {
  const over = { since: '2026-10-01T00:00:00.000Z', until: '2026-11-30T11:59:00.000Z' }
  const { serve, subscribers } = aDesk(aSubscriber('active', { paused: over }))
  expect((await serve(aRequest('GET', `/preferences?token=${theToken}`))).body).not.toContain(
    'You pause until',
  )
  await serve(aFormPost('/preferences', { token: theToken, pause: 'end' }))
  await serve(aFormPost('/preferences', { token: theToken, topics: ['', 'focus'] }))
  expect(paused(subscribers.only())).toEqual(over)
})
