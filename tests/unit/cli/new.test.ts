import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { aFolder, aMachine } from './terminal-io.ts'

const publicationIn = async (cwd: string) =>
  parse(await readFile(join(cwd, 'content/publication.yaml'), 'utf8'))

test.each([
  ['a name with quotes and an emoji', ['--name', 'The "Tides": 🌊 & Co'], 'the-tides-co'],
  ['a name in Chinese, in two languages', ['--name', '潮汐', '--languages', 'zh-CN,en'], 'chaoxi'],
  ['a right-to-left one', ['--name', 'ساحل', '--languages', 'fa'], 'shl'],
  ['a language without words of its own', ['--name', 'Onde', '--languages', 'it'], 'onde'],
])('%s makes a magazine whose first issue is sound, but for words that are lacking', async (_, args, id) => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  const made = await masthead('new', '--yes', ...args)
  expect(made).toMatchObject({ code: 0, errors: '' })
  expect(made.out.includes('masthead words it')).toBe(args.includes('it'))
  expect((await publicationIn(cwd)).names).toEqual(expect.anything())
  expect(await readdir(join(cwd, 'content/issues'))).toEqual([`${id}-1`])
  const { code, out } = await masthead('check')
  if (args.includes('it')) expect(out).toContain('masthead words it')
  else expect([code, out]).toEqual([0, expect.stringContaining('1 article')])
  const cover = readFile(join(cwd, `content/issues/${id}-1/images/cover.png`))
  // No font of ours has Arabic letters.
  if (args.includes('fa')) await expect(cover).rejects.toThrow('ENOENT')
  else expect((await cover).subarray(1, 4).toString()).toBe('PNG')
})

test('what is not said is asked, with a guess', async () => {
  const cwd = join(await aFolder(), 'low-tide')
  await mkdir(cwd)
  const answers = [
    '',
    'en,fr',
    'https://tide.example.org',
    'weekly',
    '',
    '',
    'Quay 1',
    'Europe/Dublin',
    '#aa0000',
  ]
  const { masthead } = aMachine({ cwd, answers })
  expect(await masthead('new')).toMatchObject({ code: 0 })
  expect(await publicationIn(cwd)).toMatchObject({
    id: 'low-tide',
    languages: ['en', 'fr'],
    names: { en: 'Low tide', fr: 'Low tide' },
    site: 'https://tide.example.org',
    sender: { address: 'hello@tide.example.org' },
    cadence: { cron: '0 9 ? * MON *' },
    postalAddress: { en: 'Quay 1' },
    timeZone: 'Europe/Dublin',
    brand: { accent: '#aa0000', accentDark: '#d58080' },
  })
})

test('what cannot be is told whole, and nothing is written', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  const { code, errors } = await masthead(
    'new',
    '--yes',
    '--languages',
    'en_US',
    '--accent',
    'blue',
    '--sender',
    'x',
  )
  expect(code).toBe(1)
  expect(errors).toContain('is not a language tag')
  expect(errors).toContain('is not a colour')
  expect(errors).toContain('is not an e-mail address')
  expect(await readdir(cwd)).toEqual([])
  expect(await masthead('new', '--yes', '--cadence', 'daily')).toMatchObject({
    code: 2,
    errors: expect.stringContaining('weekly, monthly or quarterly'),
  })
})

test('a folder with a magazine is left alone; files of another kind stay as they are', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  await writeFile(join(cwd, 'README.md'), 'Mine')
  await writeFile(
    join(cwd, 'package.json'),
    JSON.stringify({
      name: 'mine',
      type: 'commonjs',
      scripts: { start: 'mine', test: 'echo "Error: no test specified" && exit 1' },
      dependencies: { masthead: 'file:../m.tgz' },
    }),
  )
  expect((await masthead('new', '--yes', '--name', 'Tides')).out).toContain('README.md was there')
  expect(await readFile(join(cwd, 'README.md'), 'utf8')).toBe('Mine')
  expect(JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))).toMatchObject({
    name: 'mine',
    type: 'commonjs',
    scripts: { start: 'mine', test: 'masthead check' },
    dependencies: { masthead: 'file:../m.tgz' },
  })
  expect((await readdir(cwd)).filter((name) => name.startsWith('.new-'))).toEqual([])
  expect(await masthead('new', '--yes')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('content is there already'),
  })
})

test('the next issue has the next number; a number that is taken is told, by check too', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  await masthead('new', '--yes', '--name', 'Tides')
  expect((await masthead('new', 'issue', 'It’s "new": yes')).out).toContain('content/issues/tides-2')
  expect(await masthead('new', 'issue', 'Again', '--number', '2')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('No. 2 is content/issues/tides-2'),
  })
  expect(await masthead('new', 'issue', 'Again', '--number', 'x')).toMatchObject({ code: 2 })
  expect((await masthead('check')).code).toBe(0)
  const yaml = join(cwd, 'content/issues/tides-2/issue.yaml')
  await writeFile(yaml, (await readFile(yaml, 'utf8')).replace('number: 2', 'number: 1'))
  expect(await masthead('check', '--github')).toMatchObject({
    code: 1,
    out: expect.stringContaining('::error file=content/issues/tides-2/issue.yaml::number 1 is that of'),
  })
})

test('a package.json that is no JSON is told, and nothing is written', async () => {
  const cwd = await aFolder()
  await writeFile(join(cwd, 'package.json'), '{')
  const { masthead } = aMachine({ cwd })
  expect(await masthead('new', '--yes')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('is no JSON'),
  })
  expect(await readdir(cwd)).toEqual(['package.json'])
})

test('what lies among the issues and is none is passed over, and all of them are one JSON list', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  await masthead('new', '--yes', '--name', 'Tides')
  await masthead('new', 'issue', 'Two')
  await writeFile(join(cwd, 'content/issues/README.md'), 'Notes')
  const { code, out } = await masthead('check', '--json')
  expect([code, JSON.parse(out)]).toEqual([
    0,
    [
      { issue: 'tides-1', problems: [] },
      { issue: 'tides-2', problems: [] },
    ],
  ])
})
