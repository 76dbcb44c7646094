import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readPublication } from '../../infra/publication.ts'

const given = readFileSync('content/publication.yaml', 'utf8')
const written = (text: string) => {
  const file = join(mkdtempSync(join(tmpdir(), 'publication-')), 'publication.yaml')
  writeFileSync(file, text)
  return file
}

test('a wrong publication is refused by file, place and reason, all at once', () => {
  const file = written(given.replace('Asia/Shanghai', 'Asia/Nowhere').replace('id: matrix', 'id: Matrix!'))
  const refused = () => readPublication(file)
  expect(refused).toThrow(file)
  expect(refused).toThrow('timeZone is not an IANA time zone')
  expect(refused).toThrow('id may hold')
})

test('a file that is missing, or is no YAML, is named', () => {
  expect(() => readPublication('nowhere.yaml')).toThrow('nowhere.yaml cannot be read')
  const file = written('id: [')
  expect(() => readPublication(file)).toThrow(`${file} cannot be read`)
})
