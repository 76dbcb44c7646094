import { expect, test } from 'vitest'
import { checkInboxPage } from '../../../functions/subscription/forms/subscribe.page.ts'
import { webmailOf } from '../../../functions/subscription/forms/webmail.ts'
import { aSite } from '../../builders.ts'

const sender = 'matrix+news@news.example.org'
const at = (domain: string, language = 'en') => webmailOf(`ada@${domain}`, sender, language)

test.each([
  ['gmail.com', 'Gmail', 'https://mail.google.com/'],
  ['googlemail.com', 'Gmail', 'https://mail.google.com/'],
  ['outlook.com', 'Outlook', 'https://outlook.live.com/'],
  ['hotmail.co.uk', 'Outlook', 'https://outlook.live.com/'],
  ['live.cn', 'Outlook', 'https://outlook.live.com/'],
  ['yahoo.com', 'Yahoo Mail', 'https://mail.yahoo.com/'],
  ['yahoo.com.br', 'Yahoo Mail', 'https://mail.yahoo.com/'],
  ['yahoo.co.jp', 'Yahoo! Mail', 'https://mail.yahoo.co.jp/'],
  ['me.com', 'iCloud Mail', 'https://www.icloud.com/'],
  ['qq.com', 'QQ Mail', 'https://mail.qq.com/'],
  ['163.com', '163 Mail', 'https://mail.163.com/'],
  ['126.com', '126 Mail', 'https://mail.126.com/'],
  ['gmx.de', 'GMX', 'https://www.gmx.net/'],
  ['gmx.com', 'GMX', 'https://www.gmx.com/'],
  ['web.de', 'WEB.DE', 'https://web.de/'],
  ['pm.me', 'Proton Mail', 'https://mail.proton.me/'],
  ['yandex.com.tr', 'Yandex Mail', 'https://mail.yandex.com/'],
  ['inbox.ru', 'Mail.ru', 'https://e.mail.ru/'],
  ['naver.com', 'Naver Mail', 'https://mail.naver.com/'],
  ['hanmail.net', 'Daum Mail', 'https://mail.daum.net/'],
])('who has an address at %s reads it at %s', (domain, name, place) => {
  const { url, ...webmail } = at(domain)!
  expect(webmail).toEqual({ name })
  expect(url.startsWith(place)).toBe(true)
  expect(new URL(url).href).toBe(url)
})

test.each([
  'example.org',
  'notgmail.com',
  'gmail.com.evil.example',
  'mail.gmail.com',
  'gmx.example',
  'a-qq.com',
])('nobody is sent elsewhere from an address at %s', (domain) => {
  expect(at(domain)).toBeUndefined()
})

test('where a provider can be asked for a sender, it is', () => {
  const hash = (domain: string) => new URL(at(domain)!.url)
  expect(decodeURIComponent(hash('gmail.com').hash)).toBe(`#search/from:${sender}+in:anywhere+newer_than:1d`)
  expect(new URLSearchParams(hash('proton.me').hash.slice(1)).get('from')).toBe(sender)
  expect(hash('mail.ru').searchParams.get('q_from')).toBe(sender)
  expect(decodeURIComponent(decodeURIComponent(hash('yahoo.com').pathname))).toBe(
    `/d/search/keyword=from:${sender}`,
  )
})

test('a mailbox is called what it is called where its visitor is', () => {
  expect(at('qq.com', 'zh-CN')!.name).toBe('QQ 邮箱')
  expect(at('qq.com', 'zh-TW')!.name).toBe('QQ 信箱')
  expect(at('naver.com', 'ko')!.name).toBe('네이버 메일')
})

test('the page after signing up leads to the inbox by the domain typed, and to the issues', () => {
  const page = checkInboxPage(aSite, 'en', { email: ' Ada@GMAIL.com', language: 'en', topics: [] }).html
  expect(page).toContain('rel="noreferrer">Open Gmail</a>')
  expect(page).toContain('<a href="/en/">While you wait, read an issue</a>')
  const elsewhere = checkInboxPage(aSite, 'en', { email: 'ada@example.org', language: 'en', topics: [] }).html
  expect(elsewhere).not.toContain('class="button"')
  expect(elsewhere).toContain('<a href="/en/">While you wait, read an issue</a>')
})
