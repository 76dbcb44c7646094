import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readCodes } from '../edition/read-code.ts'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async (but: Parameters<typeof anIssueFolder>[1] = {}) => {
  const cwd = await aFolder()
  return { cwd, dir: await anIssueFolder(cwd, but), ...aMachine({ cwd }) }
}

test('each code of an issue is a drawing that a decoder reads, in its true size', async () => {
  const { masthead, dir, cwd } = await aDesk()
  const { code, out, errors } = await masthead('qr', dir, '--out', 'codes', '--json')
  expect(errors).toBe('')
  expect(code).toBe(0)
  const { codes } = JSON.parse(out)
  expect(codes.map(({ file }: { file: string }) => file)).toEqual([
    'matrix-1.svg',
    expect.stringMatching(/^matrix-1-\w+\.svg$/),
    expect.stringMatching(/^matrix-1-\w+\.svg$/),
  ])
  for (const { file, address } of codes) {
    const drawing = await readFile(join(cwd, 'codes', file), 'utf8')
    expect(readCodes(drawing)).toEqual([address])
    expect(address).toBe(`https://matrix.example.org/q/${file.replace('.svg', '')}`)
    const [, width] = /width="([\d.]+)mm"/.exec(drawing)!
    expect(Number(width)).toBeGreaterThanOrEqual(20)
  }
})

test('around each code are four modules of white', async () => {
  const { masthead, dir, cwd } = await aDesk()
  await masthead('qr', dir, '--out', 'codes')
  const drawing = await readFile(join(cwd, 'codes/matrix-1.svg'), 'utf8')
  const [, size] = /viewBox="0 0 (\d+) /.exec(drawing)!
  const runs = [...drawing.matchAll(/M(\d+) (\d+)h(\d+)v1/g)].map((run) => run.slice(1).map(Number))
  const black = runs.filter(([, , width]) => width !== Number(size))
  expect(Math.min(...black.map(([x]) => x!))).toBe(4)
  expect(Math.min(...black.map(([, y]) => y!))).toBe(4)
  expect(Math.max(...black.map(([x, , width]) => x! + width!))).toBe(Number(size) - 4)
})

test('one sheet of A4 shows all of them with title and address', async () => {
  const { masthead, dir, cwd } = await aDesk()
  const { out } = await masthead('qr', dir, '--out', 'codes', '--site', 'https://m.example')
  const sheet = await readFile(join(cwd, 'codes/sheet.html'), 'utf8')
  expect(sheet).toContain('@page { size: A4;')
  expect(sheet).toContain('<html lang="zh-CN">')
  expect(sheet).toContain('<p>想法</p>')
  const addresses = readCodes(sheet)
  expect(addresses).toHaveLength(3)
  for (const address of addresses) {
    expect(address).toMatch(/^https:\/\/m\.example\/q\/matrix-1/)
    expect(sheet).toContain(`${address.slice('https://'.length)}</small>`)
    expect(out).toContain(address)
  }
  expect(out).toContain(`3 codes and sheet.html written to ${join(cwd, 'codes')}`)
})

test('an issue with problems is refused as by the other commands, and nothing is written', async () => {
  const { masthead, dir, cwd } = await aDesk({
    '02-thought.md': '---\ntitle: 想法\npage: x\nkind: full\nsummary: 想法。\n---\n\n想法。\n',
  })
  const { code, out, errors } = await masthead('qr', dir, '--out', 'codes')
  expect(code).toBe(1)
  expect(out).toMatch(/^content\/issues\/matrix-1\/02-thought.md:3 \S/)
  expect(errors).toBe('1 problem: the issue cannot be published')
  expect(await readdir(cwd)).not.toContain('codes')
})

test('what cannot be is one clear line', async () => {
  const { masthead, dir, cwd } = await aDesk()
  expect(await masthead('qr', 'nowhere')).toMatchObject({
    code: 1,
    errors: 'nowhere is no folder: give the folder of an issue',
  })
  expect((await masthead('qr', dir, '--site', 'https://m.example/path')).errors).toContain(
    'Write an origin such as https://example.org, without a path.',
  )
  await writeFile(join(cwd, 'notes'), 'mine')
  expect((await masthead('qr', dir, '--out', 'notes')).errors).toMatch(
    /notes cannot be read or written: EEXIST[^\n]*$/,
  )
  expect((await masthead('qr', '--help')).out).toMatch(/QR codes[\s\S]*--out <dir>[\s\S]*--site <url>/)
})
