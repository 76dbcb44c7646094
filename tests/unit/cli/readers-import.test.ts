import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { sampleExports } from '../subscription/import/sample-exports.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async (files: Record<string, string>) => {
  const cwd = await aFolder()
  for (const [name, text] of Object.entries(files)) await writeFile(join(cwd, name), text)
  const publication = join(import.meta.dirname, '../../../content/publication.yaml')
  const { masthead } = aMachine({ cwd })
  return {
    cwd,
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

test('with --json it is one document, with columns, counts and rows', async () => {
  const { tryOut } = await aDesk({ 'buttondown.csv': sampleExports['buttondown.csv'] })
  expect(JSON.parse((await tryOut('buttondown.csv', '--json')).out)).toMatchObject({
    service: 'Buttondown',
    columns: { address: 'email_address', status: 'subscriber_type' },
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
    'row,reason,meaning',
    '3,duplicate,has an address of a row above',
    '4,bad-address,has an address to which no mail can go',
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
