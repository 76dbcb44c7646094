import { expect, test } from 'vitest'
import { shareDone } from '../../../functions/console/sends/account.page.ts'
import { aConsole, bodyOf } from './a-console.ts'
import { issueAnswers } from './issue-answers.ts'
import { aStatus, finished, someAnswers } from './some-answers.ts'

const path = '/admin/sends/matrix-64--digest'

test('a send shows its account, of which nobody is missing, and is shown anew while it goes out', async () => {
  const { get } = aConsole({ answers: someAnswers })
  const page = bodyOf(await get(path))
  for (const figure of [
    '3,125 of 4,927',
    '63.4%',
    'aria-valuenow="63"',
    '3,120',
    '1,802',
    'unsubscribed 61, paused 12',
    '13.4 a second',
  ])
    expect(page).toContain(figure)
  expect(page).toContain('hx-trigger="every 2s"')
  const [, asksFor = ''] = /hx-get="[^"?]*\?([^"]*)"/.exec(page) ?? []
  expect(asksFor).toBe('was=delivering&amp;least=0.6343')
  const again = async (query: string) => (await get(path, { query })).headers?.['hx-refresh']
  expect([await again(asksFor.replace('&amp;', '&')), await again('was=planning')]).toEqual([
    undefined,
    'true',
  ])
})

test('the page of a send leads back to all sends, and to its issue where that is published', async () => {
  const published = { ...issueAnswers, ...someAnswers }
  const page = bodyOf(await aConsole({ answers: published }).get(path))
  expect(page).toMatch(
    /<p class="quietly"><a href="\/admin\/sends">Sends<\/a> · <a href="\/admin\/issues\/matrix-64">/,
  )
  expect(bodyOf(await aConsole({ answers: someAnswers }).get(path))).toMatch(
    /<p class="quietly"><a href="\/admin\/sends">Sends<\/a> · matrix-64--digest<\/p>/,
  )
})

test('lists that are too wide for a phone name each of their columns there', async () => {
  const page = bodyOf(await aConsole({ answers: someAnswers }).get('/admin/sends'))
  expect(page).toContain('<table class="stacked">')
  expect(page).toMatch(/<td data-column="State"><div>.*<td class="number" data-column="Readers"><div>5,000/)
})

test('a send that is over is not asked for again and again', async () => {
  const { get } = aConsole({ answers: { 'GET /api/sends/{send}': () => aStatus({ state: 'finished' }) } })
  expect(bodyOf(await get(path))).not.toContain('hx-trigger')
})

test('when mails were delivered is a chart and a table, and whose time SES did not say is said', async () => {
  const { get } = aConsole({ answers: { 'GET /api/sends/{send}': ({ id }) => finished(String(id)) } })
  const page = bodyOf(await get('/admin/sends/matrix-63--digest'))
  expect(page).toMatch(/When it was delivered.*Half by.*9:10.*Nine in ten by.*9:15/s)
  const [chart = ''] = /<svg class="chart".*?<\/svg>/s.exec(page) ?? []
  expect(chart.match(/<rect/g)).toHaveLength(10)
  expect(chart).toContain('aria-label="How many, every 5 min"')
  expect(page).toMatch(
    /<td>Feb 3, 2031, 9:10[^<]*<\/td><td class="number">480<\/td><td class="number">97.4%<\/td>/,
  )
  expect(page).toContain('SES did not say when the other 25 were.')
})

test('while nobody knows when, and where all came at once, there is no chart of it', async () => {
  const of = async (changes: Parameters<typeof aStatus>[0]) =>
    bodyOf(await aConsole({ answers: { 'GET /api/sends/{send}': () => aStatus(changes) } }).get(path))
  expect(await of({})).not.toContain('When it was delivered')
  const once = { stepSeconds: 300, steps: [{ from: '2031-05-06T07:00:00.000Z', delivered: 2_900 }] }
  const page = await of({ deliveries: once })
  expect(page).toContain('When it was delivered')
  expect(page).not.toMatch(/<svg class="chart"|SES did not say/)
})

test('who may not send sees no buttons that send', async () => {
  const { get } = aConsole({ answers: someAnswers, role: 'editor' })
  expect(bodyOf(await get(path))).not.toContain('name="action"')
})

test('a button does one thing, once, and the page that follows says so', async () => {
  const { post, get, calls } = aConsole({ answers: someAnswers })
  const answer = await post(path, { action: 'pause' })
  expect(answer).toMatchObject({ statusCode: 303, headers: { location: `${path}?done=pause` } })
  expect(calls).toMatchObject([
    {
      route: 'POST /api/sends/{send}/actions',
      given: { id: 'matrix-64--digest', body: { action: 'pause' } },
    },
  ])
  expect(bodyOf(await get(path, { query: 'done=pause' }))).toContain('Paused.')
  expect(bodyOf(await get(path, { query: 'done=<b>' }))).not.toContain('<b>')
})

test('who acts on a send that somebody else changed meanwhile changes nothing, and sees both versions', async () => {
  let stands = aStatus()
  const answers = {
    ...someAnswers,
    'GET /api/sends/{send}': () => ({ outcome: 'done', value: stands, etag: '"v1"' }) as const,
    'POST /api/sends/{send}/actions': () => ({
      outcome: 'refused' as const,
      status: 412,
      type: 'changed' as const,
      problems: [],
    }),
  }
  const { get, post, calls } = aConsole({ answers })
  const shown = bodyOf(await get(path))
  const forms = shown.match(/<form[^>]*action="\/admin\/sends\/[^>]*>.*?<\/form>/gs) ?? []
  expect(forms.length).toBeGreaterThan(2)
  for (const form of forms) expect(form).toContain('name="etag" value="&quot;v1&quot;"')
  const hidden = Object.fromEntries(
    [...forms[0]!.matchAll(/type="hidden" name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [
      name!,
      value!.replaceAll('&quot;', '"'),
    ]),
  )
  stands = aStatus({ state: 'cancelled' })
  const answer = await post(path, hidden)
  expect(calls.find(({ route }) => route.startsWith('POST'))?.given).toEqual({
    id: 'matrix-64--digest',
    body: { action: 'pause' },
    ifMatch: '"v1"',
  })
  expect(answer.statusCode).toBe(412)
  expect(bodyOf(answer)).toMatch(/Somebody changed it.*As you saw it.*As it stands.*going out.*cancelled/s)
})

test('who approves what was published anew meanwhile hears what they saw and what it would send now', async () => {
  const status = { state: 'scheduled', editions: { en: 'b'.repeat(64) } } as const
  const answers = {
    ...sendWith({ ...toApprove, frozen: undefined }, status),
    'POST /api/sends/{send}/actions': () => ({
      outcome: 'refused' as const,
      status: 412,
      type: 'changed' as const,
      problems: [],
    }),
  }
  const { get, post } = aConsole({
    answers: {
      ...answers,
      'GET /api/sends/{send}': () =>
        ({ outcome: 'done', value: answers['GET /api/sends/{send}'](), etag: '"v2"' }) as const,
    },
  })
  expect(bodyOf(await get(path))).toContain('name="sawMail" value="en bbbbbbbb"')
  const saw = { action: 'approve', etag: '"v1"', sawState: 'scheduled', sawMail: 'en aaaaaaaa' }
  const page = bodyOf(await post(path, saw))
  expect(page).toMatch(/another was published meanwhile.*en aaaaaaaa.*en bbbbbbbb/s)
  expect(bodyOf(await post(path, { ...saw, sawMail: 'en bbbbbbbb' }))).not.toContain('another was published')
})

test('a send that waits for a second person says so, to the others with a button', async () => {
  const page = async (by: string, role: 'owner' | 'editor' = 'owner') => {
    const { send } = aStatus()
    const waits = { by, holds: { approval: send.requestedAt }, approval: { above: 1_000 } }
    const answers = { 'GET /api/sends/{send}': () => aStatus({ send: { ...send, ...waits } }) }
    return bodyOf(await aConsole({ answers, role }).get(path))
  }
  expect(await page('bob@example.org')).toContain('for more than 1,000 readers')
  expect(await page('bob@example.org')).toContain('value="approve"')
  expect(await page('ada@example.org')).not.toContain('value="approve"')
  expect(await page('bob@example.org', 'editor')).not.toContain('value="approve"')
})

test('whose approval fell away is said, and why', async () => {
  const { send } = aStatus()
  const page = async (why: 'editions' | 'readers') => {
    const approval = { above: 1_000, lapsed: { by: 'bob@example.org', why } }
    const waits = { holds: { approval: send.requestedAt }, approval }
    const answers = { 'GET /api/sends/{send}': () => aStatus({ send: { ...send, ...waits } }) }
    return bodyOf(await aConsole({ answers }).get(path))
  }
  expect(await page('editions')).toContain('bob@example.org approved it before it was published anew')
  expect(await page('readers')).toContain('for many fewer readers')
})

test('cancelling wants the send’s name, typed', async () => {
  const { post, calls } = aConsole({ answers: someAnswers })
  expect(bodyOf(await post(path, { action: 'cancel', typed: 'matrix-63--digest' }))).toContain(
    'nothing was done',
  )
  expect(calls.map(({ route }) => route)).not.toContain('POST /api/sends/{send}/actions')
  expect((await post(path, { action: 'cancel', typed: 'matrix-64--digest' })).statusCode).toBe(303)
})

test('what the API refuses is shown above the send', async () => {
  const { post } = aConsole({
    answers: {
      ...someAnswers,
      'POST /api/sends/{send}/actions': () => ({
        outcome: 'refused',
        status: 409,
        problems: [{ message: 'It is <finished>' }],
      }),
    },
  })
  const page = bodyOf(await post(path, { action: 'pause' }))
  expect(page).toContain('It is &lt;finished&gt;')
  expect(page).toContain('3,125 of 4,927')
})

test('what SES reported is no share of a sum that still grows', async () => {
  const going = bodyOf(await aConsole({ answers: someAnswers }).get(path))
  expect(going).not.toContain('92.9%')
  const over = { 'GET /api/sends/{send}': () => aStatus({ state: 'finished' }) } as const
  expect(bodyOf(await aConsole({ answers: over }).get(path))).toContain('92.9%')
})

test('of a send that is over each report has its bar and its share, and machines are told apart', async () => {
  const { send, reports } = aStatus()
  const tracked = { ...send, frozen: { ...send.frozen!, tracked: { opens: true, clicks: false } } }
  const over = aStatus({
    state: 'finished',
    send: tracked,
    reports: { ...reports, opened: 1_560, openedByMachine: 301 },
  })
  const page = bodyOf(await aConsole({ answers: { 'GET /api/sends/{send}': () => over } }).get(path))
  expect(page).toMatch(/Opened<small>301 more by machines alone<\/small>.*width="50.00".*1,560.*50%/)
  expect(page).not.toContain('Clicked')
})

test('links that people pressed stand by how many did, an article’s by its title', async () => {
  const [article, elsewhere] = [
    'https://matrix.example.org/en/issues/matrix-64/03-rodin/',
    'https://x.example/?a=1&b=2',
  ]
  const links = [
    { address: article, people: 310 },
    { address: elsewhere, people: 31 },
  ]
  const over = { ...issueAnswers, 'GET /api/sends/{send}': () => aStatus({ state: 'finished', links }) }
  const page = bodyOf(await aConsole({ answers: over }).get(path))
  expect(page).toMatch(
    /Links pressed.*href="https:\/\/matrix[^"]+"[^>]*>RODIN makes an avatar.*width="100.00".*310/s,
  )
  expect(page).toMatch(
    /href="https:\/\/x.example\/\?a=1&amp;b=2"[^>]*>x.example\/\?a=1&amp;b=2<.*width="10.00".*31/s,
  )
  const none = { ...issueAnswers, 'GET /api/sends/{send}': () => aStatus({ state: 'finished' }) }
  expect(bodyOf(await aConsole({ answers: none }).get(path))).not.toContain('Links pressed')
})

test('once an issue is sent, its send shows how often its articles were viewed', async () => {
  const finished = { ...issueAnswers, 'GET /api/sends/{send}': () => aStatus({ state: 'finished' }) }
  const page = bodyOf(await aConsole({ answers: finished }).get(path))
  expect(page).toContain('RODIN makes an avatar in seconds')
  expect(page).toContain('not by this mail alone')
  const going = { ...issueAnswers, 'GET /api/sends/{send}': () => aStatus() }
  expect(bodyOf(await aConsole({ answers: going }).get(path))).not.toContain('RODIN')
})

const sendWith = (send: Partial<ReturnType<typeof aStatus>['send']>, changes: object = {}) => ({
  ...issueAnswers,
  'GET /api/sends/{send}': () => aStatus({ ...changes, send: { ...aStatus().send, ...send } }),
})
const toApprove = {
  by: 'bob@example.org',
  holds: { approval: '2031-05-06T06:50:00.000Z' },
  approval: { above: 1_000 },
}

test('who is to approve a send sees how many get it, and its mail in each language, before the button', async () => {
  const { get, calls } = aConsole({ answers: sendWith(toApprove, { state: 'held' }) })
  const page = bodyOf(await get(path))
  const places = ['4,927 <small>would get it', '矩阵 Matrix 第 64 期', 'value="approve"'].map((text) =>
    page.indexOf(text),
  )
  expect(places).toEqual(places.toSorted((a, b) => a - b))
  expect(places).not.toContain(-1)
  // The edition that it froze, whatever was published since.
  expect(calls).toContainEqual(
    expect.objectContaining({
      route: 'GET /api/issues/{issue}/preview',
      given: { id: 'matrix-64', query: { language: 'zh-CN', edition: 'e1' } },
    }),
  )
})

test('of a send that has not begun the readers are counted for who is to approve it', async () => {
  const editions = { en: 'e'.repeat(64), zh: 'f'.repeat(64) }
  const answers = {
    ...sendWith(
      { ...toApprove, frozen: undefined, filter: { languages: ['en'] } },
      { state: 'scheduled', editions },
    ),
    'POST /api/sends/audience': () => ({ languages: { en: 812 }, excluded: {}, when: {}, timeZone: 'UTC' }),
  }
  const { get, calls } = aConsole({ answers })
  const page = bodyOf(await get(path))
  expect(page).toContain('812 <small>would get it')
  expect(page).toContain('Kevin Scott')
  expect(page).not.toContain('矩阵 Matrix 第 64 期')
  // What is seen is what the button approves, whatever is published meanwhile.
  const previewed = calls.filter(({ route }) => route === 'GET /api/issues/{issue}/preview')
  expect(previewed.map(({ given }) => given.query)).toEqual([{ language: 'en', edition: editions.en }])
  expect(calls.find(({ route }) => route === 'POST /api/sends/audience')?.given.body).toEqual({
    issue: 'matrix-64',
    filter: { languages: ['en'] },
  })
})

test('a send that is held says why, and what to do, beside its bar', async () => {
  const answers = sendWith({ holds: { quota: '2031-05-06T06:58:00.000Z' } }, { state: 'held' })
  const page = bodyOf(await aConsole({ answers }).get(path))
  expect(page).toMatch(/role="progressbar"[\s\S]*On hold: [\s\S]*it goes on when SES takes more/)
})

test('the bar does not go back while it is watched, and says nothing of readers who are still being chosen', () => {
  const { audience } = aStatus()
  expect(shareDone(aStatus(), '0.7000')).toBe(0.7)
  expect(shareDone(aStatus(), '0.1000')).toBeCloseTo(3125 / 4927)
  expect(shareDone(aStatus(), '7')).toBeCloseTo(3125 / 4927)
  expect(shareDone(aStatus({ state: 'planning' }), '0.7000')).toBe(0)
  const done = { ...audience, accepted: audience.accepted + audience.waiting + audience.uncertain }
  expect(shareDone({ state: 'delivering', audience: { ...done, waiting: 0, uncertain: 0 } })).toBe(1)
})

test('sends are called by the title of their issue, with the id beside it, and by what they are', async () => {
  const test = {
    ...aStatus().send,
    id: 'matrix-64--test-0a1b2c3d',
    test: { address: 'ada@example.org', language: 'en' },
  }
  const old = { ...aStatus().send, id: 'matrix-9--reminder', issue: 'matrix-9' }
  const answers = {
    ...issueAnswers,
    'GET /api/sends': () => ({
      sends: [aStatus(), aStatus({ send: test }), aStatus({ send: old })],
      timeZone: 'UTC',
    }),
  }
  const page = bodyOf(await aConsole({ answers }).get('/admin/sends'))
  expect(page).toMatch(/matrix-64--digest">(?!matrix)[^<]+<\/a><small>matrix-64--digest/)
  expect(page).toMatch(/matrix-64--test-0a1b2c3d">(?!matrix)[^<]+ · test<\/a>/)
  expect(page).toContain('>matrix-9 · reminder</a>')
})
