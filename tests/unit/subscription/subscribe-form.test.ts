import { expect, test } from 'vitest'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createSubscribeHttp } from '../../../functions/subscription/forms/subscribe.http.ts'
import type { Admission } from '../../../functions/subscription/limits/network-limit.ts'
import type { SignUp } from '../../../functions/subscription/states/read-sign-up.ts'
import type { SignedUp } from '../../../functions/subscription/states/subscribe.ts'
import {
  aFormPost,
  anAskingSite,
  aPublication,
  aRequest,
  aServer,
  aSignUpPost,
  aSite,
  theFormTokens,
} from '../../builders.ts'

/** The form's function, with a use case that keeps what it is asked and takes as long as told. */
const aForm = ({
  takes = 0,
  outcome = { outcome: 'no-mail' } as SignedUp,
  fails = false,
  admission = { outcome: 'admitted' } as Admission,
  site = aSite,
} = {}) => {
  const asked: (SignUp & { wording: string })[] = []
  const told: string[] = []
  let time = 0
  const answer = createSubscribeHttp({
    networkOf: () => undefined,
    site,
    subscribe: async (signUp, { wording }) => {
      time += takes
      asked.push({ ...signUp, wording })
      if (fails) throw new Error('The database is away')
      return outcome
    },
    tokens: theFormTokens,
    admit: async () => admission,
    onOutcome: (one) => told.push(one.outcome),
    now: () => time,
    wait: async (ms) => {
      time += ms
    },
  })
  return { serve: aServer(answer, failures(site)), asked, told, elapsed: () => time }
}

test('the form is shown in the language that is asked for, with every section ticked', async () => {
  const { serve } = aForm()
  const { status, body } = await serve(aRequest('GET', '/subscribe?language=en'))
  expect(status).toBe(200)
  expect(body).toContain('<html lang="en"')
  expect(body.match(/name="topics" value="\w+" checked/g)).toHaveLength(3)
  expect(body).toMatch(/value="en" checked/)
  expect(body).toContain('By subscribing you agree that The Institute sends you Matrix')
})

test('asked for JSON, the form gives a fresh token alone, which nothing keeps and no other site’s script can read', async () => {
  const { serve, asked } = aForm()
  const headers = { accept: 'application/json', origin: 'https://evil.example' }
  const answer = await serve(aRequest('GET', '/subscribe?language=en', { headers }))
  expect(answer.status).toBe(200)
  expect(answer.headers).toMatchObject({ 'cache-control': 'no-store' })
  expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([])
  const { token, ...rest } = JSON.parse(answer.body)
  expect(rest).toEqual({})
  const fields = { token, email: 'ada@example.org', language: 'en', form: '/en/issues/m-1/news/' }
  expect((await serve(aFormPost('/subscribe?language=en', fields))).status).toBe(202)
  expect(asked).toMatchObject([{ form: '/en/issues/m-1/news/' }])
})

test('a magazine that is its own publisher is named once in what a reader agrees to', async () => {
  const publisher = { 'zh-CN': '矩阵 Matrix', en: 'Matrix' }
  const { serve } = aForm({ site: { ...aSite, publication: aPublication({ publisher }) } })
  const form = async (language: string) =>
    (await serve(aRequest('GET', `/subscribe?language=${language}`))).body
  expect(await form('en')).toContain('By subscribing you agree to receive Matrix by e-mail.')
  expect(await form('zh-CN')).toContain('即表示您同意通过电子邮件接收《矩阵 Matrix》。')
})

test('where there is one language, and no topics, neither is asked for, and a sign-up is taken', async () => {
  const site = { ...aSite, publication: aPublication({ languages: ['en'], topics: [] }) }
  const { serve, asked } = aForm({ site })
  const { body } = await serve(aRequest('GET', '/subscribe'))
  expect(body).toContain('<input type="hidden" name="language" value="en">')
  expect(body).not.toContain('type="radio"')
  expect(body).not.toContain('topics')
  const fields = { email: 'ada@example.org', language: 'en' }
  expect((await serve(aSignUpPost('/subscribe', fields))).status).toBe(202)
  expect(asked).toMatchObject([{ language: 'en', topics: [] }])
})

test('search engines may find the empty form, and nothing that was filled in', async () => {
  const { serve } = aForm()
  const empty = await serve(aRequest('GET', '/subscribe?language=en'))
  expect(empty.headers).not.toHaveProperty('x-robots-tag')
  expect(empty.body).toContain('rel="canonical" href="https://matrix.example.org/subscribe?language=en"')
  const refused = await serve(aFormPost('/subscribe?language=en', { email: 'ada' }))
  expect(refused.headers).toHaveProperty('x-robots-tag', 'noindex')
})

test.each([
  ['/subscribe?language=en', 'zh-CN', 'en'],
  ['/subscribe', 'fr, en;q=0.8, zh;q=0.9', 'zh-CN'],
  ['/subscribe', 'en-GB', 'en'],
  ['/subscribe', undefined, 'zh-CN'],
  ['/subscribe?language=fr', undefined, 'zh-CN'],
])('%s for a browser of %s is in %s', async (path, accepted, language) => {
  const { body } = await aForm().serve(
    aRequest('GET', path, { headers: accepted ? { 'Accept-Language': accepted } : {} }),
  )
  expect(body).toContain(`<html lang="${language}"`)
})

test('a browser form is taken, with the wording that was shown', async () => {
  const { serve, asked } = aForm()
  const post = aSignUpPost('/subscribe?language=en', {
    email: 'Ada@Example.org',
    language: 'zh-CN',
    topics: ['', 'focus', 'press'],
    website: '',
  })
  const { status, body } = await serve(post)
  expect(status).toBe(202)
  expect(body).toContain('请查收邮件')
  expect(asked).toEqual([
    {
      email: 'ada@example.org',
      language: 'zh-CN',
      topics: ['focus', 'press'],
      form: '/subscribe',
      wording: expect.stringContaining('By subscribing you agree'),
    },
  ])
})

test('a multipart form is taken, its repeated fields and odd boundary too', async () => {
  const { serve, asked } = aForm()
  const boundary = "=_Part'1_(2)"
  const body = [
    ['token', theFormTokens.issue()],
    ['email', 'ada@example.org'],
    ['topics', 'focus'],
    ['topics', 'views'],
    ['language', 'en'],
  ]
    .map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    .join('')
  const headers = { 'content-type': `multipart/form-data;boundary="${boundary}"` }
  for (const base64 of [true, false]) {
    const request = aRequest('POST', '/subscribe', { headers, body: `${body}--${boundary}--\r\n`, base64 })
    expect((await serve(request)).status).toBe(202)
  }
  expect(asked.map(({ topics }) => topics)).toEqual([
    ['focus', 'views'],
    ['focus', 'views'],
  ])
})

const aJsonPost = (body: unknown, path = '/subscribe') =>
  aRequest('POST', path, {
    headers: { 'content-type': 'application/json', origin: aSite.siteUrl },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })

test('JSON is taken and answered in JSON; all topics are the same as none named', async () => {
  const { serve, asked } = aForm()
  for (const topics of [undefined, ['views', 'press', 'focus']]) {
    const { status, body } = await serve(aJsonPost({ email: 'ada@example.org', language: 'en', topics }))
    expect([status, JSON.parse(body)]).toEqual([202, { outcome: 'check-inbox' }])
  }
  expect(asked.map(({ topics }) => topics)).toEqual([[], []])
})

test.each([
  [{ email: 'ada' }, 'email'],
  [{}, 'email'],
  [{ email: ['ada@example.org', 'eve@example.org'] }, 'email'],
  [{ email: { $ne: null } }, 'email'],
  [{ email: 'ada@example.org\r\nBcc: eve@example.org' }, 'email'],
  [{ email: 'ada@example.org', language: 'fr' }, 'language'],
  [{ email: 'ada@example.org', language: 'en\r\n' }, 'language'],
  [{ email: 'ada@example.org', language: 7 }, 'language'],
  [{ email: 'ada@example.org', topics: ['focus', 'sport'] }, 'topics'],
  [{ email: 'ada@example.org', topics: 'focus\r\n' }, 'topics'],
  [{ email: 'ada@example.org', topics: [] }, 'topics'],
  [{ email: 'ada@example.org', topics: { a: 1 } }, 'topics'],
])('%j is refused for its %s', async (fields, field) => {
  const { serve, asked } = aForm()
  const { status, body } = await serve(aJsonPost(fields, '/subscribe?language=en'))
  expect(status).toBe(422)
  const [problem, ...more] = JSON.parse(body).problems
  expect(more).toEqual([])
  expect(problem).toEqual({
    field,
    problem: expect.stringMatching(/^[a-z]+[A-Z]/),
    message: expect.stringMatching(/\w/),
  })
  expect(asked).toEqual([])
})

test('a form that is refused comes back filled in, with the problem beside its field', async () => {
  const { serve } = aForm()
  const { status, body } = await serve(
    aSignUpPost('/subscribe?language=en', {
      email: '"><script>@x',
      language: 'en',
      topics: ['', 'views'],
      website: '',
    }),
  )
  expect(status).toBe(400)
  expect(body).toContain('value="&quot;&gt;&lt;script&gt;@x"')
  expect(body).toMatch(/id="email"[^>]* aria-invalid="true" aria-describedby="email-problem"/)
  expect(body).toMatch(/<p class="problem" id="email-problem">This does not look like/)
  expect(body.match(/name="topics" value="(\w+)" checked/g)).toEqual(['name="topics" value="views" checked'])
})

test('a form with nothing ticked is not taken for everything', async () => {
  const { serve } = aForm()
  const post = aSignUpPost('/subscribe', { email: 'ada@example.org', language: 'en', topics: '' })
  const { status, body } = await serve(post)
  expect(status).toBe(400)
  expect(body).toContain('Please choose at least one section.')
  expect(body).not.toMatch(/name="topics" value="\w+" checked/)
})

test('a form on another page of ours says on which; anything but a path is not believed', async () => {
  const { serve, asked } = aForm()
  for (const form of ['/zh/matrix-64/', 'https://evil.example/', '/a b', '/x\r\ny'])
    await serve(aSignUpPost('/subscribe', { email: 'ada@example.org', form }))
  expect(asked.map(({ form }) => form)).toEqual(['/zh/matrix-64/', '/subscribe', '/subscribe', '/subscribe'])
})

test('who fills in the hidden field is thanked like everybody, and not signed up', async () => {
  const { serve, asked, told } = aForm()
  const fields = { email: 'ada@example.org', language: 'en' }
  const trapped = await serve(aSignUpPost('/subscribe', { ...fields, website: 'https://spam.example' }))
  expect(asked).toEqual([])
  expect(told).toEqual(['trapped'])
  expect(trapped).toEqual(await serve(aSignUpPost('/subscribe', fields)))
})

test('the answer is the same, to the byte and to the grid of time, whatever became of the form', async () => {
  const outcomes: [SignedUp, number][] = [
    [{ outcome: 'no-mail' }, 4],
    [{ outcome: 'confirm', mail: 'accepted' }, 180],
    [{ outcome: 'known', mail: 'uncertain' }, 590],
  ]
  const answers = await Promise.all(
    outcomes.map(async ([outcome, takes]) => {
      const form = aForm({ outcome, takes })
      const answer = await form.serve(aSignUpPost('/subscribe', { email: 'ada@example.org', language: 'en' }))
      return { ...answer, took: form.elapsed() }
    }),
  )
  expect(answers[0]).toMatchObject({ status: 202, took: 600 })
  for (const answer of answers) expect(answer).toEqual(answers[0])
})

test('the answer shows the address as it was typed, with a way to correct it', async () => {
  const { body } = await aForm().serve(
    aSignUpPost('/subscribe', { email: ' ada+<b>@example.org ', language: 'en' }),
  )
  expect(body).not.toContain('Please check your inbox')
  const accepted = await aForm().serve(
    aSignUpPost('/subscribe', { email: ' ada@exmaple.org ', language: 'en' }),
  )
  expect(accepted.body).toContain('<dd><bdi dir="ltr">ada<wbr>@exmaple.org</bdi></dd>')
})

test('who goes back from the answer finds the form as they had filled it in, and signs nobody up by that', async () => {
  const { serve, asked } = aForm({ site: anAskingSite })
  const typed = { email: 'ada@exmaple.org', timeZone: 'Europe/London', form: '/en/issues/m-64/tides/' }
  const chosen = { topics: ['', 'focus', 'views'], 'field-role': 'student', 'field-group': 'The <Institute>' }
  const accepted = await serve(
    aSignUpPost('/subscribe?language=zh-CN', { ...typed, ...chosen, language: 'en' }),
  )
  expect(accepted.status).toBe(202)
  expect(
    accepted.body.match(/(?:href|action)="[^"]*/g)?.filter((one) => /exmaple|Institute/.test(one)),
  ).toEqual([])
  const [, action = '', inside = ''] =
    /<form[^>]*action="([^"]*)">([\s\S]*?)<\/form>/.exec(accepted.body) ?? []
  expect(inside).toMatch(/<button[^>]*name="back"[^>]*>Not your address\? Enter it again</)
  const fields = [...inside.matchAll(/type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
    ([, name, value]): [string, string] => [name!, value!.replace('&lt;', '<').replace('&gt;', '>')],
  )
  const back = await serve(
    aRequest('POST', action, {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams([...fields, ['back', 'yes']]).toString(),
    }),
  )
  expect(back.status).toBe(200)
  expect(asked).toHaveLength(1)
  expect(back.body).not.toContain('class="problem')
  expect(back.body).toMatch(/id="email"[^>]* value="ada@exmaple\.org"/)
  expect(back.body.match(/name="topics" value="\w+" checked/g)).toHaveLength(2)
  expect(back.body).toContain('value="The &lt;Institute&gt;"')
  expect(back.body).toMatch(/value="student" (?:selected|checked)/)
  expect(back.body).toContain('name="form" value="/en/issues/m-64/tides/"')
  expect(back.body).toMatch(/name="token" value="[^"]+"/)
})

test('a body that cannot be read is our reader’s problem, a database that is away is ours', async () => {
  const { serve } = aForm({ fails: true })
  expect((await serve(aJsonPost('{"email":'))).status).toBe(400)
  expect((await serve(aJsonPost(`{"email":"${'a'.repeat(100_000)}"}`))).status).toBe(413)
  const { status, body } = await serve(aJsonPost({ email: 'ada@example.org', language: 'en' }))
  expect(status).toBe(500)
  expect(body).not.toContain('database')
  const page = await serve(aSignUpPost('/subscribe', { email: 'ada@example.org', language: 'en' }))
  expect(page.body).toContain('Something is wrong on our side')
})

test('pages are kept by nobody and tell no other site where they were', async () => {
  const { headers } = await aForm().serve(aRequest('GET', '/subscribe'))
  expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
})

test('all that is wrong is listed first, in focus, each with the way to its field; the title says so', async () => {
  const { serve } = aForm()
  const { body } = await serve(
    aSignUpPost('/subscribe?language=en', { email: '', language: 'fr', topics: '' }),
  )
  expect(body).toContain('<title>Please correct: Subscribe to Matrix – Matrix</title>')
  const summary = /<div class="problems" role="alert" tabindex="-1" autofocus>[\s\S]*?<\/div>/.exec(body)![0]
  const targets = [...summary.matchAll(/href="#([^"]+)"/g)].map(([, id]) => id)
  expect(targets).toEqual(['email', 'language', 'topics'])
  for (const id of targets) {
    expect(body.match(new RegExp(` id="${id}"`, 'g'))).toHaveLength(1)
    expect(body).toMatch(new RegExp(`id="${id}"[^>]*aria-invalid="true" aria-describedby="${id}-problem"`))
    expect(body).toContain(`id="${id}-problem"`)
  }
  expect(body.match(/autofocus/g)).toHaveLength(1)
  expect((await serve(aRequest('GET', '/subscribe'))).body).not.toContain('autofocus')
})

test('the address is asked for so that phones and browsers can help', async () => {
  const { body } = await aForm().serve(aRequest('GET', '/subscribe?language=en'))
  expect(body).toMatch(
    /<label for="email">[^<]+<\/label>\n<input id="email" [^>]*type="email" inputmode="email" autocomplete="email"[^>]*dir="ltr"/,
  )
  expect(body).toContain('<html lang="en" dir="ltr"')
})

test('two addresses in one form are one too many', async () => {
  const { serve, asked } = aForm()
  const { status, body } = await serve(
    aSignUpPost('/subscribe?language=en', { email: ['ada@example.org', 'eve@example.org'], language: 'en' }),
  )
  expect([status, asked]).toEqual([400, []])
  expect(body).toContain('Please enter one address only.')
})
