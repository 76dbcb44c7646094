import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { anAskingSite, aSubscriber, noon } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'
import { importWorld } from '../subscription/import/import-world.ts'
import { sampleExports } from '../subscription/import/sample-exports.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async (files: Record<string, string>, answers: string[] = []) => {
  const cwd = await aFolder()
  const service = await aService()
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  const publication = join(import.meta.dirname, '../../../content/publication.yaml')
  const { masthead, progress } = aMachine({ cwd, env: service.env, answers })
  const { records, readers, reasons } = service.importing
  return {
    cwd,
    masthead,
    progress,
    records,
    readers,
    reasons,
    service,
    bringIn: (file: string, ...more: string[]) =>
      masthead('readers', 'import', file, '--publication', publication, ...more),
    tryOut: (file: string, ...more: string[]) =>
      masthead('readers', 'import', file, '--dry-run', '--publication', publication, ...more),
  }
}

const readers = `email,name,status
ada@example.org,Ada,active
Ada@Example.org,Ada again,active
nobody,Bob,active
cid@example.org,Cid,unsubscribed
`

test('masthead readers import --dry-run says what each column holds, and each row that is not imported', async () => {
  const { tryOut } = await aDesk({ 'readers.csv': readers })
  const { code, out } = await tryOut('readers.csv')
  expect(code).toBe(0)
  expect(out).toContain('readers.csv: CSV in utf-8, 0.1 KB')
  expect(out).toMatch(/email {2,}→ {2}address/)
  expect(out).toContain('4 rows: 1 reader, 1 who left, 0 suppressed')
  expect(out).toContain('row 3 has an address of a row above')
  expect(out).toContain('row 4 has an address to which no mail can go')
  expect(out).toContain('Nothing was imported')
})

test('a trial says which language rows get that say none, or one in which nothing is published', async () => {
  const { tryOut } = await aDesk({
    'readers.csv': readers,
    'tags.csv':
      'email,language\nada@example.org,\nbob@example.org,fr\ncid@example.org,fr\ndee@example.org,en\n',
  })
  expect((await tryOut('readers.csv')).out).toContain('\n2 rows without a language get zh-CN\n')
  const { out } = await tryOut('tags.csv', '--language', 'en')
  expect(out).toContain('\n1 row without a language gets en\n')
  expect(out).toContain('\n2 rows of a language in which nothing is published get en\n')
  expect(out).not.toContain('Left out of rows')
})

test('with --json it is one document, with columns, counts and rows', async () => {
  const { tryOut } = await aDesk({ 'buttondown.csv': sampleExports['buttondown.csv'] })
  expect(JSON.parse((await tryOut('buttondown.csv', '--json')).out)).toMatchObject({
    service: 'Buttondown',
    columns: { address: ['email_address'], status: ['subscriber_type'] },
    notRead: ['notes', 'metadata', 'tags', 'source'],
    counts: { rows: 4, taken: { active: 1, unsubscribed: 1, suppressed: 1 }, passedOver: { unconfirmed: 1 } },
    rows: [{ row: 5, reason: 'unconfirmed' }],
  })
})

test('--report writes every row that is not imported, and overwrites nothing', async () => {
  const { cwd, tryOut } = await aDesk({ 'readers.csv': readers })
  const { out } = await tryOut('readers.csv', '--report', 'rows.csv')
  expect(out).toContain('with its reason: rows.csv')
  const lines = (await readFile(join(cwd, 'rows.csv'), 'utf8')).trimEnd().split('\r\n')
  expect(lines).toEqual([
    '"row","reason","meaning"',
    '"3","duplicate","has an address of a row above"',
    '"4","bad-address","has an address to which no mail can go"',
  ])
  const again = await tryOut('readers.csv', '--report', 'rows.csv')
  expect([again.code, again.errors]).toEqual([1, expect.stringContaining('rows.csv is there already')])
})

test('columns are mapped by hand, where a name may hold an equals sign', async () => {
  const { tryOut } = await aDesk({ 'readers.csv': 'a=b,email\nada@example.org,none\n' })
  const { out } = await tryOut('readers.csv', '--map', 'a=b=address', '--map', '2=-')
  expect(out).toContain('1 row: 1 reader')
})

test('what cannot be is refused in one line', async () => {
  const { tryOut } = await aDesk({ 'readers.csv': readers, 'empty.csv': '' })
  const refused = async (...args: [string, ...string[]]) => {
    const { code, errors } = await tryOut(...args)
    return `${code} ${errors}`
  }
  expect(await refused('nothing.csv')).toContain('1 nothing.csv is no file')
  expect(await refused('empty.csv')).toContain('1 empty.csv: The file is empty')
  expect(await refused('readers.csv', '--map', 'mail=address')).toContain(
    '1 readers.csv: There is no column “mail”',
  )
  expect(await refused('readers.csv', '--map', 'mail')).toMatch(/^2 .*Write column=field/s)
  expect(await refused('readers.csv', '--language', 'tlh')).toContain('2 Nothing is published in tlh')
})

test('a listmonk export’s reader is told what it cannot say', async () => {
  const { tryOut } = await aDesk({ 'listmonk.csv': sampleExports['listmonk.csv'] })
  expect((await tryOut('listmonk.csv')).errors).toContain('does not say who left a list')
})

const consent = 'Double opt-in on our old site'

test('masthead readers import asks where consent came from, and then to type how many it is about', async () => {
  const {
    bringIn,
    progress,
    records,
    readers: there,
    reasons,
  } = await aDesk({ 'Old list (2).csv': readers }, [consent, '2'])
  const { code, out } = await bringIn('Old list (2).csv')
  expect(code).toBe(0)
  expect(progress).toContain('uploading Old list (2).csv')
  expect(out).toContain('The import old-list-2-20261201-010000 is done')
  expect(out).toContain('4 rows: 1 reader, 1 who left, 0 suppressed')
  expect(records.get('old-list-2-20261201-010000')).toMatchObject({ consent, state: 'done' })
  expect([...there.values()].map(({ email, status }) => `${email} ${status}`).sort()).toEqual([
    'ada@example.org active',
    'cid@example.org unsubscribed',
  ])
  expect(reasons('old-list-2-20261201-010000')).toEqual(['3 duplicate', '4 bad-address'])
})

test('nobody is imported by a wrong answer, without a statement, or where nobody can be asked', async () => {
  const { bringIn, records } = await aDesk({ 'readers.csv': readers, 'none.csv': 'email\nnobody\n' }, [
    consent,
    'yes',
    '',
  ])
  expect(await bringIn('readers.csv')).toMatchObject({ code: 1, errors: 'Nobody is imported' })
  expect((await bringIn('readers.csv')).errors).toContain('Without a statement')
  const unasked = await bringIn('readers.csv')
  expect([unasked.code, unasked.errors]).toEqual([2, expect.stringContaining('add --consent')])
  const unconfirmed = await bringIn('readers.csv', '--consent', consent)
  expect([unconfirmed.code, unconfirmed.errors]).toEqual([
    2,
    expect.stringContaining('Import 1 reader, and keep out 1 other?'),
  ])
  expect((await bringIn('none.csv', '--consent', consent, '--yes')).errors).toBe('There is nobody to import')
  expect(records.size).toBe(0)
})

test('a script says all beforehand, and gets what became of each row', async () => {
  const { cwd, bringIn, records } = await aDesk({ 'readers.csv': readers })
  const args = ['--consent', consent, '--yes', '--name', 'old', '--report', 'rows.csv'] as const
  const { code, out } = await bringIn('readers.csv', ...args, '--json')
  expect(code).toBe(0)
  expect(JSON.parse(out)).toMatchObject({
    import: { id: 'old', state: 'done', by: 'ada', consent, counts: { rows: 4 } },
    rows: [
      { row: 3, reason: 'duplicate' },
      { row: 4, reason: 'bad-address' },
    ],
  })
  expect(await readFile(join(cwd, 'rows.csv'), 'utf8')).toContain('"4","bad-address",')
  // The same again is the same import, and not one more.
  const again = await bringIn('readers.csv', ...args.slice(0, 5))
  expect(again.out).toContain('The import old is done')
  records.set('old', { ...records.get('old')!, state: 'refused' })
  const refused = await bringIn('readers.csv', ...args.slice(0, 5))
  expect([refused.code, refused.errors]).toEqual([
    1,
    expect.stringContaining('that was refused: choose another'),
  ])
  records.set('old', { ...records.get('old')!, state: 'done' })
  const other = await bringIn('readers.csv', '--consent', 'They bought it', '--yes', '--name', 'old')
  expect([other.code, other.errors]).toEqual([1, expect.stringContaining('is that of another import')])
})

test('imports are listed with how far they are, and cancelled by name', async () => {
  const { bringIn, masthead, records } = await aDesk({ 'readers.csv': readers })
  expect((await masthead('readers', 'imports')).out).toBe('Nobody was imported yet')
  await bringIn('readers.csv', '--consent', consent, '--yes', '--name', 'old')
  const record = records.get('old')!
  const { endedAt: _, ...open } = record
  const half = { byte: Math.floor(record.file.size / 2), row: 3 }
  records.set('under-way', { ...open, id: 'under-way', state: 'working', position: half })
  const { out } = await masthead('readers', 'imports')
  expect(out).toMatch(
    /^old {2,}done {2,}2 of 4 rows {2,}2026-12-01 12:00 \(Asia\/Shanghai\) {2}readers.csv {2}ada$/m,
  )
  expect(out).toMatch(/^under-way {2}working, (49|50) % /m)
  expect((await masthead('readers', 'imports', '--cancel', 'under-way')).out).toContain(
    '2 rows had been imported',
  )
  expect((await masthead('readers', 'imports', '--cancel', 'old')).out).toContain('was done already')
  const none = await masthead('readers', 'imports', '--cancel', 'none')
  expect([none.code, none.errors]).toEqual([1, expect.stringContaining('There is no import none')])
})

test.each(['all.csv', 'all.jsonl'])('%s that was exported is imported to the same readers', async (file) => {
  const service = await aService()
  const put = (address: string, reader: Subscriber) => {
    const row = { ...reader, id: idOf(address), email: address }
    service.stores.subscribers.set(row.id, row)
  }
  const fields = { role: 'media', print: 'yes', group: '=SUM(A1), "é"', constructor: '-1' }
  put(
    '=1+1@example.org',
    aSubscriber('active', { topics: ['focus', 'views'], timeZone: 'Asia/Tokyo', fields }),
  )
  put(
    'bob@example.org',
    aSubscriber('active', { language: 'zh-CN', topics: ['views'], fields: { role: 'student' } }),
  )
  put("'=1+1@example.org", aSubscriber('active', { fields: { group: "''=1" } }))
  put('cid@example.org', aSubscriber('unsubscribed'))
  // More than are looked at to find out what a file holds.
  for (let number = 0; number < 150; number += 1)
    put(
      `reader-${number}@example.org`,
      aSubscriber('active', number % 50 === 49 ? { timeZone: 'Asia/Tokyo', fields } : {}),
    )
  const until = '2027-03-01T00:00:00.000Z'
  put('eve@example.org', aSubscriber('active', { paused: { until, since: new Date(noon).toISOString() } }))
  put('dee@example.org', aSubscriber('suppressed', { cause: 'complaint' }))
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd, env: service.env })
  await masthead('readers', 'export', file)
  const world = importWorld(anAskingSite.publication)
  world.ask('again', await readFile(join(cwd, file)), {
    file: { name: file, size: (await stat(join(cwd, file))).size },
  })
  await world.run('again')
  const shown = (kept: Map<string, Subscriber>) =>
    [...kept.values()]
      .map(
        ({ consent, createdAt, revision, mailedAt, mails, confirmedAt, ...row }: Record<string, unknown>) =>
          row,
      )
      .sort((a, b) => String(a.email).localeCompare(String(b.email)))
  expect(shown(world.readers)).toEqual(shown(service.stores.subscribers))
})

test('with --ask a trial says how many are asked and how long that takes, and nobody has to state anything', async () => {
  const { tryOut, bringIn, records, readers: rows, service } = await aDesk({ 'readers.csv': readers })
  const trial = await tryOut('readers.csv', '--ask')
  expect(trial.out).toContain('4 rows: 1 reader to ask, 1 who left, 0 suppressed')
  expect(trial.out).toContain('24,192 are asked a day at most: within a day')
  expect(JSON.parse((await tryOut('readers.csv', '--ask', '--json')).out)).toMatchObject({
    asking: { asksADay: 24_192, days: 1 },
  })
  const asked = await bringIn('readers.csv', '--ask', '--yes', '--name', 'old')
  expect([asked.code, asked.out]).toEqual([0, expect.stringContaining('old goes on asking by itself')])
  expect(records.get('old')).toMatchObject({ ask: true, state: 'asking' })
  expect(rows.get(idOf('ada@example.org'))).toMatchObject({ status: 'pending', consent: { import: 'old' } })
  service.stores.quota.max = 0
  const never = await bringIn('readers.csv', '--ask', '--yes')
  expect([never.code, never.errors]).toEqual([1, expect.stringContaining('not asked within 30 days')])
  const offline = await tryOut('readers.csv', '--ask', '--api', 'http://127.0.0.1:9')
  expect([offline.code, offline.errors]).toEqual([0, expect.stringContaining('cannot be reached')])
})
