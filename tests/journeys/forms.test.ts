import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())

const json = (body: string, language = 'en') =>
  fetch(`${service.site}/subscribe`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'accept-language': language },
  })

test('the form is in the reader’s language', async () => {
  const of = async (language: string) =>
    (await fetch(`${service.site}/subscribe`, { headers: { 'accept-language': language } })).text()
  expect(await of('zh-CN,zh;q=0.9')).toContain('<html lang="zh-CN"')
  expect(await of('en-GB')).toContain('<html lang="en"')
  expect(await of('fr')).toContain('<html lang="zh-CN"')
})

test.each([
  ['no address', { email: '' }],
  ['half an address', { email: 'nobody@' }],
  ['a header in the address', { email: 'a@example.org\r\nBcc: b@example.org' }],
  ['two addresses', { email: 'a@example.org, b@example.org' }],
])('a form with %s is answered with 400 and the field', async (_, fields) => {
  const answer = await service.post('/subscribe', { language: 'en', ...fields }, { 'accept-language': 'en' })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toMatch(/name="email"[^>]*aria-/)
})

test('bad JSON is answered with 400; a bad field by its name, in the reader’s language', async () => {
  expect((await json('{ not json')).status).toBe(400)
  const answer = await json(JSON.stringify({ email: 'a@example.org', topics: ['nonsense'] }), 'zh-CN')
  expect(answer.status).toBe(400)
  const { problems } = (await answer.json()) as { problems: { field: string; message: string }[] }
  expect(problems[0]?.field).toBe('topics')
  expect(problems[0]?.message).toMatch(/\p{Script=Han}/u)
})

test('nothing in the answer tells whether an address is known', async () => {
  const signUp = () => service.post('/subscribe', { email: 'known@example.org', language: 'en' })
  const first = await (await signUp()).text()
  await service.press(
    service.linkIn(await service.mail('known@example.org', 'confirm'), '/confirm'),
    '/confirm',
  )
  const second = await (await signUp()).text()
  const stranger = await (
    await service.post('/subscribe', { email: 'new@example.org', language: 'en' })
  ).text()
  expect(second).toBe(first)
  expect(stranger).toBe(first)
})

test('forged, altered and missing links say so and change nothing', async () => {
  await service.post('/subscribe', { email: 'target@example.org', language: 'en' })
  const link = service.linkIn(await service.mail('target@example.org', 'confirm'), '/confirm')
  const altered = link.replace(/token=(.)/, (_, letter) => `token=${letter === 'A' ? 'B' : 'A'}`)
  for (const url of [altered, `${service.site}/confirm?token=nonsense`, `${service.site}/confirm`]) {
    const answer = await fetch(url)
    expect(answer.status, url).toBe(400)
    expect(await answer.text()).toContain('<main')
    expect((await service.post(url, {})).status).toBe(400)
  }
  const token = new URL(link).searchParams.get('token')!
  expect((await service.post('/unsubscribe', { token })).status).toBe(400)
  expect((await fetch(link)).status).toBe(200)
  for (const _ of ['first', 'again']) expect((await service.post('/confirm', { token })).status).toBe(200)
})

test('preferences can be changed by a link', async () => {
  await service.post('/subscribe', { email: 'chooser@example.org', language: 'en' })
  const confirm = service.linkIn(await service.mail('chooser@example.org', 'confirm'), '/confirm')
  const link = await service.linkOn(await service.press(confirm, '/confirm'), '/preferences')
  const saved = await service.press(link, '/preferences', { language: 'zh-CN', topics: ['views'] })
  expect(saved.status).toBe(200)
  const again = await (await fetch(link)).text()
  expect(again).toMatch(/value="views"[^>]*checked/)
  expect(again).not.toMatch(/value="focus"[^>]*checked/)
  const told = await service.mail('chooser@example.org', 'changed')
  const leave = service.linkIn(told, '/unsubscribe')
  expect((await service.press(leave, '/unsubscribe')).status).toBe(200)
  expect(service.linkIn(await service.mail('chooser@example.org', 'goodbye'), '/subscribe')).toContain(
    'language=zh-CN',
  )
})

test('no call was denied and no function failed on the way', () => {
  expect(service.cloud.problems()).toEqual([])
})
