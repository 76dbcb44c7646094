import { execFileSync } from 'node:child_process'
import { mkdir, readFile, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const aDesk = async (but: Parameters<typeof anIssueFolder>[1] = {}) => {
  const cwd = await aFolder()
  return { cwd, dir: await anIssueFolder(cwd, but), ...aMachine({ cwd }) }
}
const broken = { '02-thought.md': '---\ntitle: 想法\npage: x\nkind: full\nsummary: 想法。\n---\n\n想法。\n' }

test('a sound issue is said to be so, with the size of its digests', async () => {
  const { masthead, dir } = await aDesk()
  const { code, out, errors } = await masthead('check', dir)
  expect(errors).toBe('')
  expect(out).toMatch(
    /^matrix-1 {2}zh-CN {2}2 articles, digest [\d.]+ KB\nmatrix-1 {2}en {2}2 articles, digest [\d.]+ KB$/,
  )
  expect(code).toBe(0)
})

test('a problem is said with its file and line, as a path from here', async () => {
  const { masthead, dir } = await aDesk(broken)
  const { code, out, errors } = await masthead('check', dir)
  expect(code).toBe(1)
  expect(out).toMatch(/^content\/issues\/matrix-1\/02-thought.md:3 \S/)
  expect(errors).toBe('1 problem: the issue cannot be published')
})

test('problems as JSON have file, line and reason', async () => {
  const { masthead, dir } = await aDesk(broken)
  const { code, out } = await masthead('check', dir, '--json')
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({
    issue: 'matrix-1',
    problems: [{ file: '02-thought.md', line: 3, reason: expect.any(String) }],
  })
})

test('what is wrong with publication, front matter, Markdown and pictures is said at once', async () => {
  const { masthead, dir, cwd } = await aDesk({
    ...broken,
    '02-thought.en.md':
      '---\ntitle: A thought\nkind: full\nsummary: 谈。\n---\n\n# 题\n\n![图](images/pipe.png) ![图](images/out.png)\n',
  })
  const publication = join(cwd, 'content/publication.yaml')
  await writeFile(publication, `${await readFile(publication, 'utf8')}\nsectoins: 1\n`)
  await mkdir(join(cwd, dir, 'images'), { recursive: true })
  execFileSync('mkfifo', [join(cwd, dir, 'images/pipe.png')])
  await symlink('/etc/hostname', join(cwd, dir, 'images/out.png'))
  const { code, out } = await masthead('check', dir)
  expect(code).toBe(1)
  for (const said of [
    /publication.yaml:\d+.* "sectoins" is unknown/,
    /02-thought.md:3.* page: "x" is not a whole number/,
    /02-thought.en.md:7.* headings in an article are/,
    /02-thought.en.md:9.* the image images\/pipe.png is not read: it is not a regular file/,
    /02-thought.en.md:9.* the image images\/out.png is not read: it leads out of the folder/,
  ])
    expect(out).toMatch(said)
})

test('an old address that two issues claim is told where the second one claims it', async () => {
  const front =
    '---\ntitle: 想法\npage: 2\nkind: full\nsummary: 想法。\naliases:\n  - /p/thought\n---\n\n想法。\n'
  const { masthead, cwd } = await aDesk({ '02-thought.md': front })
  const yaml = await readFile(join(cwd, 'content/issues/matrix-1/issue.yaml'), 'utf8')
  const second = yaml.replace('number: 1', 'number: 2')
  await anIssueFolder(cwd, { 'issue.yaml': second, '02-thought.md': front }, 'matrix-2')
  const { out } = await masthead('check')
  expect(out).toContain(
    'content/issues/matrix-2/02-thought.md:7 aliases: /p/thought/ leads to content/issues/matrix-1, too',
  )
})

test('a publication elsewhere can be named; without one there is one clear line', async () => {
  const { masthead, dir, cwd } = await aDesk()
  await rename(join(cwd, 'content/publication.yaml'), join(cwd, 'other.yaml'))
  expect(await masthead('check', dir)).toMatchObject({
    code: 1,
    errors: expect.stringMatching(/^No publication.yaml lies above .*--publication$/),
  })
  expect(await masthead('check', dir, '--publication', 'other.yaml')).toMatchObject({ code: 0 })
  expect(await masthead('check', 'nowhere')).toMatchObject({
    code: 1,
    errors: 'nowhere is no folder: give the folder of an issue',
  })
})

test('a build holds each language’s digest and the site, and says what it wrote', async () => {
  const { masthead, dir, cwd } = await aDesk()
  const { code, out } = await masthead('build', dir, '--out', 'out', '--json')
  expect(code).toBe(0)
  const { issue, editions } = JSON.parse(out)
  expect(issue).toBe('matrix-1')
  expect(editions).toMatchObject([
    { language: 'zh-CN', articles: 2, hash: expect.stringMatching(/^[0-9a-f]{64}$/) },
    { language: 'en', articles: 2 },
  ])
  const digest = await readFile(join(cwd, 'out/en/digest.html'), 'utf8')
  // As it is mailed, its pictures and pages are those of the site.
  const mailed = digest.replaceAll(
    /"\.\.\/site\/([^"]*?)(?:index\.html)?(?=["#])/g,
    '"https://matrix.example.org/$1',
  )
  expect(editions[1].digestBytes).toBe(Buffer.byteLength(mailed))
  expect(digest).toContain('href="#"')
  expect(await readFile(join(cwd, 'out/zh/digest.txt'), 'utf8')).toContain('想法')
  for (const path of editions.flatMap(({ files }: { files: string[] }) => files))
    expect((await readFile(join(cwd, 'out', path))).length, path).toBeGreaterThan(0)
  expect(await readFile(join(cwd, 'out/site/en/index.html'), 'utf8')).toContain('/en/issues/matrix-1/')
})

test('a build with cards draws those that its pages name, once, and says which letters they lack', async () => {
  const { masthead, dir, cwd } = await aDesk({
    '02-thought.md': '---\ntitle: 想法 🎉\npage: 2\nkind: full\nsummary: 想法。\n---\n\n想法。\n',
  })
  const { code, errors } = await masthead('build', dir, '--out', 'out', '--cards')
  expect(code).toBe(0)
  expect(errors).toBe('The card of “想法 🎉” lacks 🎉: no font has it')
  const page = await readFile(join(cwd, 'out/site/zh/issues/matrix-1/index.html'), 'utf8')
  const [, card] = /og:image" content="https:\/\/[^/]+(\/cards\/[0-9a-f]+\.png)"/.exec(page)!
  const file = join(cwd, 'out/site', card!)
  expect((await readFile(file)).subarray(1, 4).toString()).toBe('PNG')
  await writeFile(file, 'kept')
  await masthead('build', dir, '--out', 'out', '--cards')
  expect(await readFile(file, 'utf8')).toBe('kept')
})

test('building twice gives the same editions', async () => {
  const { masthead, dir } = await aDesk()
  const first = await masthead('build', dir, '--out', 'one', '--json')
  expect(await masthead('build', dir, '--out', 'two', '--json')).toEqual(first)
})

test('a build into what is no folder is one clear line, and leaves it as it is', async () => {
  const { cwd, masthead, dir } = await aDesk()
  await writeFile(join(cwd, 'notes'), 'mine')
  const { code, errors } = await masthead('build', dir, '--out', 'notes')
  expect(code).toBe(1)
  expect(errors).toMatch(/notes\/zh cannot be read or written: ENOTDIR[^\n]*$/)
  expect(await readFile(join(cwd, 'notes'), 'utf8')).toBe('mine')
})
