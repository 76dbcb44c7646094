import { expect, test } from 'vitest'
import type { ChangesAnswer } from '../../../functions/api/answers/previews.ts'
import { aConsole, bodyOf } from './a-console.ts'
import { aPublishedIssue, issueAnswers } from './issue-answers.ts'

const path = '/admin/issues/matrix-64'
const chinese = { headers: { 'accept-language': 'zh-CN' } }

test('issues are listed by what they are called in the language of the console, a page at a time', async () => {
  const { get, calls } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await get('/admin/issues'))
  for (const part of ['A &lt;special&gt; issue', 'January–March 2031', 'No. 64', 'May 1, 2031', 'taken down'])
    expect(page).toContain(part)
  expect(page).toContain('href="/admin/sends/matrix-64--digest"')
  expect(page).toContain('href="/admin/issues?after=matrix-63"')
  expect(calls).toMatchObject([{ route: 'GET /api/issues', given: { query: { state: 'all' } } }])
  expect(bodyOf(await get('/admin/issues', chinese))).toContain('2031 年 1–3 月')
  const second = bodyOf(await get('/admin/issues', { query: 'after=matrix-63' }))
  expect(calls.at(-1)).toMatchObject({ given: { query: { state: 'all', after: 'matrix-63' } } })
  expect(second).toContain('matrix-1')
  expect(second).not.toContain('?after=')
})

test('where nothing is published it says how to begin', async () => {
  const { get } = aConsole({
    answers: { 'GET /api/issues': () => ({ issues: [], timeZone: 'Asia/Shanghai' }) },
  })
  expect(bodyOf(await get('/admin/issues'))).toContain('masthead new issue')
})

test('an issue shows its pages, how often they were read, its sends, and what was wrong with its last upload', async () => {
  const { get } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await get(path))
  for (const part of [
    'href="/zh/issues/matrix-64/"',
    'href="/en/issues/matrix-64/"',
    'href="/en/issues/matrix-64/03-rodin/"',
    'RODIN makes an avatar in seconds',
    'Research Frontier',
    '3,530',
    '1,240',
    '<code>03-rodin.md</code> · line 12',
    'has no image &lt;images/rodin.png&gt;',
    'href="/admin/sends/matrix-64--digest"',
  ])
    expect(page).toContain(part)
  expect(page).not.toContain('hx-trigger')
})

test('where views are not counted, and of an upload without problems, it says nothing', async () => {
  const { get } = aConsole({
    answers: {
      ...issueAnswers,
      'GET /api/issues/{issue}': () => ({ published: aPublishedIssue() }),
      'GET /api/issues/{issue}/views': () => ({ issue: 'matrix-64', page: {}, articles: [] }),
    },
  })
  const page = bodyOf(await get(path))
  expect(page).toContain('RODIN makes an avatar in seconds')
  expect(page).not.toContain('Page views')
  expect(page).toContain('None is known.')
})

test('an issue that was taken down says since when, and how it comes back, and can be neither sent nor tested', async () => {
  const { get } = aConsole({
    answers: {
      ...issueAnswers,
      'GET /api/issues/{issue}': () => ({
        takenDown: { at: '2031-05-01T00:00:00.000Z', by: 'ada@example.org' },
      }),
    },
  })
  const page = bodyOf(await get(path))
  expect(page).toContain('By ada@example.org, May 1, 2031')
  expect(page).toContain('masthead publish content/issues/matrix-64')
  expect(page).not.toContain('<form class="inline"')
})

test('an issue whose first publishing broke off says so, and an editor can take it down', async () => {
  const answers = { ...issueAnswers, 'GET /api/issues/{issue}': () => ({ begun: true as const }) }
  const seenBy = async (role: 'viewer' | 'editor') => bodyOf(await aConsole({ answers, role }).get(path))
  expect(await seenBy('viewer')).toContain('Its first publishing has begun and not ended')
  expect(await seenBy('viewer')).not.toContain('<form class="inline"')
  expect(await seenBy('editor')).toContain(`action="${path}/unpublish"`)
  expect(await seenBy('editor')).not.toContain(`${path}/test"`)
})

test('who may only look sees no forms, an editor tests and takes down, a sender sends', async () => {
  const seenBy = async (role: 'viewer' | 'editor' | 'sender') =>
    bodyOf(await aConsole({ answers: issueAnswers, role }).get(path))
  expect(await seenBy('viewer')).not.toContain(`action="${path}/`)
  expect(await seenBy('editor')).toContain(`${path}/test"`)
  expect(await seenBy('editor')).toContain(`${path}/unpublish"`)
  expect(await seenBy('editor')).not.toContain(`${path}/send"`)
  expect(await seenBy('sender')).toContain(`${path}/send"`)
})

test('a test goes to one address in one language, and leads to its page', async () => {
  const { post, calls } = aConsole({ answers: issueAnswers, role: 'editor' })
  const answer = await post(`${path}/test`, { to: ' me@example.org ', language: 'en' })
  expect(answer.headers?.location).toBe('/admin/sends/matrix-64--test-1a2b?done=asked')
  expect(calls).toMatchObject([
    {
      route: 'POST /api/sends',
      given: { body: { issue: 'matrix-64', to: 'me@example.org', language: 'en' } },
    },
  ])
})

test('an address that the API refuses stays in the form, with the reason', async () => {
  const { post } = aConsole({
    answers: {
      ...issueAnswers,
      'POST /api/sends': () => ({
        outcome: 'refused',
        status: 400,
        problems: [{ field: 'to', message: 'is not an address such as name@example.org' }],
      }),
    },
  })
  const page = bodyOf(await post(`${path}/test`, { to: '"me', language: 'en' }))
  expect(page).toContain('is not an address such as name@example.org')
  expect(page).toContain('value="&quot;me"')
})

test('taking an issue down wants its name, typed, and the page waits until it is gone', async () => {
  const { post, get, calls } = aConsole({ answers: issueAnswers })
  expect(bodyOf(await post(`${path}/unpublish`, { typed: 'matrix-63' }))).toContain('nothing was done')
  expect(calls.filter(({ route }) => route.startsWith('POST'))).toEqual([])
  const answer = await post(`${path}/unpublish`, { typed: 'matrix-64' })
  expect(answer.headers?.location).toBe(`${path}?done=unpublish`)
  expect(calls.at(-1)).toMatchObject({
    route: 'POST /api/issues/{issue}/unpublish',
    given: { id: 'matrix-64' },
  })
  const waiting = bodyOf(await get(path, { query: 'done=unpublish' }))
  expect(waiting).toContain('hx-trigger="every 3s"')
  expect(waiting).not.toContain(`${path}/send"`)
})

test('an issue that is not there is not found', async () => {
  expect((await aConsole({ answers: issueAnswers }).get('/admin/issues/none')).statusCode).toBe(404)
})

test('an issue shows its mail as inboxes do, its size, and the way to look at it', async () => {
  const { get, calls } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await get(path))
  expect(calls).toContainEqual(
    expect.objectContaining({
      route: 'GET /api/issues/{issue}/preview',
      given: { id: 'matrix-64', query: { language: 'en' } },
    }),
  )
  for (const part of [
    'Matrix No. 64: Kevin Scott',
    'People &amp; Culture',
    '62.3 kB of the 102 kB',
    `href="${path}/mail"`,
  ])
    expect(page).toContain(part)
})

test('an issue shows what changed since it was published before', async () => {
  const { get } = aConsole({ answers: issueAnswers })
  const page = bodyOf(await get(path))
  for (const part of [
    'Since the version of Apr 9, 2031',
    '<del lang="en">Matrix No. 64: Bill Gates</del>',
    '61.2 kB → 62.3 kB',
    '<del>RODIN makes avatars</del> → RODIN makes an avatar in seconds',
    'title, text · 1,180 → 1,204 words',
    'What is &lt;left out&gt;',
    `href="${path}/mail?language=en&amp;as=changes"`,
  ])
    expect(page).toContain(part)
  const once = aConsole({
    answers: {
      ...issueAnswers,
      'GET /api/issues/{issue}/changes': () => ({ issue: 'matrix-64', languages: [] }),
    },
  })
  expect(bodyOf(await once.get(path))).not.toContain('What changed')
})

test('its mail is shown in frames: each language, on phone and desktop, light and dark, as text, and beside that of before', async () => {
  const { get } = aConsole({ answers: issueAnswers })
  const look = async (query: string) => bodyOf(await get(`${path}/mail`, { query }))
  const frame = (query: string) => `src="/admin/mail/issues/matrix-64?${query}"`
  const phone = await look('')
  expect(phone).toContain(`${frame('language=en&amp;scheme=light')} title="Phone, Light" width="375"`)
  expect(phone).toContain(frame('language=en&amp;scheme=dark'))
  const desktop = await look('language=zh-CN&as=desktop&scheme=dark')
  expect(desktop).toContain(`${frame('language=zh-CN&amp;scheme=dark')} title="Desktop, Dark" width="680"`)
  expect(desktop).not.toContain('scheme=light" title')
  const changes = await look('as=changes')
  expect(changes).toContain(frame('language=en&amp;edition=b2&amp;scheme=light'))
  expect(await look('as=text')).toContain('The mail of e2, in &lt;text&gt;.')
  // Where there is nothing to compare, there is no such choice, and whoever has the address sees the mail.
  const chinese = await look('language=zh-CN&as=changes')
  expect(chinese).not.toContain('Compare')
  expect(chinese).toContain('title="Phone, Light"')
})

test('a mail alone is what a program gets, in one scheme, with links that lead nowhere for a reader’s own', async () => {
  const { get, calls } = aConsole({ answers: issueAnswers })
  const answer = await get('/admin/mail/issues/matrix-64', {
    query: 'language=en&edition=b2&scheme=dark&other=1',
  })
  expect(answer.headers).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
  })
  const mail = bodyOf(answer)
  expect(mail).toContain('The mail of b2.')
  expect(mail).toContain('<base target="_blank">')
  expect(mail).toContain('@media (min-width: 0px)')
  expect(mail).toContain('<a href="#" target="_self">Leave</a>')
  expect(mail).toContain('<a href="https://matrix.example/en/issues/matrix-64/03-rodin/">')
  expect(calls.at(-1)).toMatchObject({ given: { query: { language: 'en', edition: 'b2' } } })
  expect((await get('/admin/mail/issues/none')).statusCode).toBe(404)
  expect((await get('/admin/issues/none/mail')).statusCode).toBe(404)
})

test('a mail that is as large as before is told its size once', async () => {
  const { languages, ...changes } = (
    issueAnswers['GET /api/issues/{issue}/changes'] as (given: object) => ChangesAnswer
  )({ id: 'matrix-64' })
  const [english] = languages
  const same = { ...english!, before: { ...english!.before!, bytes: english!.now!.bytes + 3 } }
  const answers = {
    ...issueAnswers,
    'GET /api/issues/{issue}/changes': () => ({ ...changes, languages: [same] }),
  }
  expect(bodyOf(await aConsole({ answers }).get(path))).not.toContain('kB →')
})
