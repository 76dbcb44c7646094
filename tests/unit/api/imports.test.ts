import { expect, test } from 'vitest'
import { aSubscriber } from '../../builders.ts'
import { anApi, call } from '../cli/service.ts'

const wanted = {
  id: 'old-list',
  file: { name: 'export.csv', size: 1_000 },
  consent: 'Double opt-in on our old site',
}
const ask = (api: ReturnType<typeof anApi>, but: object = {}) =>
  call(api.handle, 'POST /api/imports', { body: { ...wanted, ...but } })

test('who asks for an import gets an address for its file, and the same import when they ask again', async () => {
  const api = anApi()
  const first = await ask(api)
  expect(first.status).toBe(202)
  expect(first.value).toMatchObject({
    import: {
      ...wanted,
      by: 'ada',
      language: 'zh-CN',
      mapping: {},
      state: 'waiting',
      bytesDone: 0,
      counts: { rows: 0, taken: { active: 0 } },
    },
    upload: 'https://content.test/imports/old-list',
    timeZone: 'Asia/Shanghai',
  })
  expect(first.value.import).not.toHaveProperty('revision')
  expect(await ask(api)).toEqual({ ...first, status: 200 })
  const other = await ask(api, { consent: 'They bought a subscription' })
  expect([other.status, other.value.problems[0].message]).toEqual([
    409,
    'is that of another import, of export.csv on 2026-12-01: choose another',
  ])
})

test('a file with a SHA-256 is uploaded with it in a header', async () => {
  const api = anApi()
  const sha256 = 'ED0B97AEE48DC6FE7C1CA1A4D55B1CB1CA9A1E6B8BC6E5A56C1A0F9DC2B4B3F1'
  const { value } = await ask(api, { file: { ...wanted.file, sha256 } })
  expect(value.import.file.sha256).toBe(sha256.toLowerCase())
  const header = Buffer.from(sha256, 'hex').toString('base64')
  expect(value.uploadHeaders).toEqual({ 'x-amz-checksum-sha256': header })
  const wrong = await ask(api, { id: 'other', file: { ...wanted.file, sha256: 'abc' } })
  expect([wrong.status, wrong.value.problems[0].message]).toEqual([400, 'is not 64 hexadecimal digits'])
})

test('an import is found, listed and cancelled, and no file is waited for any more', async () => {
  const api = anApi()
  await ask(api)
  await ask(api, { id: 'second' })
  const one = await call(api.handle, 'GET /api/imports/{import}', { id: 'old-list' })
  expect(one.value.import.id).toBe('old-list')
  const all = await call(api.handle, 'GET /api/imports')
  expect(all.value.imports.map(({ id }: { id: string }) => id)).toEqual(['old-list', 'second'])
  const cancel = () => call(api.handle, 'POST /api/imports/{import}/cancel', { id: 'old-list' })
  expect((await cancel()).value.import.state).toBe('cancelled')
  expect((await cancel()).value.import.state).toBe('cancelled')
  expect((await ask(api)).value).not.toHaveProperty('upload')
  for (const route of [
    'GET /api/imports/{import}',
    'GET /api/imports/{import}/rows',
    'POST /api/imports/{import}/cancel',
  ])
    expect((await call(api.handle, route, { id: 'nothing' })).status).toBe(404)
})

test('rows that were not imported are given by number, in order', async () => {
  const api = anApi()
  await ask(api)
  await api.importing.imports.putRows('old-list', 2, { duplicate: '4-5', 'bad-address': '3' })
  const { value } = await call(api.handle, 'GET /api/imports/{import}/rows', { id: 'old-list' })
  expect(value).toEqual({
    rows: [
      { row: 3, reason: 'bad-address' },
      { row: 4, reason: 'duplicate' },
      { row: 5, reason: 'duplicate' },
    ],
  })
})

test.each([
  ['id', { id: 'Old List' }, 'is not 1–60 of a–z'],
  ['id', { id: 'form' }, 'is a word of segments'],
  ['id', { id: 'import' }, 'is a word of segments'],
  ['file.size', { file: { name: 'x.csv', size: 3e9 } }, 'is more than 1 GiB: cut the file'],
  ['file.size', { file: { name: 'x.csv', size: 0 } }, 'is 0: the file is empty'],
  [
    'consent',
    { consent: undefined },
    'is missing: state where the readers’ consent came from, or have them asked by mail (ask)',
  ],
  ['consent', { consent: '  ' }, 'is empty'],
  [
    'mapping.Mail',
    { mapping: { Mail: 'adress' } },
    'There is no field “adress” to map a column to; did you mean',
  ],
  ['encoding', { encoding: 'latin1' }, 'is none: choose of utf-8'],
  ['language', { language: 'fr' }, 'is none of the publication’s: zh-CN, en'],
])('a wrong %s is said to be wrong', async (field, but, message) => {
  const { status, value } = await ask(anApi(), but)
  expect(status).toBe(400)
  expect(value.problems[0]).toEqual({ field, message: expect.stringContaining(message) })
})

test('whose readers are asked needs no statement, and says how many were asked', async () => {
  const api = anApi()
  const asked = await ask(api, { consent: undefined, ask: true })
  expect(asked.value.import).toMatchObject({ ask: true, consent: 'Each was asked by mail' })
  expect((await ask(api, { consent: undefined, ask: true })).status).toBe(200)
  const record = api.importing.records.get('old-list')!
  const asking = { row: 2, at: 0, asked: 7 }
  api.importing.records.set('old-list', { ...record, state: 'asking', asking })
  const one = await call(api.handle, 'GET /api/imports/{import}', { id: 'old-list' })
  expect(one.value.import).toMatchObject({ state: 'asking', asked: 7 })
  const cancelled = await call(api.handle, 'POST /api/imports/{import}/cancel', { id: 'old-list' })
  expect(cancelled.value.import).toMatchObject({ state: 'cancelled', asked: 7 })
})

test.each([
  [{ rate: 14, max: 50_000, sent: 1_200 }, 24_192],
  [{ rate: 1, max: 200, sent: 0 }, 100],
  [{ rate: 1, max: -1, sent: 9 }, 1_728],
])('of a quota of %o, %d readers are asked a day', async (quota, asksADay) => {
  const api = anApi()
  Object.assign(api.stores.quota, quota)
  expect(await call(api.handle, 'GET /api/quota')).toEqual({ status: 200, value: { ...quota, asksADay } })
})

test('of an imported reader, the statement stands with the evidence', async () => {
  const api = anApi()
  await ask(api)
  const consent = { at: '2019-05-06T00:00:00.000Z', import: 'old-list', row: 2 }
  const reader = aSubscriber('active', { consent })
  api.stores.subscribers.set(reader.id, reader)
  const { value } = await call(api.handle, 'POST /api/readers/find', { body: { address: reader.email } })
  expect(value.reader.consents).toEqual([{ ...consent, statement: wanted.consent }])
})

test('a reader is found by their id, too, and by nothing else', async () => {
  const api = anApi()
  const reader = aSubscriber('active')
  api.stores.subscribers.set(reader.id, reader)
  const find = (body: object) => call(api.handle, 'POST /api/readers/find', { body })
  expect(await find({ id: reader.id })).toEqual(await find({ address: reader.email }))
  expect((await find({ id: reader.id.replace(/^../, 'ff') })).status).toBe(404)
  expect((await find({ id: reader.email })).value.problems).toEqual([
    { field: 'id', message: 'is no reader’s id' },
  ])
  expect((await find({ id: reader.id, address: reader.email })).status).toBe(400)
})

const start = (api: ReturnType<typeof anApi>, body: object = {}, id = 'old-list') =>
  call(api.handle, 'POST /api/imports/{import}/start', { id, body })

const tried = async (text: string, but: object = {}) => {
  const api = anApi()
  const { consent: _, ...trial } = wanted
  await call(api.handle, 'POST /api/imports', {
    body: { ...trial, file: { name: 'export.csv', size: text.length }, trial: true, ...but },
  })
  api.importing.upload('old-list', text)
  await api.importing.run('old-list')
  return api
}

test('what is tried shows its columns and its counts, and is started as it was tried, once', async () => {
  const api = await tried('Mail,Name,Email\nada@example.org,Ada,ada@example.org\n')
  const one = await call(api.handle, 'GET /api/imports/{import}', { id: 'old-list' })
  expect(one.value.import).toMatchObject({
    state: 'tried',
    trial: true,
    columns: [{ name: 'Mail' }, { name: 'Name' }, { name: 'Email', field: 'address' }],
    counts: { rows: 1, taken: { active: 1 } },
  })
  const unstated = await start(api)
  expect([unstated.status, unstated.value.problems[0].field]).toEqual([400, 'consent'])
  const started = await start(api, { consent: 'Double opt-in' })
  expect([started.status, started.value.import.state]).toEqual([202, 'working'])
  expect(started.value.import).not.toHaveProperty('trial')
  expect((await start(api, { consent: 'Double opt-in' })).status).toBe(200)
  for (const other of [
    { ask: true },
    { consent: 'Single' },
    { mapping: { Mail: 'address' } },
    { roles: true },
  ]) {
    const { status, value } = await start(api, { consent: 'Double opt-in', ...other })
    expect([status, value.detail]).toEqual([409, expect.stringContaining('with other wishes')])
  }
  expect(api.importing.queue).toEqual(['old-list', 'old-list'])
  await api.importing.run('old-list')
  expect(api.importing.records.get('old-list')).toMatchObject({ state: 'done', consent: 'Double opt-in' })
  expect(api.importing.records.get('old-list')).not.toHaveProperty('expires')
  expect(api.importing.readers.size).toBe(1)
  expect((await start(api, { consent: 'Double opt-in' })).status).toBe(409)
})

test('columns are said otherwise, and it is tried once more, also where it was refused', async () => {
  const api = await tried('who,Name\nada@example.org,Ada\n')
  const refused = await call(api.handle, 'GET /api/imports/{import}', { id: 'old-list' })
  expect(refused.value.import.state).toBe('refused')
  expect((await start(api, { consent: 'So' })).status).toBe(409)
  const again = await start(api, { mapping: { who: 'address' }, trial: true })
  expect([again.status, again.value.import.state, again.value.import.trial]).toEqual([202, 'working', true])
  await api.importing.run('old-list')
  expect(api.importing.records.get('old-list')).toMatchObject({ state: 'tried', counts: { rows: 1 } })
  expect(api.importing.readers.size).toBe(0)
  const wrong = await start(api, { mapping: { who: 'adress' } })
  expect(wrong.value.problems[0].message).toContain('did you mean "address"')
})

test('a second trial says nothing of the rows of the first', async () => {
  const api = await tried('Email,Backup\nbad,ada@example.org\nworse,bob@example.org\n')
  const rows = async () =>
    (await call(api.handle, 'GET /api/imports/{import}/rows', { id: 'old-list' })).value.rows
  expect(await rows()).toHaveLength(2)
  await start(api, { mapping: { Email: '-', Backup: 'address' }, trial: true })
  expect(await rows()).toEqual([])
  await api.importing.run('old-list')
  expect(await rows()).toEqual([])
  expect(api.importing.records.get('old-list')).toMatchObject({ counts: { taken: { active: 2 } } })
})

test('readers of a trial may be asked in place of a statement', async () => {
  const api = await tried('email\nada@example.org\n')
  expect((await start(api, { ask: true })).value.import).toMatchObject({
    ask: true,
    consent: 'Each was asked by mail',
  })
  await api.importing.run('old-list')
  expect(api.importing.records.get('old-list')).toMatchObject({ state: 'asking' })
})

test('what is no trial is not started, nor what nobody knows', async () => {
  const api = anApi()
  await ask(api)
  expect((await start(api)).status).toBe(409)
  expect((await start(api, {}, 'nowhere')).status).toBe(404)
})
