import { expect, test } from 'vitest'
import { aConsole, bodyOf } from './a-console.ts'
import { peopleAnswers as answers, aReader, erasedId, readerId, refused } from './people-answers.ts'

const path = `/admin/readers/${readerId}`
const address = 'lin@example.org'

test('who finds a reader by their address is led to their page, and no address is in a URL', async () => {
  const { post, calls } = aConsole({ answers })
  const answer = await post('/admin/readers/find', { address: ` ${address} ` })
  expect(answer).toMatchObject({ statusCode: 303, headers: { location: path } })
  expect(calls).toMatchObject([{ route: 'POST /api/readers/find', given: { body: { address } } }])
})

test('whom nobody knows is said to be nobody, with what was typed', async () => {
  const { post } = aConsole({ answers })
  const answer = await post('/admin/readers/find', { address: '"><b>@example.org' })
  expect(answer.statusCode).toBe(404)
  expect(bodyOf(answer)).toContain('Nobody has this address')
  expect(bodyOf(answer)).toContain('value="&quot;&gt;&lt;b&gt;@example.org"')
})

test('a reader’s life is told from its end to its beginning', async () => {
  const { get, calls } = aConsole({ answers })
  const page = bodyOf(await get(path))
  const told = [
    'matrix-64--digest',
    'Suppressed: their mail came back for good',
    'matrix-63--digest',
    'matrix-62--digest',
    'Moved here from lin@old.example',
    'Confirmed',
    'Signed up by /zh-CN/subscribe',
    'Unsubscribed',
    'Became known here',
    'Signed up elsewhere; row 1,204 of the import',
  ]
  const life = page.slice(page.indexOf('class="timeline"'))
  const places = told.map((text) => life.indexOf(text))
  expect(places).not.toContain(-1)
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(page).toContain('&lt;随时可以退订&gt;')
  expect(page).toContain('by the mail of matrix-61--digest · too many mails')
  expect(page).toContain('sent · came back for good')
  for (const name of ['In Focus', 'Student', '/admin/readers/imports/old-list-2030'])
    expect(page).toContain(name)
  expect(calls[0]?.given).toEqual({ body: { id: readerId } })
})

test('what a reader was sent may be unknown for now, and the rest is shown', async () => {
  const { get } = aConsole({ answers: { ...answers, 'POST /api/readers/sends': () => refused(500) } })
  const page = bodyOf(await get(path))
  expect(page).toContain('cannot be read just now')
  expect(page).toContain('Signed up by')
})

test.each([
  ['editor', [], ['suppress', 'restore', 'erase']],
  ['sender', ['restore'], ['suppress', 'erase']],
  ['owner', ['restore', 'erase'], ['suppress']],
] as const)('a suppressed reader has for a role of %s the buttons %j', async (role, some, others) => {
  const { get } = aConsole({ answers, role })
  const page = bodyOf(await get(path))
  for (const action of some) expect(page).toContain(`value="${action}"`)
  for (const action of others) expect(page).not.toContain(`value="${action}"`)
})

test('a viewer sees how many there are, and no way to an address', async () => {
  const { get } = aConsole({ answers, role: 'viewer' })
  const page = bodyOf(await get('/admin/readers'))
  expect(page).toContain('4,')
  for (const way of ['name="address"', '/admin/readers/list']) expect(page).not.toContain(way)
})

test('a press does one thing, and its redirect names no address', async () => {
  const { post, calls } = aConsole({ answers })
  const answer = await post(path, { action: 'restore' })
  expect(answer.headers?.location).toBe(`${path}?done=restore`)
  expect(calls.at(-1)).toMatchObject({
    route: 'POST /api/readers/actions',
    given: { body: { address, action: 'restore' } },
  })
})

test('erasing wants the address, typed', async () => {
  const { post, calls } = aConsole({ answers })
  expect(bodyOf(await post(path, { action: 'erase', typed: 'mei@example.org' }))).toContain(
    'nothing was done',
  )
  expect(calls.map(({ route }) => route)).not.toContain('POST /api/readers/actions')
  const answer = await post(path, { action: 'erase', typed: 'LIN@example.org ' })
  expect(answer.headers?.location).toBe('/admin/readers?done=erased')
})

test('an id that nobody has leads nowhere', async () => {
  const { get } = aConsole({ answers })
  const answer = await get(`/admin/readers/${readerId.replace('3f', '00')}`)
  expect(answer.statusCode).toBe(404)
  expect(bodyOf(answer)).toContain('Nobody has this address')
})

test('of who is erased there is what is left, and who knows their address may let them come back', async () => {
  const { get, post, calls } = aConsole({ answers })
  const found = await post('/admin/readers/find', { address: 'gone@example.org' })
  expect(found.headers?.location).toBe(`/admin/readers/${erasedId}`)
  const page = bodyOf(await get(`/admin/readers/${erasedId}`))
  expect(page).toContain('none, whatever anybody fills in: an admin did it')
  expect(page).not.toContain('value="erase"')
  const done = await post('/admin/readers/address', { action: 'restore', address: 'gone@example.org' })
  expect(done.headers?.location).toBe(`/admin/readers/${erasedId}?done=restore`)
  expect(calls.at(-1)?.given.body).toEqual({ address: 'gone@example.org', action: 'restore' })
})

test('mail is kept from an address that nobody has, by who may send', async () => {
  const { post } = aConsole({ answers })
  const page = bodyOf(await post('/admin/readers/find', { address: 'never@example.org' }))
  expect(page).toContain('<input type="hidden" name="address" value="never@example.org">')
  const done = await post('/admin/readers/address', { action: 'suppress', address: 'never@example.org' })
  expect(done.headers?.location).toBe(`/admin/readers/${erasedId}?done=suppress`)
  const editor = aConsole({ answers, role: 'editor' })
  const theirs = bodyOf(await editor.post('/admin/readers/find', { address: 'never@example.org' }))
  expect(theirs).not.toContain('value="suppress"')
})

test('a part of an address lists who has it, page by page, by forms alone', async () => {
  const { post, calls } = aConsole({ answers })
  const page = bodyOf(await post('/admin/readers/find', { address: 'lin@' }))
  expect(page).toContain(`<a href="${path}">`)
  expect(page).toContain('<input type="hidden" name="after" value="3f-40">')
  expect(page).not.toMatch(/href="[^"]*(@|%40)/)
  await post('/admin/readers/find', { address: 'lin@', after: '3f-40' })
  expect(calls.map(({ given }) => given.body)).toEqual([
    { search: 'lin@', limit: 50 },
    { search: 'lin@', limit: 50, after: '3f-40' },
  ])
})

test('the list asks for what was chosen, and an empty page need not be the last', async () => {
  const { get, calls } = aConsole({
    answers: {
      ...answers,
      'GET /api/readers': () => ({ readers: [], next: '7f', fieldIds: [], timeZone: 'UTC' }),
    },
  })
  const page = bodyOf(await get('/admin/readers/list', { query: 'status=active&language=&topic=focus' }))
  expect(calls[0]?.given.query).toEqual({ status: 'active', topic: 'focus', limit: '50' })
  expect(page).toContain('the list goes on')
  expect(page).toContain('/admin/readers/list?status=active&amp;topic=focus&amp;after=7f')
  expect(page).toContain('<option value="active" selected>')
})

test('a listed reader is led to by their id', async () => {
  const { get } = aConsole({ answers })
  expect(bodyOf(await get('/admin/readers/list'))).toContain(`<a href="${path}">${aReader().address}</a>`)
})

test('counting anew adds up call by call, until all are counted', async () => {
  const { post, calls } = aConsole({ answers })
  const first = bodyOf(await post('/admin/readers/count', {}))
  expect(first).toContain('hx-trigger="load, submit"')
  const soFar = /name="so-far" value="([^"]+)"/.exec(first)![1]!.replaceAll('&quot;', '"')
  const second = bodyOf(await post('/admin/readers/count', { 'so-far': soFar }))
  expect(second).toContain('9,962')
  expect(second).not.toContain('so-far')
  expect(calls.map(({ given }) => given.query)).toEqual([{}, { after: '80' }])
})

test('a count that somebody made up begins anew', async () => {
  const { post, calls } = aConsole({ answers })
  await post('/admin/readers/count', { 'so-far': '{"counts":{"statuses":{"active":"<b>"}},"after":"80"}' })
  expect(calls[0]?.given.query).toEqual({})
})

test('what a reader saw is shown in frames, with what is of then beside what is of today', async () => {
  const { get, calls } = aConsole({ answers })
  const path = `/admin/readers/${readerId}/mail`
  const life = bodyOf(await get(`/admin/readers/${readerId}`))
  expect(life).toContain(`href="${path}?send=matrix-62--digest"`)
  // Who was left out has no mail of it.
  expect(life).not.toContain(`${path}?send=matrix-64--digest`)
  const page = bodyOf(await get(path, { query: 'send=matrix-62--digest' }))
  for (const part of [
    'What they saw',
    'In Focus',
    '5e1f5e1f5e1f',
    'lin@example.org',
    'Lin &lt;&amp; co&gt;',
    'lead nowhere here',
    `src="/admin/mail/readers/${readerId}?send=matrix-62--digest&amp;scheme=light"`,
  ])
    expect(page).toContain(part)
  expect(page).not.toContain('Compare')
  expect(calls.at(-1)).toMatchObject({ given: { id: readerId, query: { send: 'matrix-62--digest' } } })
  const mail = bodyOf(
    await get(`/admin/mail/readers/${readerId}`, { query: 'send=matrix-62--digest&scheme=dark' }),
  )
  expect(mail).toContain('@media (min-width: 0px)')
  expect(mail).toContain('<a href="#" target="_self">Leave</a>')
  const text = await get(path, { query: 'send=matrix-62--digest&as=text' })
  expect(bodyOf(text)).toContain('in &lt;text&gt;.')
  for (const missing of [path, `/admin/mail/readers/${readerId}`])
    expect((await get(missing, { query: 'send=matrix-64--digest' })).statusCode).toBe(404)
})
