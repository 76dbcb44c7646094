import { expect, test } from 'vitest'
import { confirmPage } from '../../../functions/subscription/forms/confirm.page.ts'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createPreferencesHttp } from '../../../functions/subscription/forms/preferences.http.ts'
import { createSubscribeHttp } from '../../../functions/subscription/forms/subscribe.http.ts'
import { createPreferences } from '../../../functions/subscription/states/preferences.ts'
import type { SignUp } from '../../../functions/subscription/states/read-sign-up.ts'
import { createReaderLinks } from '../../../functions/subscription/states/reader-links.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import {
  aFormPost,
  anAskingSite,
  aRequest,
  aServer,
  aSubscriber,
  aToken,
  noon,
  someSubscribers,
  theFormTokens,
  theLinks,
} from '../../builders.ts'

const site = anAskingSite
const theToken = aToken('preferences', { expires: noon / 1000 + 60 })
const now = () => noon

const aDesk = (row: Subscriber) => {
  const subscribers = someSubscribers(row)
  const preferences = createPreferences({ subscribers, links: theLinks, now })
  const readerLink = createReaderLinks({ links: theLinks, siteUrl: site.siteUrl, now })
  const serve = aServer(
    createPreferencesHttp({ tell: async () => {}, site, preferences, readerLink, now }),
    failures(site),
  )
  return {
    subscribers,
    look: () => serve(aRequest('GET', `/preferences?token=${theToken}`)),
    save: (fields: Record<string, string | string[]>) =>
      serve(aFormPost('/preferences', { token: theToken, ...fields })),
  }
}

const aForm = () => {
  const asked: SignUp[] = []
  const answer = createSubscribeHttp({
    networkOf: () => undefined,
    site,
    subscribe: async (signUp) => {
      asked.push(signUp)
      return { outcome: 'no-mail' }
    },
    tokens: theFormTokens,
    admit: async () => ({ outcome: 'admitted' }),
    onOutcome: () => {},
    now,
    wait: async () => {},
  })
  return { asked, serve: aServer(answer, failures(site)) }
}

const selectOf = (name: string, body: string) =>
  new RegExp(`<select id="${name}"[\\s\\S]*?</select>`).exec(body)?.[0] ?? ''
const selected = (name: string, body: string) =>
  [...selectOf(name, body).matchAll(/value="([^"]*)" selected/g)].map((match) => match[1])

test('preferences show the reader’s zone and answers, each under a label', async () => {
  const fields = { role: 'media', print: 'yes', group: '"><script>alert(1)</script>', shoes: 'size 44' }
  const { body } = await aDesk(aSubscriber('active', { timeZone: 'Asia/Tokyo', fields })).look()
  expect(selected('timeZone', body)).toEqual(['Asia/Tokyo'])
  expect(selected('field-role', body)).toEqual(['media'])
  expect(body).toMatch(/name="field-print" value="yes" checked/)
  expect(body).toContain('value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"')
  expect(body).not.toContain('<script')
  expect(body).not.toContain('size 44')
  for (const [, id] of body.matchAll(/<(?:select|input type="text"|input) id="([^"]+)"/g))
    expect(body).toContain(`<label for="${id}">`)
  // What may be folded stands below the choices.
  const [unfolded] = body.split('<details')
  for (const name of ['timeZone', 'field-role', 'field-print', 'field-group'])
    expect(unfolded).toContain(`name="${name}"`)
})

test('who chose nothing finds the magazine’s zone, no answer, and no function of JavaScript’s', async () => {
  const { body } = await aDesk(aSubscriber('active')).look()
  expect(selected('timeZone', body)).toEqual([])
  expect(selectOf('timeZone', body)).toContain('<option value="">Same as the magazine (UTC+8)</option>')
  expect(selectOf('field-role', body)).toContain('<option value="">No answer</option>')
  expect(body).not.toMatch(/name="field-print" value="yes" checked/)
  expect(body).toMatch(/id="field-constructor"[^>]* value=""/)
})

test('a zone or an option that is not offered (any more) is no reason to fail', async () => {
  const row = aSubscriber('active', { timeZone: 'Europe/Oslo', fields: { role: 'king' } })
  const { body } = await aDesk(row).look()
  expect(selected('timeZone', body)).toEqual(['Europe/Oslo'])
  expect(selected('field-role', body)).toEqual([])
  expect((await aDesk({ ...row, timeZone: 'Mars/Base' }).look()).status).toBe(200)
})

/** What a change notes in the row: the reader is told of it. */
const mailed = { mailedAt: '2026-11-30T12:00:00.000Z', mails: 1 }

test('what the form sends is saved, shown, and can be taken back', async () => {
  const row = aSubscriber('active', { fields: { shoes: 'size 44' } })
  const desk = aDesk(row)
  const given = { timeZone: 'america/new_york', 'field-print': ['', 'yes'], 'field-group': ' NLC ' }
  const { status, body } = await desk.save({ topics: ['', 'focus'], 'field-role': 'student', ...given })
  expect(status).toBe(200)
  expect(selected('timeZone', body)).toEqual(['America/New_York'])
  const fields = { shoes: 'size 44', role: 'student', print: 'yes', group: 'NLC' }
  expect(desk.subscribers.only()).toEqual({
    ...row,
    ...{ topics: ['focus'], timeZone: 'America/New_York', fields, revision: 2 },
    ...mailed,
  })
  await desk.save({ timeZone: '', 'field-role': '', 'field-print': '', 'field-group': '' })
  expect(desk.subscribers.only()).toMatchObject({ topics: ['focus'], fields: { shoes: 'size 44' } })
  expect(desk.subscribers.only()).not.toHaveProperty('timeZone')
})

test('the last answer that goes leaves nothing behind', async () => {
  const desk = aDesk(aSubscriber('active', { fields: { group: 'NLC' }, timeZone: 'Asia/Tokyo' }))
  await desk.save({ 'field-group': '', timeZone: '' })
  expect(Object.keys(desk.subscribers.only()!)).not.toEqual(expect.arrayContaining(['fields']))
  expect(Object.keys(desk.subscribers.only()!)).not.toEqual(expect.arrayContaining(['timeZone']))
})

test('a call that names one thing leaves the others', async () => {
  const row = aSubscriber('active', { topics: ['views'], timeZone: 'Asia/Tokyo', fields: { print: 'yes' } })
  const desk = aDesk(row)
  await desk.save({ 'field-role': 'student' })
  expect(desk.subscribers.only()).toEqual({
    ...row,
    fields: { print: 'yes', role: 'student' },
    revision: 2,
    ...mailed,
  })
})

test.each([
  ['timeZone', 'Mars/Base', 'We do not know this time zone.'],
  ['field-role', 'king', 'This is not among the answers.'],
  ['field-print', 'on', 'This is not among the answers.'],
  ['field-group', 'x'.repeat(10_000), 'Please use at most 200 characters.'],
  ['field-group', '<b>\u0007', 'This holds signs that cannot stand in one line of text.'],
])('a wrong %s is said beside it, in words, and changes nothing', async (field, value, message) => {
  const row = aSubscriber('active', { timeZone: 'Asia/Tokyo', fields: { role: 'media' } })
  const desk = aDesk(row)
  const { status, body } = await desk.save({ topics: 'focus', [field]: value })
  expect(status).toBe(400)
  expect(body).toMatch(
    new RegExp(`name="${field}"[^>]* aria-invalid="true" aria-describedby="${field}-problem`),
  )
  expect(body).toContain(`<p class="problem" id="${field}-problem">${message}`)
  expect(body).not.toContain('<b>')
  expect(desk.subscribers.only()).toEqual(row)
})

test('in Chinese all of it is Chinese', async () => {
  const desk = aDesk(aSubscriber('active', { language: 'zh-CN' }))
  const { body } = await desk.save({ topics: 'focus', 'field-role': 'king', timeZone: 'Mars/Base' })
  for (const text of [
    '时区',
    '与本刊一致（UTC+8）',
    '日本标准时间',
    '身份',
    '学生',
    '我们不认识这个时区',
    '没有这个选项',
  ])
    expect(body).toContain(text)
})

test('signing up folds them away, and opens them when one is filled in or wrong', async () => {
  const { serve } = aForm()
  const { body } = await serve(aRequest('GET', '/subscribe?language=en'))
  expect(body).toMatch(/<details class="more"><summary>More choices \(optional\)<\/summary>/)
  expect(body.indexOf('name="topics"')).toBeLessThan(body.indexOf('<details'))
  const post = (fields: object) =>
    serve(aFormPost('/subscribe?language=en', { email: 'ada', language: 'en', ...fields }))
  expect((await post({ timeZone: '', 'field-role': '', 'field-print': '' })).body).toContain('"more">')
  for (const fields of [{ 'field-role': 'king' }, { 'field-group': 'NLC' }, { timeZone: 'Mars/Base' }])
    expect((await post(fields)).body).toContain('"more" open>')
})

test('a form that is refused for its address comes back with zone and answers as they were', async () => {
  const fields = { 'field-role': 'media', 'field-print': ['', 'yes'], 'field-group': 'A & B' }
  const post = aFormPost('/subscribe?language=en', { email: 'ada', timeZone: 'Europe/Oslo', ...fields })
  const { body } = await aForm().serve(post)
  expect(selected('timeZone', body)).toEqual(['Europe/Oslo'])
  expect(selected('field-role', body)).toEqual(['media'])
  expect(body).toMatch(/name="field-print" value="yes" checked/)
  expect(body).toContain('value="A &amp; B"')
})

test('JSON signs up with the same names', async () => {
  const { serve, asked } = aForm()
  const post = (body: object) =>
    serve(
      aRequest('POST', '/subscribe?language=zh-CN', {
        headers: { 'content-type': 'application/json', origin: site.siteUrl },
        body: JSON.stringify({ email: 'ada@example.org', ...body }),
      }),
    )
  expect((await post({ timeZone: 'Asia/Tokyo', 'field-print': 'yes', 'field-other': 'x' })).status).toBe(202)
  expect(asked).toEqual([
    {
      ...{ email: 'ada@example.org', form: `${site.siteUrl}/`, language: 'zh-CN', topics: [] },
      ...{ timeZone: 'Asia/Tokyo', fields: { print: 'yes' } },
    },
  ])
  const { status, body } = await post({ 'field-group': ['a', 'b'], timeZone: 8 })
  expect(status).toBe(422)
  expect(JSON.parse(body)).toEqual({
    problems: [
      { field: 'timeZone', problem: 'timeZoneUnknown', message: '我们不认识这个时区，请从列表中选择。' },
      { field: 'field-group', problem: 'textWrong', message: expect.stringContaining('一行文字') },
    ],
  })
})

test('whoever confirms sees what was filled in, perhaps by somebody else', () => {
  const fields = { role: 'student', print: 'yes', group: '<i>NLC</i>', shoes: 'size 44' }
  const email = 'ada@example.org'
  const choice = { email, language: 'en', topics: ['focus', 'views'], timeZone: 'Asia/Tokyo', fields }
  const { html } = confirmPage(site, 'zh-CN', choice, 'token')
  expect(html).toContain('<dd>焦点、观点</dd>')
  expect(html).toContain('<dt>时区</dt><dd>UTC+9 · 日本标准时间</dd>')
  expect(html).toContain('<dt>身份</dt><dd>学生</dd>')
  expect(html).toContain('<dt>印刷版</dt><dd>是</dd>')
  expect(html).toContain('<dd>&lt;i&gt;NLC&lt;/i&gt;</dd>')
  expect(html).not.toContain('size 44')
  expect(confirmPage(site, 'en', { email, language: 'en', topics: [] }, 'token').html).not.toContain(
    'Time zone',
  )
})
