import { readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aFolder, aMachine } from '../unit/cli/terminal-io.ts'
import { type Service, startService } from './service.ts'

/** Fewer where minutes are too long, as in CI; `IMPORT_ROWS` says how many. */
const rows = Number(process.env.IMPORT_ROWS ?? (process.env.CI ? 5_000 : 20_000))

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.end())

/** What is compared of each reader. */
const columns = ['address', 'status', 'language', 'topics']
const listed = Array.from({ length: rows }, (_, row) =>
  [
    `reader-${row}@example.org`,
    row % 10 === 0 ? 'unsubscribed' : 'active',
    row % 3 === 0 ? 'en' : 'zh-CN',
    row % 2 === 0 ? 'focus' : '',
  ].join(','),
)

test(
  'a long list comes in by upload and queue, in runs that go on where the last stopped, and goes out the same',
  async () => {
    const cwd = await aFolder()
    await writeFile(join(cwd, 'in.csv'), [columns.join(','), ...listed, ''].join('\n'))
    const env = { MASTHEAD_API: service.api, MASTHEAD_TOKEN: service.token }
    const { world, masthead } = aMachine({ cwd, env })
    // It is asked again at once, and never given up: that is for the test's own patience.
    world.sleep = async () => {}
    const publication = resolve('content/publication.yaml')
    const options = ['--consent', 'They signed up elsewhere', '--yes', '--publication', publication]
    const came = await masthead('readers', 'import', 'in.csv', ...options)
    expect([came.code, came.errors]).toEqual([0, ''])
    const went = await masthead('readers', 'export', 'out.csv')
    expect([went.code, went.errors]).toEqual([0, ''])
    const [head = '', ...lines] = (await readFile(join(cwd, 'out.csv'), 'utf8')).trimEnd().split('\r\n')
    const cellsOf = (line: string) => line.slice(1, -1).split('","')
    const names = cellsOf(head)
    const places = columns.map((column) => names.indexOf(column))
    const exported = lines.map((line) => {
      const cells = cellsOf(line)
      return places.map((place) => cells[place]).join(',')
    })
    expect(exported.sort()).toEqual([...listed].sort())
    service.check()
  },
  20 * 60_000,
)
