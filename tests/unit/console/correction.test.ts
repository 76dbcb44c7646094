import { expect, test } from 'vitest'
import type { StatusAnswer } from '../../../functions/api/answers/statuses.ts'
import type { CallWith } from '../../../functions/console/calls.ts'
import { type Answers, aConsole, bodyOf } from './a-console.ts'
import { issueAnswers } from './issue-answers.ts'
import { aStatus } from './some-answers.ts'

const source = 'matrix-64--digest'
const page = `/admin/sends/${source}`
const path = `${page}/correction`
/** English was published again since it went out; Chinese was not. */
const sent = { 'zh-CN': 'e1', en: 'b'.repeat(64) }

const over = (changes: Partial<StatusAnswer['send']> = {}, state: StatusAnswer['state'] = 'finished') => {
  const { send } = aStatus()
  return aStatus({
    state,
    send: { ...send, frozen: { ...send.frozen!, editions: sent }, ...changes },
  })
}

/** The correction of it, as the list of sends has it. */
const itsCorrection = (
  changes: Partial<StatusAnswer['send']> = {},
  state: StatusAnswer['state'] = 'finished',
) => {
  const corrects = { send: source, at: '2031-05-06T06:55:00.000Z', editions: [sent.en] }
  return over({ id: `${source}-correction`, filter: { corrects }, ...changes }, state)
}

const answers = (more: Answers = {}, ...corrections: StatusAnswer[]): Answers => ({
  ...issueAnswers,
  'GET /api/sends': () => ({ sends: corrections, timeZone: 'Asia/Shanghai' }),
  'GET /api/sends/{send}': () => over(),
  'POST /api/sends/{send}/correction/audience': () => ({
    languages: { en: 691 },
    excluded: { 'not-accepted': 9, 'other-edition': 4_282, gone: 1 },
    when: {},
    timeZone: 'Asia/Shanghai',
  }),
  'POST /api/sends/{send}/correction': () => ({ send: itsCorrection().send, timeZone: 'Asia/Shanghai' }),
  ...more,
})

const asks = (calls: ReturnType<typeof aConsole>['calls']) =>
  calls.filter(({ route }) => route === 'POST /api/sends/{send}/correction')

test('a send that is over leads to its correction once the issue was published again', async () => {
  expect(bodyOf(await aConsole({ answers: answers() }).get(page))).toMatch(
    /in English\..*href="[^"]*\/correction"/,
  )
  const editor = bodyOf(await aConsole({ answers: answers(), role: 'editor' }).get(page))
  expect(editor).toContain('in English.')
  expect(editor).not.toContain(`href="${path}"`)
})

test('a send that says what is published now says how to come to a correction, and one that still goes out does not', async () => {
  const same = {
    'GET /api/sends/{send}': () => over({ frozen: { ...over().send.frozen!, editions: { en: 'e2' } } }),
  }
  expect(bodyOf(await aConsole({ answers: answers(same) }).get(page))).toContain('publish it again')
  const going = { 'GET /api/sends/{send}': () => over({}, 'delivering') }
  expect(bodyOf(await aConsole({ answers: answers(going) }).get(page))).not.toContain('Corrections')
})

test('a send names its corrections, and each of those its source', async () => {
  const { get } = aConsole({ answers: answers({}, itsCorrection()) })
  expect(bodyOf(await get(page))).toMatch(
    /href="\/admin\/sends\/matrix-64--digest-correction">Correction of January–March 2031, English</,
  )
  const theirs = {
    'GET /api/sends/{send}': ({ id }: CallWith) => (id === source ? over() : itsCorrection()),
  }
  const its = bodyOf(await aConsole({ answers: answers(theirs) }).get(`${page}-correction`))
  expect(its).toMatch(/It corrects <a href="\/admin\/sends\/matrix-64--digest">/)
})

test('a correction whose id is a hash has a name, wherever it is listed', async () => {
  const hashed = 'matrix-64--c-0123456789'
  const its = itsCorrection({ id: hashed, at: '2031-05-06T07:00:00.000Z', by: 'ada@example.org' })
  const entry = {
    id: 'e1',
    at: '2031-05-06T06:00:00.000Z',
    by: 'ada@example.org',
    route: 'POST /api/sends/{send}/actions',
    action: 'cancel',
    about: hashed,
  }
  const some: Answers = {
    ...answers({}, its, over()),
    'GET /api/audit': () => ({ entries: [{ ...entry, from: '203.0.113.0/24' }], timeZone: 'Asia/Shanghai' }),
    'GET /api/sends/{send}': ({ id }) => (id === source ? over() : its),
  }
  const name = 'Correction of January–March 2031, English'
  const { get } = aConsole({ answers: some })
  for (const one of [
    '/admin/sends',
    `/admin/sends/${hashed}`,
    page,
    '/admin',
    '/admin/service/audit',
    '/admin/go?q=correction',
  ]) {
    const [path, query = ''] = one.split('?')
    expect(bodyOf(await get(path!, { query })), one).toContain(name)
  }
  const chinese = { 'accept-language': 'zh-CN' }
  expect(bodyOf(await get(`/admin/sends/${hashed}`, { headers: chinese }))).toMatch(/更正：.*（英语）/)
  // Where nothing is known but its id.
  const alone = { ...some, 'GET /api/sends': () => ({ sends: [], timeZone: 'Asia/Shanghai' }) }
  expect(bodyOf(await aConsole({ answers: alone }).get('/admin/service/audit'))).toContain(
    'Correction of January–March 2031',
  )
})

test('before anybody is counted, what is corrected is shown: the mail as it went out beside what it is now', async () => {
  const { get, calls } = aConsole({ answers: answers() })
  const form = bodyOf(await get(path))
  expect(form).toContain(`/admin/issues/matrix-64/mail?language=en&amp;as=changes&amp;before=${sent.en}`)
  expect(form).toContain('name="note-en"')
  expect(form).not.toContain('note-zh-CN')
  expect(calls.map(({ route }) => route)).not.toContain('POST /api/sends/{send}/correction/audience')
})

test('what changed is told by article only where the version before is what went out', async () => {
  const told = async (before: string) => {
    const changes = issueAnswers['GET /api/issues/{issue}/changes']!({ id: 'matrix-64' })
    if ('outcome' in changes) throw new Error('the issue is known')
    const [english] = changes.languages
    const known = {
      ...changes,
      languages: [{ ...english!, before: { ...english!.before!, edition: before } }],
    }
    const more = { 'GET /api/issues/{issue}/changes': () => known }
    return bodyOf(await aConsole({ answers: answers(more) }).get(path))
  }
  expect(await told(sent.en)).toContain('RODIN makes an avatar in seconds')
  expect(await told('a'.repeat(64))).not.toContain('RODIN makes an avatar in seconds')
})

test('the mail of any earlier edition can be compared with that of now', async () => {
  const { get } = aConsole({ answers: answers() })
  const query = `language=en&as=changes&before=${sent.en}`
  const shown = bodyOf(await get('/admin/issues/matrix-64/mail', { query }))
  expect(shown).toContain(`/admin/mail/issues/matrix-64?language=en&amp;edition=${sent.en}`)
  expect(bodyOf(await get('/admin/issues/matrix-64/mail', { query: `${query}<b>` }))).not.toContain(sent.en)
})

test('a rehearsal says how many get it and why the others do not, and sends nothing', async () => {
  const { post, calls } = aConsole({ answers: answers() })
  const shown = bodyOf(await post(path, { 'note-en': 'The <chart> was wrong.' }))
  for (const part of ['691', 'English 691', 'did not get it', '4,282', 'The &lt;chart&gt; was wrong.'])
    expect(shown).toContain(part)
  expect(shown).toContain('type how many readers get it: 691')
  expect(asks(calls)).toEqual([])
})

test('the number typed asks for it, in the languages and with the words that were chosen, and leads to its page', async () => {
  const { post, calls } = aConsole({ answers: answers() })
  const fields = { languages: 'en', 'note-en': 'The chart was wrong.', typed: '691' }
  const answer = await post(path, fields)
  expect(answer.headers?.location).toBe(`/admin/sends/${source}-correction?done=asked`)
  expect(asks(calls)).toMatchObject([
    { given: { id: source, body: { languages: ['en'], note: { en: 'The chart was wrong.' } } } },
  ])
})

test('another number sends nothing', async () => {
  const { post, calls } = aConsole({ answers: answers() })
  expect(bodyOf(await post(path, { typed: '690' }))).toContain('You typed 690')
  expect(asks(calls)).toEqual([])
})

test('many are counted call by call, with how far it is', async () => {
  const more: Answers = {
    'GET /api/sends/{send}': () => over({ frozen: { ...over().send.frozen!, ranges: 10 } }),
    'POST /api/sends/{send}/correction/audience': ({ body }) => ({
      languages: { en: 100 },
      excluded: {},
      next: (body as { from: number }).from + 1,
      when: {},
      timeZone: 'Asia/Shanghai',
    }),
  }
  const shown = bodyOf(await aConsole({ answers: answers(more) }).post(path, { 'note-en': 'So.' }))
  expect(shown).toContain('40%')
  expect(shown).toContain(`hx-post="${path}"`)
  expect(shown).toContain('name="note-en" value="So."')
})

test('one that there is already is not asked for again', async () => {
  const { post, calls } = aConsole({ answers: answers({}, itsCorrection()) })
  expect(bodyOf(await post(path, {}))).toContain('made only once')
  const typed = await post(path, { typed: '691' })
  expect(typed.headers?.location).toBe(`/admin/sends/${source}-correction?done=asked`)
  expect(asks(calls)).toEqual([])
})

test('one that was cancelled is sent after all only by who saw that it was', async () => {
  const cancelledAt = '2031-05-06T06:59:00.000Z'
  const { frozen: _, ...notBegun } = itsCorrection().send
  const standing = { ...itsCorrection({ cancelledAt }, 'cancelled') }
  const waits = { ...standing, send: { ...notBegun, cancelledAt } }
  const { post, calls } = aConsole({ answers: answers({}, waits) })
  const unseen = bodyOf(await post(path, { typed: '691' }))
  expect(unseen).toContain('was cancelled')
  expect(unseen).toContain(`name="anew" value="${cancelledAt}"`)
  expect(asks(calls)).toEqual([])
  expect((await post(path, { typed: '691', anew: cancelledAt })).statusCode).toBe(303)
  expect(asks(calls)).toMatchObject([{ given: { body: { anew: cancelledAt } } }])

  const begun = { ...standing, audience: { ...standing.audience, excluded: { cancelled: 40 }, waiting: 2 } }
  const another = aConsole({ answers: answers({}, begun) })
  expect(bodyOf(await another.post(path, {}))).toContain('type how many readers get it: 42')
})

test('who may not send is told so, and what the API refuses stands above the form', async () => {
  const editor = aConsole({ answers: answers(), role: 'editor' })
  expect(bodyOf(await editor.get(path))).toContain('Your role does not allow this')
  expect(bodyOf(await editor.post(path, { typed: '691' }))).toContain('Your role does not allow this')
  expect(editor.calls).toEqual([])
  const open = aConsole({
    answers: answers({
      'POST /api/sends/{send}/correction/audience': () => ({
        outcome: 'refused',
        status: 409,
        problems: [{ message: 'It is not over' }],
      }),
    }),
  })
  expect(bodyOf(await open.post(path, {}))).toContain('It is not over')
})
