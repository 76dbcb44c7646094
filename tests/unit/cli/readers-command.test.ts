import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'
import { aService } from './service.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async () => {
  const service = await aService()
  const cwd = await aFolder()
  const put = (reader: Subscriber) => void service.stores.subscribers.set(reader.id, reader)
  for (let number = 0; number < 450; number += 1) put(anActiveReader(number))
  const spreadsheet = anActiveReader(1_000, { email: '=1+1@example.org', topics: ['views'] })
  put({ ...spreadsheet, id: '0'.repeat(32) })
  return { ...service, cwd, ...aMachine({ cwd, env: service.env }) }
}

test('masthead readers list goes through all pages, and filters', async () => {
  const { masthead } = await aDesk()
  const { code, out } = await masthead('readers', 'list')
  expect(code).toBe(0)
  expect(out).toMatch(/\n451 readers$/)
  expect(out).toContain('reader-7@example.org')
  expect((await masthead('readers', 'list', '--language', 'en')).out).toMatch(/\n150 readers$/)
  expect(JSON.parse((await masthead('readers', 'list', '--json')).out)).toHaveLength(451)
})

test('masthead readers list and export find readers by a part of their address', async () => {
  const { masthead, cwd } = await aDesk()
  const { code, out } = await masthead('readers', 'list', '--search', 'READER-44', '--language', 'en')
  expect([code, out]).toEqual([0, expect.stringMatching(/\n3 readers$/)])
  expect(out).toContain('reader-444@example.org')
  expect((await masthead('readers', 'list', '--search', 'nobody')).out).toBe('0 readers')
  const empty = await masthead('readers', 'list', '--search', '')
  expect([empty.code, empty.errors]).toEqual([1, expect.stringContaining('search: must not be empty')])
  await masthead('readers', 'export', 'some.jsonl', '--search', 'reader-44')
  expect((await readFile(join(cwd, 'some.jsonl'), 'utf8')).trimEnd().split('\n')).toHaveLength(11)
})

test.each([
  ['list', '--language', 'nonsense', 'language: has no nonsense: choose of zh-CN, en'],
  ['list', '--topic', 'nonsense', /topic: has no nonsense: choose of .*views/],
  ['export', '--topic', 'nonsense', 'topic: has no nonsense'],
])('masthead readers %s %s %s is refused with what there is', async (command, option, value, said) => {
  const { masthead, cwd } = await aDesk()
  const file = command === 'export' ? ['all.csv'] : []
  const { code, errors } = await masthead('readers', command, ...file, option, value)
  expect(code).toBe(1)
  expect(errors).toMatch(said)
  expect(await readdir(cwd)).toEqual([])
})

test('a list in text looks the same wherever its pages end', async () => {
  const { masthead, stores } = await aDesk()
  const long = anActiveReader(2_000, { email: `${'long-'.repeat(8)}reader@example.org` })
  stores.subscribers.set('f'.repeat(32), { ...long, id: 'f'.repeat(32) })
  const { out } = await masthead('readers', 'list')
  const columns = out
    .split('\n')
    .slice(0, -1)
    .map((line) => line.indexOf('active'))
  expect(new Set(columns.slice(0, 200)).size).toBe(1)
  expect(new Set(columns.slice(400)).size).toBe(1)
})

test('masthead readers count says how many by status, language and topic', async () => {
  const { masthead } = await aDesk()
  const { out } = await masthead('readers', 'count')
  expect(out.split('\n').map((line) => line.split(/ {2,}/))).toContainEqual(['by status', 'active', '451'])
  expect(JSON.parse((await masthead('readers', 'count', '--json')).out)).toMatchObject({
    statuses: { active: 451 },
    topics: { all: 450, views: 1 },
  })
})

test('masthead readers show says what is known, with the words of the opt-in', async () => {
  const { masthead } = await aDesk()
  const { code, out } = await masthead('readers', 'show', 'reader-7@example.org')
  expect(code).toBe(0)
  expect(out).toContain('“Send me each issue.”')
  const nobody = await masthead('readers', 'show', 'nobody@example.org')
  expect([nobody.code, nobody.errors]).toEqual([1, expect.stringContaining('Nobody has this address')])
  const noAddress = await masthead('readers', 'show', 'nobody')
  expect([noAddress.code, noAddress.errors]).toEqual([1, expect.stringContaining('address')])
})

test('who pauses is counted and listed apart, and shown with the end of the pause', async () => {
  const { masthead, stores } = await aDesk()
  const [since, until] = [-1, 30].map((days) => new Date(Date.now() + days * 86_400_000).toISOString())
  const pauses = (number: number, paused: { since: string; until: string }) => {
    const reader = anActiveReader(number, { paused })
    stores.subscribers.set(reader.id, reader)
  }
  pauses(7, { since: since!, until: until! })
  // Over.
  pauses(8, { since: '2026-01-01T00:00:00.000Z', until: '2026-02-01T00:00:00.000Z' })
  const counted = JSON.parse((await masthead('readers', 'count', '--json')).out)
  expect(counted).toMatchObject({ statuses: { active: 450, paused: 1 }, topics: { all: 449 } })
  expect((await masthead('readers', 'list', '--status', 'paused')).out).toMatch(
    /reader-7@example.org.*\n1 reader$/,
  )
  expect((await masthead('readers', 'list', '--status', 'active')).out).toMatch(/\n450 readers$/)
  const shown = (await masthead('readers', 'show', 'reader-7@example.org')).out
  expect(shown).toMatch(/reader-7@example.org +paused\n +until +\d{4}-/)
  expect((await masthead('readers', 'show', 'reader-8@example.org')).out).toMatch(
    /reader-8@example.org +active\n/,
  )
})

test('who left is shown with the send whose mail they left by, and why', async () => {
  const { masthead, stores, cwd } = await aDesk()
  const { id, ...reader } = anActiveReader(7) as Subscriber & { status: 'active' }
  const { confirmedAt, ...person } = reader
  const leaving = { send: 'matrix-64--digest', reason: 'too-many' } as const
  const former = [
    { consent: reader.consent, left: '2026-10-01T00:00:00.000Z', leaving: { reason: 'other' as const } },
  ]
  stores.subscribers.set(id, { id, ...person, status: 'unsubscribed', since: confirmedAt, leaving, former })
  const { out } = await masthead('readers', 'show', 'reader-7@example.org')
  expect(out).toMatch(/ left +by the mail of matrix-64--digest: too many mails\n/)
  expect(out).toMatch(/left 2026-10-01.*, another reason\n/)
  await masthead('readers', 'export', 'left.csv', '--status', 'unsubscribed')
  expect(await readFile(join(cwd, 'left.csv'), 'utf8')).toContain(',"matrix-64--digest","too-many",')
})

test('masthead readers suppress and restore say what they did, and what was done before', async () => {
  const { masthead } = await aDesk()
  const act = async (action: string) =>
    (await masthead('readers', action, 'reader-7@example.org', ...(action === 'suppress' ? ['--yes'] : [])))
      .out
  expect(await act('suppress')).toContain('gets no mail any more')
  expect(await act('suppress')).toContain('is suppressed already (admin)')
  expect(await act('restore')).toContain('may sign up again')
  expect(await act('restore')).toContain('is not suppressed but unsubscribed')
})

test('of who left long ago masthead readers show says when, and that nothing else is known', async () => {
  const { masthead, stores } = await aDesk()
  const { id } = anActiveReader(7)
  const left = { at: '2026-01-01T00:00:00.000Z' }
  const row = { id, status: 'erased', at: '2026-04-02T00:00:00.000Z', left, revision: 3 }
  stores.subscribers.set(id, row as unknown as Subscriber)
  const { code, out } = await masthead('readers', 'show', 'reader-7@example.org')
  expect([code, out]).toEqual([0, expect.stringMatching(/left 2026-01-01 .*nothing else is kept/)])
  expect(out).toMatch(/ mail +only if they sign up and confirm anew$/)
})

test('masthead readers erase leaves only an id, says so when it is done again, and finds nobody afterwards', async () => {
  const { masthead, stores } = await aDesk()
  const address = 'reader-7@example.org'
  const erase = async () => (await masthead('readers', 'erase', address, '--yes')).out
  expect(await erase()).toContain('is erased: no import brings them back')
  const { id, ...left } = stores.subscribers.get(anActiveReader(7).id)!
  expect(Object.keys(left).sort()).toEqual(['at', 'revision', 'status'])
  expect(await erase()).toContain('is erased already')
  const json = JSON.parse((await masthead('readers', 'erase', address, '--yes', '--json')).out)
  expect(json).toMatchObject({ outcome: 'already', erased: { id, at: expect.any(String) } })
  const shown = await masthead('readers', 'show', address)
  expect([shown.code, shown.out]).toEqual([
    0,
    expect.stringMatching(/erased .*\n +import +none brings it in\n/),
  ])
  expect((await masthead('readers', 'list')).out).toMatch(/\n450 readers$/)
  expect((await masthead('readers', 'restore', address)).out).toContain('is not suppressed but erased')
  expect((await masthead('readers', 'suppress', address, '--yes')).out).toContain('gets no mail any more')
  expect((await masthead('readers', 'show', address)).out).toMatch(/ mail +none, .* suppressed \(admin\)$/)
})

test('masthead readers erase of an address that nobody has notes it, so that no import brings it in', async () => {
  const { masthead, stores } = await aDesk()
  const address = 'nobody@example.org'
  const erase = (...more: string[]) => masthead('readers', 'erase', address, '--yes', ...more)
  const first = await erase()
  expect([first.code, first.out]).toEqual([0, expect.stringContaining('Nobody has nobody@example.org')])
  expect(stores.subscribers.get(idOf(address))).toMatchObject({ status: 'erased', revision: 1 })
  expect((await erase()).out).toContain('is erased already')
  expect(JSON.parse((await erase('--json')).out)).not.toHaveProperty('unknown')
})

test('masthead readers suppress of an address that nobody has keeps mail and lists from it, and shows it by itself alone', async () => {
  const { masthead, stores } = await aDesk()
  const address = 'noone@example.org'
  const suppress = async (...more: string[]) =>
    (await masthead('readers', 'suppress', address, '--yes', ...more)).out
  expect(await suppress()).toMatch(/^Nobody has noone@example.org, .*No mail goes to it/)
  const kept = stores.subscribers.get(idOf(address))!
  expect(kept).toMatchObject({ status: 'erased', suppressed: 'admin', unknown: true })
  expect(JSON.stringify(kept)).not.toContain('noone')
  expect(await suppress()).toContain('is suppressed already (admin)')
  const shown = await masthead('readers', 'show', address)
  expect([shown.code, shown.out]).toEqual([
    0,
    expect.stringMatching(/^noone@example.org +nobody's, and noted /),
  ])
  expect(JSON.parse((await masthead('readers', 'show', address, '--json')).out)).toMatchObject({
    erased: { id: idOf(address), suppressed: 'admin', unknown: true },
  })
  expect((await masthead('readers', 'list')).out).toMatch(/\n451 readers$/)
  const erase = await masthead('readers', 'erase', address, '--yes')
  expect(erase.out).toContain('they get no mail, since they stay suppressed (admin)')
})

test.each(['suppress', 'erase'])(
  'masthead readers %s asks first, and is refused where nobody can answer',
  async (action) => {
    const { masthead, stores } = await aDesk()
    const { code } = await masthead('readers', action, 'reader-7@example.org')
    expect(code).toBe(2)
    expect([...stores.subscribers.values()].every(({ status }) => status === 'active')).toBe(true)
  },
)

test('masthead readers export writes CSV that spreadsheets take for what it is, and JSON Lines', async () => {
  const { masthead, cwd } = await aDesk()
  expect((await masthead('readers', 'export', 'all.csv')).out).toContain('all.csv: 451 readers')
  const rows = (await readFile(join(cwd, 'all.csv'), 'utf8')).trimEnd().split('\r\n')
  expect(rows).toHaveLength(452)
  expect(rows[0]).toMatch(/^"address","status",/)
  expect(rows[1]).toMatch(/^"'=1\+1@example\.org","active",/)
  await masthead('readers', 'export', 'all.jsonl', '--language', 'en')
  const lines = (await readFile(join(cwd, 'all.jsonl'), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).language)).toEqual(Array(lines.length).fill('en'))
})

test('an export overwrites nothing, and leaves nothing when it is refused', async () => {
  const { masthead, cwd } = await aDesk()
  await writeFile(join(cwd, 'mine.csv'), 'mine')
  const there = await masthead('readers', 'export', 'mine.csv')
  expect([there.code, there.errors]).toEqual([1, expect.stringContaining('is there already')])
  const kind = await masthead('readers', 'export', 'all.xls')
  expect([kind.code, kind.errors]).toEqual([2, expect.stringContaining('.csv or .jsonl')])
  expect(await readFile(join(cwd, 'mine.csv'), 'utf8')).toBe('mine')
  expect(await readdir(cwd)).toEqual(['mine.csv'])
})
