import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../../builders.ts'
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

test('masthead readers suppress asks first, and is refused where nobody can answer', async () => {
  const { masthead, stores } = await aDesk()
  const { code } = await masthead('readers', 'suppress', 'reader-7@example.org')
  expect(code).toBe(2)
  expect([...stores.subscribers.values()].every(({ status }) => status === 'active')).toBe(true)
})

test('masthead readers export writes CSV that spreadsheets take for what it is, and JSON Lines', async () => {
  const { masthead, cwd } = await aDesk()
  expect((await masthead('readers', 'export', 'all.csv')).out).toContain('all.csv: 451 readers')
  const rows = (await readFile(join(cwd, 'all.csv'), 'utf8')).trimEnd().split('\r\n')
  expect(rows).toHaveLength(452)
  expect(rows[0]).toMatch(/^address,status,/)
  expect(rows[1]).toMatch(/^'=1\+1@example\.org,active,/)
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
