import { expect, test } from 'vitest'
import type { SenderAnswer } from '../../../functions/api/answers/service.ts'
import { type Answers, aConsole, bodyOf } from './a-console.ts'
import { aKey, peopleAnswers as answers, readerId, refused, theKey } from './people-answers.ts'

test('the service shows what SES allows, and work that failed, with a button for who may press it', async () => {
  const { get } = aConsole({ answers })
  const page = bodyOf(await get('/admin/service'))
  for (const text of ['3,120 of 50,000', '14 a second', 'reports of SES', 'masthead admin invite'])
    expect(page).toContain(text)
  expect(page).toContain('value="feedback"')
  expect(bodyOf(await aConsole({ answers, role: 'editor' }).get('/admin/service'))).not.toContain(
    'value="feedback"',
  )
})

test('what cannot be read just now leaves the rest', async () => {
  const { get } = aConsole({ answers: { ...answers, 'GET /api/quota': () => refused(409) } })
  const page = bodyOf(await get('/admin/service'))
  expect(page).toContain('SES cannot be asked just now')
  expect(page).toContain('reports of SES')
})

test('moving work back says how much moved', async () => {
  const { post, get } = aConsole({ answers })
  const answer = await post('/admin/service/redrive', { queue: 'feedback' })
  expect(answer.headers?.location).toBe('/admin/service?moved=2&stayed=1&more=1')
  const page = bodyOf(await get('/admin/service', { query: 'moved=2&stayed=1&more=1' }))
  expect(page).toContain('Moved back: 2.<br>Could not be moved: 1.')
  expect(bodyOf(await get('/admin/service', { query: 'moved=<b>' }))).not.toContain('Moved back')
})

test('a key is shown once, on the page that made it, and nowhere else', async () => {
  const { post, get, calls } = aConsole({ answers })
  const made = await post('/admin/service/keys', { name: 'shop', role: 'viewer', days: '90' })
  expect(made).toMatchObject({ statusCode: 200, headers: { 'cache-control': 'no-store' } })
  expect(bodyOf(made)).toContain(theKey)
  expect(calls[0]?.given.body).toEqual({ name: 'shop', role: 'viewer', days: 90 })
  expect(bodyOf(await get('/admin/service/keys'))).not.toContain(theKey)
})

test('a key that is refused keeps what was typed', async () => {
  const { post } = aConsole({
    answers: { ...answers, 'POST /api/keys': () => refused(409, { field: 'name', message: 'is taken' }) },
  })
  const page = bodyOf(await post('/admin/service/keys', { name: 'sh"op', role: 'sender' }))
  expect(page).toContain('name: is taken')
  expect(page).toContain('value="sh&quot;op"')
  expect(page).toContain('value="sender" checked>')
})

test('a key is revoked by its id', async () => {
  const { post, calls } = aConsole({ answers })
  const answer = await post(`/admin/service/keys/${aKey.id}`, {})
  expect(answer.headers?.location).toBe('/admin/service/keys?done=revoked')
  expect(calls).toMatchObject([{ route: 'POST /api/keys/{key}/revoke', given: { id: aKey.id } }])
})

test('the audit log says who did what, and leads to what it was about', async () => {
  const { get } = aConsole({ answers })
  const page = bodyOf(await get('/admin/service/audit'))
  for (const text of [
    'Pause a send <a href="/admin/sends/matrix-64--digest">',
    `Erase a reader <a href="/admin/readers/${readerId}">`,
    'not allowed',
    `shop (${aKey.id})`,
    'After: name shop, role viewer',
  ])
    expect(page).toContain(text)
  expect(page).toContain('/admin/service/audit?after=2031-05-06T06%3A30%3A00.000Z%7Ea3')
})

test('a person is looked for by a form alone, so that no URL has an address', async () => {
  const { post, calls } = aConsole({ answers })
  const page = bodyOf(await post('/admin/service/audit', { by: 'ada@example.org', about: '' }))
  expect(calls[0]?.given.query).toMatchObject({ by: 'ada@example.org' })
  expect(page).toMatch(
    /<form method="post"[^>]*>(<input[^>]*>)?<input type="hidden" name="by" value="ada@example.org">/,
  )
  expect(page).not.toMatch(/href="[^"]*(@|%40)/)
})

test('what was about a reader is looked for by their id', async () => {
  const { post } = aConsole({ answers })
  const answer = await post('/admin/service/audit', { by: '', about: 'lin@example.org' })
  expect(answer.headers?.location).toBe(`/admin/service/audit?about=${readerId}`)
  const unknown = await post('/admin/service/audit', { by: '', about: 'nobody@example.org' })
  expect(unknown.statusCode).toBe(404)
  expect(bodyOf(unknown)).toContain('Nobody has this address')
})

test('who is no owner sees neither keys nor the log', async () => {
  const { get } = aConsole({ answers, role: 'sender' })
  expect(bodyOf(await get('/admin/service'))).not.toContain('/admin/service/keys')
})

test('the sender’s page says what DNS is to have, and what it has now, record by record', async () => {
  const page = bodyOf(await aConsole({ answers, role: 'viewer' }).get('/admin/service/sender'))
  for (const part of [
    'matrix@news.matrix.example',
    'In the sandbox',
    'Inferred from its quota',
    '1 of 4 records are right',
    'data-copy="k1.dkim.amazonses.com"',
    'v=spf1 include:&lt;others&gt;.example -all',
    'DNS did not answer',
  ])
    expect(page).toContain(part)
  expect(page).not.toContain('/admin/service/keys')
})

test('where SES does not say its quota nothing is inferred, and where all is right that is said', async () => {
  const record: SenderAnswer['records'][number] = {
    ...{ kind: 'spf', name: 'a.example', type: 'TXT', value: 'v' },
    ...{ found: ['v'], state: 'right' },
  }
  const sender = { 'GET /api/sender': () => ({ address: 'a@a.example', records: [record] }) }
  const page = bodyOf(await aConsole({ answers: sender }).get('/admin/service/sender'))
  expect(page).toContain('All records are right')
  expect(page).not.toContain('Inferred')
  expect((await aConsole({}).get('/admin/service/sender')).statusCode).toBe(404)
})

test('each page of the service is called by its own name, and the first of them is not called as they all are', async () => {
  const { get } = aConsole({ answers: answers })
  const headings = await Promise.all(
    ['', '/sender', '/keys', '/audit'].map(
      async (path) => /<h1>([^<]*)</.exec(bodyOf(await get(`/admin/service${path}`)))?.[1],
    ),
  )
  expect(headings).toEqual(['Service', 'Sender', 'API keys', 'Audit log'])
  expect(bodyOf(await get('/admin/service'))).toContain('aria-current="page">Health<')
})

test('whoever makes a key sees what each role may do', async () => {
  const page = bodyOf(await aConsole({ answers }).get('/admin/service/keys'))
  expect(page).toMatch(/value="viewer" checked><span>viewer <small[^>]*>sees issues, sends and counts/)
})

test('the log writes a segment’s rule as people do', async () => {
  const rule = { all: [{ field: { id: 'role', in: ['student'] } }, { not: { got: 'matrix-63' } }] }
  const entry = {
    ...{ id: 'a', at: '2031-05-06T06:50:00.000Z', by: 'ada@example.org', role: 'sender' as const },
    ...{ from: '198.51.100.7', route: 'POST /api/segments', about: 'students' },
    result: { at: '2031-05-06T06:50:01.000Z', status: 201, after: { rule } },
  }
  const noted = { ...answers, 'GET /api/audit': () => ({ entries: [entry], timeZone: 'UTC' }) } as Answers
  expect(bodyOf(await aConsole({ answers: noted }).get('/admin/service/audit'))).toContain(
    'After: rule field:role=student and not got:matrix-63',
  )
})

test('what DNS has is shown wherever it is not what is to be copied, also where that is nothing', async () => {
  const wanted = { kind: 'dmarc', name: '_dmarc.a.example', type: 'TXT', value: 'v=DMARC1; p=none' } as const
  const page = async (found: string[], state: 'right' | 'missing') => {
    const sender: SenderAnswer = { address: 'a@a.example', records: [{ ...wanted, found, state }] }
    const { get } = aConsole({ answers: { 'GET /api/sender': () => sender } })
    return bodyOf(await get('/admin/service/sender'))
  }
  expect(await page([], 'missing')).toContain('<dt>DNS says now</dt><dd>nothing</dd>')
  expect(await page(['v=DMARC1; p=reject'], 'right')).toContain('<code>v=DMARC1; p=reject</code>')
  expect(await page([wanted.value], 'right')).not.toContain('DNS says now')
})
