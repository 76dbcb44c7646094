import { expect, test } from 'vitest'
import { embedSnippet } from '../../../functions/subscription/forms/embed.page.ts'
import { preflight, readableByHost, returnTo } from '../../../functions/subscription/forms/embeds.ts'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createSubscribeHttp } from '../../../functions/subscription/forms/subscribe.http.ts'
import type { SignUp } from '../../../functions/subscription/states/read-sign-up.ts'
import {
  aFormPost,
  aPublication,
  aRequest,
  aServer,
  aSignUpPost,
  aSite,
  noon,
  theFormTokens,
} from '../../builders.ts'

const host = 'https://www.example.org'
const embeds = [host, 'https://lab.example.org:8443']
const site = { ...aSite, publication: aPublication({ embeds }) }

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
    now: () => noon,
    wait: async () => {},
  })
  const failed = failures(site)
  const onError: typeof failed = (request, status) => readableByHost(failed(request, status), request, embeds)
  return { asked, serve: aServer(answer, onError, ['OPTIONS']) }
}
const ada = { email: 'ada@example.org', language: 'en' }

test.each([
  [`${host}/thanks.html?a=1#top`, `${host}/thanks.html?a=1#top`],
  [host, `${host}/`],
  ['HTTPS://WWW.EXAMPLE.ORG/Thanks', `${host}/Thanks`],
  [`${host}:443/`, `${host}/`],
  [`${host}/a%0d%0aSet-Cookie:b`, `${host}/a%0d%0aSet-Cookie:b`],
  [`${host}/%E8%B0%A2`, `${host}/%E8%B0%A2`],
  [`${host}/?to=https://evil.example`, `${host}/?to=https://evil.example`],
  ['https://lab.example.org:8443/', 'https://lab.example.org:8443/'],
])('a visitor comes back to %s', (posted, address) => {
  expect(returnTo(posted, embeds)).toBe(address)
})

test.each([
  '//evil.example',
  '//www.example.org/',
  '/thanks',
  'www.example.org',
  '',
  'https://evil.example/',
  'https://www.example.org.evil.example/',
  'https://www.example.org%2eevil.example/',
  'https://www.example.org%2f@evil.example/',
  'https://evil.example/https://www.example.org/',
  'https://www.example.org@evil.example/',
  'https://evil@www.example.org/',
  'https://evil:secret@www.example.org/',
  'https://www.example.org\\@evil.example/',
  'https:\\\\www.example.org\\',
  'https:/www.example.org/',
  'https:www.example.org/',
  'http://www.example.org/',
  'https://www.example.org:8443/',
  'https://lab.example.org/',
  'https://example.org/',
  'https://www.example.org./',
  'javascript:alert(1)//https://www.example.org/',
  'data:text/html,https://www.example.org/',
  ' https://www.example.org/',
  'https://www.exam\tple.org/',
  'https://www.example.org/\r\nSet-Cookie: a=b',
  'https://www.example.org/谢谢',
  'https://ｗｗｗ.example.org/',
  `https://www.example.org/${'a'.repeat(2_000)}`,
  'https://[::1]/',
  'null',
])('nobody is sent to %j', (posted) => {
  expect(returnTo(posted, embeds)).toBeUndefined()
  expect(returnTo(posted, ['null', ...embeds])).toBeUndefined()
})

test('what is no text is no address to come back to', () => {
  for (const posted of [undefined, null, 7, [host], { host }])
    expect(returnTo(posted, embeds)).toBeUndefined()
})

test('a form of another site is sent once more from our page, and then its visitor comes back', async () => {
  const { serve, asked } = aForm()
  const page = await serve(aFormPost('/subscribe?language=en', { ...ada, return: `${host}/thanks?a=1&b=2` }))
  expect([page.status, asked]).toEqual([200, []])
  expect(page.body).toContain(`<input type="hidden" name="return" value="${host}/thanks?a=1&amp;b=2">`)
  const done = await serve(
    aSignUpPost('/subscribe?language=en', { ...ada, return: `${host}/thanks?a=1&b=2` }),
  )
  expect([done.status, done.headers.location]).toEqual([303, `${host}/thanks?a=1&b=2`])
  expect(asked).toHaveLength(1)
})

test('whoever would be sent elsewhere stays on our page, which says nothing of where', async () => {
  const { serve } = aForm()
  const evil = { ...ada, return: 'https://evil.example/' }
  const page = await serve(aFormPost('/subscribe?language=en', evil))
  expect(page.body).not.toContain('evil')
  const done = await serve(aSignUpPost('/subscribe?language=en', evil))
  expect([done.status, done.headers.location]).toEqual([202, undefined])
  expect(done.body).toContain('Please check your inbox')
})

test('the visitor who fills in the hidden field comes back like everybody', async () => {
  const { serve, asked } = aForm()
  const trapped = await serve(aSignUpPost('/subscribe', { ...ada, return: host, website: 'x' }))
  expect(trapped).toEqual(await serve(aSignUpPost('/subscribe', { ...ada, return: host })))
  expect(asked).toHaveLength(1)
})

const aJsonPost = (body: unknown, origin?: string) =>
  aRequest('POST', '/subscribe', {
    headers: { 'content-type': 'application/json', 'accept-language': 'en', ...(origin && { origin }) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

test('a listed site’s script can sign up and read the answer; consent says on which site', async () => {
  const { serve, asked } = aForm()
  const { status, headers, body } = await serve(aJsonPost({ ...ada, form: '/blog/' }, host))
  expect([status, JSON.parse(body)]).toEqual([202, { outcome: 'check-inbox' }])
  expect(headers).toMatchObject({ 'access-control-allow-origin': host, vary: 'Origin' })
  expect(asked[0]?.form).toBe(`${host}/blog/`)
})

test('it can read what is wrong, too, also with what cannot be read at all', async () => {
  const { serve, asked } = aForm()
  for (const [body, expected, field, problem] of [
    [{ email: 'ada' }, 422, 'email', 'addressWrong'],
    ['{"email"', 400, 'body', 'unreadable'],
    [`{"email":"${'a'.repeat(100_000)}"}`, 413, 'body', 'tooLarge'],
  ] as const) {
    const answer = await serve(aJsonPost(body, host))
    expect(answer.status).toBe(expected)
    expect(answer.headers['access-control-allow-origin']).toBe(host)
    expect(JSON.parse(answer.body).problems).toEqual([
      { field, problem, message: expect.stringMatching(/\w/) },
    ])
  }
  expect(asked).toEqual([])
})

test.each([
  undefined,
  'null',
  'https://evil.example',
  'https://www.example.org.evil.example',
  'http://www.example.org',
  'https://WWW.example.org',
  `${host}, https://evil.example`,
])('JSON from %s is refused, and nothing of ours can be read there', async (origin) => {
  const { serve, asked } = aForm()
  const { status, headers, body } = await serve(aJsonPost(ada, origin))
  expect([status, asked]).toEqual([422, []])
  expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  expect(JSON.parse(body).problems[0]).toMatchObject({ field: 'origin', problem: 'originUnknown' })
})

test('a browser that asks first is told of POST and JSON for a listed site, and nothing for another', async () => {
  const asks = (origin?: string) =>
    aRequest('OPTIONS', '/subscribe', {
      headers: {
        ...(origin && { origin }),
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    })
  const { serve } = aForm()
  expect((await serve(asks(host))).headers).toMatchObject({
    'access-control-allow-origin': host,
    'access-control-allow-methods': 'POST',
    'access-control-allow-headers': 'Content-Type',
    vary: 'Origin',
  })
  for (const origin of ['https://evil.example', 'null', undefined])
    expect(preflight(asks(origin), embeds)).toEqual({ statusCode: 204, headers: { vary: 'Origin' } })
})

test('no other site’s script can read a page with a fresh token', async () => {
  const { serve } = aForm()
  const { headers } = await serve(aRequest('GET', '/subscribe', { headers: { origin: host } }))
  expect(headers).not.toHaveProperty('access-control-allow-origin')
  expect(headers).toMatchObject({
    'x-frame-options': 'DENY',
    'content-security-policy': "frame-ancestors 'none'",
  })
})

test.each([
  'https://www.example.org/',
  'www.example.org',
  'http://www.example.org',
  'https://WWW.example.org',
  '*',
  'null',
])('%s is no origin that a publication can list', (origin) => {
  expect(() => aPublication({ embeds: [origin] })).toThrow('is not an origin')
})

test('the snippet is a labelled form that says where to come back to', () => {
  const { html } = embedSnippet({ ...site, language: 'zh-CN', returnTo: `${host}/?a=1&b="2"` })
  expect(html).toContain('action="https://matrix.example.org/subscribe?language=zh-CN"')
  expect(html).toContain('accept-charset="utf-8" lang="zh-CN" dir="ltr"')
  expect(html).toContain(`name="return" value="${host}/?a=1&amp;b=&quot;2&quot;"`)
  expect(html).toMatch(/<label for="matrix-email">电子邮箱<\/label>\n<input id="matrix-email" name="email"/)
  expect(html).not.toMatch(/<script|<style|style=|token/)
})
