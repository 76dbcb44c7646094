import { expect, test } from 'vitest'
import { failurePage } from '../../../functions/console/frame/failure.page.ts'
import { readPublication } from '../../../infra/publication.ts'
import { aConsole, bodyOf } from './a-console.ts'
import { someAnswers } from './some-answers.ts'

const stranger = { cookies: [] }

test('who is not signed in is sent to sign in, and comes back to where they wanted to go', async () => {
  const { get } = aConsole()
  const sent = await get('/admin/sends/matrix-64--digest', stranger)
  expect(sent).toMatchObject({
    statusCode: 303,
    headers: { location: '/admin/sign-in?to=%2Fadmin%2Fsends%2Fmatrix-64--digest' },
  })
  const begun = await get('/admin/sign-in', { ...stranger, query: 'to=%2Fadmin%2Fsends%2Fmatrix-64--digest' })
  expect(begun.headers?.location).toBe('https://pool.example/login')
  const [remembered] = begun.cookies!
  expect(remembered).toMatch(
    /^__Host-masthead-sign-in=\S+; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
  )
  const done = await get('/admin/sign-in/done', {
    cookies: [remembered!.split(';')[0]!],
    query: 'code=good&state=s',
  })
  expect(done.headers?.location).toBe('/admin/sends/matrix-64--digest')
  expect(done.cookies).toContainEqual(expect.stringMatching(/^__Host-masthead-session=theirs; .*HttpOnly/))
})

test.each([
  'https://evil.example/',
  '//evil.example',
  '/\\evil.example',
  '/admin/../subscribe',
  '/adminx',
  '/admin?to=//evil.example',
])('a sign-in leads to the console alone, not to %s', async (to) => {
  const { get } = aConsole()
  const begun = await get('/admin/sign-in', { ...stranger, query: new URLSearchParams({ to }).toString() })
  const cookie = begun.cookies![0]!.split(';')[0]!
  const done = await get('/admin/sign-in/done', { cookies: [cookie], query: 'code=good&state=s' })
  expect(done.headers?.location).toBe('/admin')
})

test.each([
  ['a code that the pool refuses', ['__Host-masthead-sign-in=eyJ9'], 'code=bad&state=s'],
  ['a browser that did not begin it', [], 'code=good&state=s'],
])('%s signs nobody in', async (_, cookies, query) => {
  const { get } = aConsole()
  const done = await get('/admin/sign-in/done', { cookies, query })
  expect(done.headers?.location).toBe('/admin/signed-out?why=failed')
  expect(done.cookies?.join()).not.toContain('theirs')
})

test('who has no role sees that, and nothing else', async () => {
  const { get, calls } = aConsole({ role: 'none', answers: someAnswers })
  expect(bodyOf(await get('/admin/sends'))).toContain('have no role yet')
  expect(calls).toEqual([])
})

test.each([
  ['another site', { 'sec-fetch-site': 'cross-site' }],
  ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
  ['nowhere', { 'sec-fetch-site': 'none' }],
  [
    'another origin, by an older browser',
    { 'sec-fetch-site': undefined as never, origin: 'https://evil.example' },
  ],
  ['an older browser that says nothing', { 'sec-fetch-site': undefined as never }],
])('a form from %s does nothing', async (_, headers) => {
  const { post, calls } = aConsole({ answers: someAnswers })
  for (const path of ['/admin/sends/matrix-64--digest', '/admin/sign-out', '/admin/language']) {
    const answer = await post(path, { action: 'pause' }, { headers })
    expect(bodyOf(answer)).toContain('from another site')
    expect(answer.cookies).toBeUndefined()
  }
  expect(calls).toEqual([])
})

test('an older browser that names our origin may send a form', async () => {
  const { post, calls } = aConsole({ answers: someAnswers })
  const headers = { 'sec-fetch-site': undefined as never, origin: 'https://matrix.example' }
  expect((await post('/admin/sends/matrix-64--digest', { action: 'pause' }, { headers })).statusCode).toBe(
    303,
  )
  expect(calls).toHaveLength(1)
})

test('a form whose sign-in has ended does nothing, and says so', async () => {
  const { post, calls } = aConsole({ answers: someAnswers })
  const answer = await post('/admin/sends/matrix-64--digest', { action: 'pause' }, stranger)
  expect(answer.statusCode).toBe(401)
  expect(bodyOf(answer)).toContain('nothing was done')
  expect(calls).toEqual([])
})

test('the API is called as whoever is signed in, and hears from where', async () => {
  const { get, calls } = aConsole({ answers: someAnswers })
  const headers = { 'masthead-edge-key': 'edge', 'x-forwarded-for': '198.51.100.7, 203.0.113.9' }
  await get('/admin/sends', { headers })
  expect(calls.slice(0, 1)).toEqual([
    { route: 'GET /api/sends', given: {}, token: 'their-token', visitor: '198.51.100.7' },
  ])
})

test('signing out ends it here, and leads on to the pool', async () => {
  const { post } = aConsole()
  const answer = await post('/admin/sign-out', {})
  expect(answer.cookies).toEqual([expect.stringMatching(/^__Host-masthead-session=; Path=\/; Max-Age=0;/)])
  expect(bodyOf(answer)).toContain(
    'https://pool.example/logout?to=https%3A%2F%2Fmatrix.example%2Fadmin%2Fsigned-out',
  )
})

test('it speaks the language that a browser wants, or that was chosen', async () => {
  const { get, post } = aConsole({ answers: someAnswers })
  const wants = { headers: { 'accept-language': 'zh-Hans-CN,en;q=0.5' } }
  expect(bodyOf(await get('/admin', wants))).toContain('<html lang="zh-CN">')
  expect(bodyOf(await get('/admin', { headers: { 'accept-language': 'fr' } }))).toContain('<html lang="en">')
  const [cookie] = (await post('/admin/language', { language: 'en', to: '/admin/sends' })).cookies!
  const cookies = ['__Host-masthead-session=theirs', cookie!.split(';')[0]!]
  expect(bodyOf(await get('/admin', { ...wants, cookies }))).toContain('<html lang="en">')
  expect((await post('/admin/language', { language: '<script>' })).cookies).toBeUndefined()
})

test('its files are named by their content and kept for ever', async () => {
  const { get } = aConsole({ answers: someAnswers })
  const [, style = ''] = /href="([^"]+\.css)"/.exec(bodyOf(await get('/admin')))!
  const file = await get(style, stranger)
  expect(file.headers).toMatchObject({ 'content-type': 'text/css; charset=utf-8' })
  expect(file.headers?.['cache-control']).toContain('immutable')
})

test('where there is no page, it says so; a page is kept by no cache', async () => {
  const { get } = aConsole({ answers: someAnswers })
  expect((await get('/admin/nonsense')).statusCode).toBe(404)
  expect((await get('/admin/sends/no-such-send')).statusCode).toBe(404)
  expect((await get('/admin')).headers?.['cache-control']).toBe('no-store')
})
test.each(['done=constructor', 'done=toString', 'done=__proto__', 'done=%3Cscript%3E'])(
  'what nothing has done is not said to be done: ?%s',
  async (query) => {
    const { get } = aConsole({ answers: someAnswers })
    const page = bodyOf(await get('/admin/sends/matrix-64--digest', { query }))
    expect(page).not.toContain('class="notice"')
    expect(page).not.toContain('[native code]')
  },
)

test('a page that is asked for by another method says which it has', async () => {
  const { get, post } = aConsole()
  const found = await get('/admin/service/redrive')
  expect([found.statusCode, found.headers?.allow]).toEqual([405, 'POST'])
  expect(bodyOf(found)).toContain('opened by a form')
  const posted = await post('/admin/sends', {})
  expect([posted.statusCode, posted.headers?.allow]).toEqual([405, 'GET, HEAD'])
  expect((await get('/admin/nowhere')).statusCode).toBe(404)
})

test.each([
  [413, 'more than 4 MB'],
  [405, 'opened by a form'],
  [400, 'cannot be read'],
  [500, 'on our side'],
])('a request that fails with %d says what is the matter', (status, words) => {
  const page = failurePage(status, 'en', readPublication('content/publication.yaml'), {
    style: 's',
    script: 'j',
  })
  expect(page.html).toContain(words)
})
