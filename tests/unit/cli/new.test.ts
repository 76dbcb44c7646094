import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { brandOf } from '../../../cli/new/brand.ts'
import { contrastOf } from '../../../cli/new/contrast.ts'
import { darkPalette } from '../../../emails/dark-palette.ts'
import { aFolder, aMachine } from './terminal-io.ts'

/** Making a package of ourselves takes half a minute: `tests/journeys/installed.long.test.ts` does. */
const asIs = ['--masthead', '^9.9.9']

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
  const made = await masthead('new', ...asIs, '--yes', ...args)
  expect(made).toMatchObject({ code: 0, errors: '' })
  expect(made.out.includes('masthead words it')).toBe(args.includes('it'))
  expect((await publicationIn(cwd)).names).toEqual(expect.anything())
  expect(await readdir(join(cwd, 'content/issues'))).toEqual([`${id}-1`])
  const { code, out } = await masthead('check')
  if (args.includes('it')) expect(out).toContain('masthead words it')
  else expect([code, out]).toEqual([0, expect.stringContaining('1 article')])
  // No font of ours has Arabic letters, and a cover without any would look like a picture that failed to load.
  const cover = await readFile(join(cwd, `content/issues/${id}-1/images/cover.png`)).catch(() => undefined)
  expect(cover?.subarray(1, 4).toString()).toBe(args.includes('fa') ? undefined : 'PNG')
})

test('what is not said is asked, with a guess, until the answer can be', async () => {
  const cwd = join(await aFolder(), 'low-tide')
  await mkdir(cwd)
  const answers = [
    '',
    'english, fr',
    'EN,fr',
    '',
    'https://tide.example.org/news',
    'tide.example.org',
    'hello',
    '',
    'Quay 1',
    'dublin',
    'Europe/Dublin',
    'daily',
    'Weekly',
    'red',
    'a00',
  ]
  const { masthead } = aMachine({ cwd, answers })
  const { code, errors } = await masthead('new', ...asIs)
  expect(errors.split('\n')).toEqual([
    'english is not a language tag: did you mean en?',
    'https://tide.example.org/news is not an origin such as https://www.example.org',
    'hello is not an e-mail address',
    'dublin is not an IANA time zone: did you mean Europe/Dublin?',
    'daily is none of weekly, monthly and quarterly; another cron can be written later',
    'red is not a colour such as #0b5cad',
  ])
  expect([code, answers]).toEqual([0, []])
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

test('npm is told that the machine’s own Node does not matter', async () => {
  const cwd = await aFolder()
  await aMachine({ cwd }).masthead('new', ...asIs, '--yes')
  expect(await readFile(join(cwd, '.npmrc'), 'utf8')).toMatch(/^loglevel=error$/m)
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
  expect(errors).toContain('en_US is not a language tag: did you mean en-US?')
  expect(errors).toContain('is not a colour')
  expect(errors).toContain('is not an e-mail address')
  expect(await readdir(cwd)).toEqual([])
  expect(await masthead('new', ...asIs, '--yes', '--cadence', 'daily')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('none of weekly, monthly and quarterly'),
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
  expect((await masthead('new', ...asIs, '--yes', '--name', 'Tides')).out).toContain('README.md was there')
  expect(await readFile(join(cwd, 'README.md'), 'utf8')).toBe('Mine')
  expect(JSON.parse(await readFile(join(cwd, 'package.json'), 'utf8'))).toMatchObject({
    name: 'mine',
    type: 'commonjs',
    scripts: { start: 'mine', test: 'masthead check' },
    dependencies: { masthead: '^9.9.9' },
  })
  expect((await readdir(cwd)).filter((name) => name.startsWith('.new-'))).toEqual([])
  expect(await masthead('new', ...asIs, '--yes')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('content is there already'),
  })
})

test('the next issue has the next number; a number that is taken is told, by check too', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  await masthead('new', ...asIs, '--yes', '--name', 'Tides')
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
    out: expect.stringContaining(
      '::error file=content/issues/tides-2/issue.yaml,line=1::number 1 is that of',
    ),
  })
})

test('a package.json that is no JSON is told, and nothing is written', async () => {
  const cwd = await aFolder()
  await writeFile(join(cwd, 'package.json'), '{')
  const { masthead } = aMachine({ cwd })
  expect(await masthead('new', ...asIs, '--yes')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('is no JSON'),
  })
  expect(await readdir(cwd)).toEqual(['package.json'])
})

test('what lies among the issues and is none is passed over, and all of them are one JSON list', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  await masthead('new', ...asIs, '--yes', '--name', 'Tides')
  await masthead('new', 'issue', 'Two')
  await writeFile(join(cwd, 'content/issues/README.md'), 'Notes')
  const { code, out } = await masthead('check', '--json')
  const untouched = { file: '01-hello.md', line: 3, reason: expect.stringContaining('masthead new wrote') }
  expect([code, JSON.parse(out)]).toEqual([
    0,
    [
      { issue: 'tides-1', problems: [], warnings: [untouched] },
      { issue: 'tides-2', problems: [], warnings: [untouched] },
    ],
  ])
})

test.each([
  ['en,en_US', 'en_US is not a language tag: did you mean en-US?'],
  ['jp', 'jp is not a language tag: did you mean ja?'],
  ['cn', 'cn is not a language tag: did you mean zh-CN?'],
  ['Français', 'Français is not a language tag: did you mean fr?'],
  ['quux', 'quux is not a language tag, such as en or zh-CN'],
  [' , ', 'A magazine has one language at least'],
  ['zh-CN,zh-TW', 'The pages of zh-TW and of another would both lie in /zh/'],
])('languages %s: %s', async (languages, reason) => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  const { code, errors } = await masthead('new', ...asIs, '--yes', '--languages', languages)
  expect([code, errors]).toEqual([1, expect.stringContaining(reason)])
  expect(await readdir(cwd)).toEqual([])
})

test('a colour that is too pale for links is taken, and said, with one that would do', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  const { code, out } = await masthead('new', ...asIs, '--yes', '--accent', '#ffd700')
  expect(code).toBe(0)
  const [, contrast, better] =
    /on white: a contrast of ([\d.]+) : 1, where text needs 4.5 : 1 .*(#[0-9a-f]{6}) would do/.exec(out)!
  expect(Number(contrast)).toBeCloseTo(contrastOf('#ffd700', '#ffffff'), 1)
  expect(contrastOf(better!, '#ffffff')).toBeGreaterThanOrEqual(4.5)
})

test.each(['#000000', '#0b5cad', '#101010', '#8a2be2'])(
  'links in %s can be read on dark screens',
  (accent) => {
    const brand = brandOf(accent)
    expect(contrastOf(brand.accentDark, darkPalette(brand).paper)).toBeGreaterThanOrEqual(4.5)
  },
)

test('the contrast of colours is that of WCAG', () => {
  expect(contrastOf('#000000', '#ffffff')).toBe(21)
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2)
})

test('a package that lies outside of the folder is warned of: GitHub will not find it', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  await writeFile(join(cwd, 'package.json'), '{ "dependencies": { "masthead": "file:../m.tgz" } }')
  expect((await masthead('new', '--yes')).out).toContain(
    'Masthead lies outside of this folder (file:../m.tgz)',
  )
})

test('a repository on GitHub is written where the construct looks for it', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd })
  expect((await masthead('new', ...asIs, '--yes', '--github', 'tides/magazine')).code).toBe(0)
  expect((await publicationIn(cwd)).publishing).toEqual({ github: 'tides/magazine' })
  expect(await masthead('new', 'other', ...asIs, '--yes', '--github', 'tides')).toMatchObject({
    code: 1,
    errors: expect.stringContaining('is not a repository of GitHub'),
  })
})

test('who is asked and leaves, leaves nothing behind', async () => {
  const cwd = await aFolder()
  const { masthead } = aMachine({ cwd, answers: ['Tides', 'en'] })
  expect((await masthead('new', ...asIs)).code).toBe(1)
  expect(await readdir(cwd)).toEqual([])
})
