import { expect, test } from 'vitest'
import type { ImportShown } from '../../../functions/api/answers/imports.ts'
import { nameOfImport, otherKind } from '../../../functions/console/readers/import/import-name.ts'
import { type Answers, aConsole, bodyOf } from './a-console.ts'
import { anImport, peopleAnswers } from './people-answers.ts'

const path = '/admin/readers/imports'
const timeZone = 'Asia/Shanghai'
const headers = { 'x-amz-checksum-sha256': 'c' }

const aTrial = (changes: Partial<ImportShown> = {}): ImportShown => {
  const { service: _, ...rest } = anImport()
  return {
    ...rest,
    id: 'old',
    trial: true,
    state: 'tried',
    consent: '',
    mapping: {},
    columns: [{ name: 'Mail', field: 'address' }, { name: 'Sprache' }, { name: '' }],
    counts: {
      rows: 12,
      taken: { active: 9, unsubscribed: 1, suppressed: 0 },
      passedOver: { 'bad-address': 2 },
      notes: {},
    },
    ...changes,
  }
}

const answers = (one: ImportShown = aTrial()): Answers => ({
  ...peopleAnswers,
  'POST /api/imports': ({ body }) => ({
    import: aTrial({ id: (body as { id: string }).id, state: 'waiting' }),
    upload: 'https://uploads.test/<old>?signed',
    uploadHeaders: headers,
    timeZone,
  }),
  'GET /api/imports/{import}': () => ({ import: one, timeZone }),
  'POST /api/imports/{import}/start': () => ({ import: one, timeZone }),
})

const started = (calls: ReturnType<typeof aConsole>['calls']) =>
  calls.flatMap(({ route, given }) => (route === 'POST /api/imports/{import}/start' ? [given.body] : []))

test('a script names a file, and is told where to put it and what comes then', async () => {
  const { post, calls } = aConsole({ answers: answers() })
  const page = bodyOf(await post(path, { name: 'Old list (2).csv', size: '12', once: 'k'.repeat(16) }))
  expect(page).toContain('data-put="https://uploads.test/&lt;old&gt;?signed"')
  expect(page).toContain('data-headers="{&quot;x-amz-checksum-sha256&quot;:&quot;c&quot;}"')
  const [asked] = calls
  expect(asked?.given.body).toMatchObject({ file: { name: 'Old list (2).csv', size: 12 }, trial: true })
  const { id } = asked!.given.body as { id: string }
  expect(id).toMatch(/^old-list-2-20310506-[0-9a-f]{4}$/)
  expect(page).toContain(`data-next="${path}/${id}"`)
})

test('without a script the console itself puts it there', async () => {
  const { post, uploaded } = aConsole({ answers: answers() })
  const file = { name: 'old.csv', bytes: Buffer.from('email\nada@example.org\n') }
  const answer = await post(path, { file })
  expect(answer.headers?.location).toMatch(/^\/admin\/readers\/imports\/old-20310506-/)
  expect(uploaded).toEqual([
    { to: 'https://uploads.test/<old>?signed', text: 'email\nada@example.org\n', headers },
  ])
})

test.each([
  ['no file', {}, 'Choose a file'],
  ['a spreadsheet', { name: 'a.XLSX', size: '9' }, 'a.XLSX is a spreadsheet: save the sheet as CSV'],
  ['an archive', { name: 'a.zip', size: '9' }, 'unpack it'],
  ['a document', { name: 'a.pdf', size: '9' }, 'no list of readers'],
  ['an empty file', { file: { name: 'a.csv', bytes: Buffer.alloc(0) } }, 'a.csv is empty'],
  [
    '5 MB without a script',
    { file: { name: 'a.csv', bytes: Buffer.alloc(5_000_000) } },
    'larger than the 4 MB',
  ],
])('%s is refused in clear words, before anything is asked for', async (_, fields, words) => {
  const { post, calls } = aConsole({ answers: answers() })
  expect(bodyOf(await post(path, fields as never))).toContain(words)
  expect(calls.map(({ route }) => route)).not.toContain('POST /api/imports')
})

test('who may not import sees the list alone', async () => {
  const { get, post, calls } = aConsole({ answers: answers(), role: 'editor' })
  expect(bodyOf(await get(path))).not.toContain('type="file"')
  expect(bodyOf(await post(path, { name: 'a.csv', size: '9' }))).toContain('Your role does not allow this')
  expect(calls.map(({ route }) => route)).not.toContain('POST /api/imports')
})

test('the name of an import says whose file it is, and is the same for one press', () => {
  const at = Date.parse('2031-05-06T07:00:00Z')
  expect(nameOfImport('名单.csv', 'k', at)).toMatch(/^readers-20310506-/)
  expect(nameOfImport(`${'a'.repeat(99)}.csv`, 'k', at).length).toBeLessThanOrEqual(60)
  expect(nameOfImport('a.csv', 'k', at)).toBe(nameOfImport('a.csv', 'k', at))
  expect(nameOfImport('a.csv', 'k', at)).not.toBe(nameOfImport('a.csv', 'other', at))
  expect(otherKind('readers.csv')).toBeUndefined()
  expect(otherKind('no-end')).toBeUndefined()
})

test('a trial shows what would happen, what its columns hold, and waits for the number', async () => {
  const page = bodyOf(await aConsole({ answers: answers() }).get(`${path}/old`))
  for (const part of [
    'Nothing is imported yet',
    'an address to which no mail can go',
    'type how many: 10',
    'column 3',
  ])
    expect(page).toContain(part)
  expect(page).toMatch(/name="column-0">.*<option value="address" selected>/)
  expect(page).toMatch(/name="column-1"><option value="-" selected>/)
  const editor = bodyOf(await aConsole({ answers: answers(), role: 'editor' }).get(`${path}/old`))
  expect(editor).not.toContain('name="typed"')
})

test('the number typed starts it, with the statement', async () => {
  const { post, calls } = aConsole({ answers: answers() })
  const fields = {
    how: 'stated',
    consent: 'Our old form',
    typed: '10',
    'column-0': 'address',
    'column-1': '-',
  }
  expect((await post(`${path}/old`, fields)).headers?.location).toBe(`${path}/old?done=started`)
  expect(started(calls)).toEqual([
    { consent: 'Our old form', mapping: {}, language: 'zh-CN', roles: false, ask: false },
  ])
})

test('without the number, or without a statement, nobody is imported', async () => {
  const { post, calls } = aConsole({ answers: answers() })
  expect(bodyOf(await post(`${path}/old`, { how: 'stated', consent: 'Our old form', typed: '9' }))).toContain(
    'You typed 9, and it is 10',
  )
  const unstated = bodyOf(await post(`${path}/old`, { how: 'stated', consent: '', typed: '10' }))
  expect(unstated).toContain('State where these readers’ consent came from')
  expect(started(calls)).toEqual([])
})

test('what is said otherwise than it was tried is looked at once more, whatever was typed', async () => {
  const { post, calls } = aConsole({ answers: answers() })
  const said = { how: 'stated', consent: 'So', typed: '10' }
  await post(`${path}/old`, { ...said, 'column-1': 'language', 'column-2': 'topics' })
  await post(`${path}/old`, { ...said, how: 'ask' })
  await post(`${path}/old`, { ...said, roles: 'yes' })
  await post(`${path}/old`, { ...said, again: 'yes' })
  const as = { mapping: {}, language: 'zh-CN', roles: false, ask: false, trial: true }
  expect(started(calls)).toEqual([
    { ...as, mapping: { Sprache: 'language', '3': 'topics' } },
    { ...as, ask: true },
    { ...as, roles: true },
    as,
  ])
})

test('one that could not be read says why, and asks which column holds what', async () => {
  const refused = aTrial({ state: 'refused', problem: 'No column holds <addresses>', columns: [] })
  const { get, post, calls } = aConsole({ answers: answers(refused) })
  const page = bodyOf(await get(`${path}/old`))
  expect(page).toContain('No column holds &lt;addresses&gt;')
  expect(page).toContain('name="holds"')
  await post(`${path}/old`, { column: 'who', holds: 'address' })
  expect(started(calls)).toMatchObject([{ mapping: { who: 'address' }, trial: true }])
})

test('what was said wrong of a file that could not be read is taken back', async () => {
  const mapping = { wo: 'address', Status: 'status' }
  const refused = aTrial({ state: 'refused', problem: 'There is no column “wo”', columns: [], mapping })
  const { get, post, calls } = aConsole({ answers: answers(refused) })
  expect(bodyOf(await get(`${path}/old`))).toContain('name="keep" value="wo" checked>wo → E-mail address')
  await post(`${path}/old`, { mapped: 'yes', keep: 'Status', column: 'who', holds: 'address' })
  expect(started(calls)).toMatchObject([{ mapping: { Status: 'status', who: 'address' }, trial: true }])
})

test('a trial that is under way is shown anew, whole once it is done', async () => {
  const { get } = aConsole({ answers: answers(aTrial({ state: 'working' })) })
  const page = bodyOf(await get(`${path}/old`))
  expect(page).toContain('?was=working-trial"')
  expect(page).not.toContain('name="typed"')
  const done = aConsole({ answers: answers() })
  // What it says of looking is no news then.
  expect(bodyOf(await get(`${path}/old`, { query: 'done=again' }))).toContain('looked at once more')
  expect(bodyOf(await done.get(`${path}/old`, { query: 'done=again' }))).not.toContain('looked at once more')
  expect((await done.get(`${path}/old`, { query: 'was=working-trial' })).headers?.['hx-refresh']).toBe('true')
})
