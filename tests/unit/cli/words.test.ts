import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { placesOf } from '../../../cli/preview/watched-folders.ts'
import { useOwnWords } from '../../../functions/publication/words.ts'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

afterEach(() => useOwnWords({}))

const aDesk = async (but: Parameters<typeof anIssueFolder>[1] = {}) => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd, but)
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(cwd, path)), { recursive: true })
    await writeFile(join(cwd, path), text)
  }
  const read = (path: string) => readFile(join(cwd, path), 'utf8')
  return { cwd, dir, write, read, ...aMachine({ cwd }) }
}

/** The publication, in one language more: what it says in English it says in that one. */
const withLanguage = (publication: string, language: string) =>
  publication
    .replace('languages: [zh-CN, en]', `languages:\n  - zh-CN\n  - en\n  - ${language}`)
    .replace(/^( +)en: (.*)$/gm, `$&\n$1${language}: $2`)
    .replace(/, en: ([^,}]*)/g, `$&, ${language}: $1`)

test('words to fill in are written beside the publication, and never over what is there', async () => {
  const { masthead, read, write } = await aDesk()
  expect(await masthead('words', 'pt-BR')).toMatchObject({
    code: 0,
    errors: '',
    out: 'content/words/pt-BR.yaml written: fill in all of it; with pt-BR among its languages, masthead check says what is missing',
  })
  expect(await read('content/words/pt-BR.yaml')).toContain('  # All issues\n  archive:\n')
  await write('content/words/pt-BR.yaml', 'mine')
  const again = await masthead('words', 'pt-BR')
  expect(again.code).toBe(1)
  expect(again.errors).toMatch(/content\/words\/pt-BR\.yaml is there already, and is left as it is$/)
  expect(await read('content/words/pt-BR.yaml')).toBe('mine')
})

test('of a language that Masthead has, its words are written, to change some', async () => {
  const { masthead, read, write, dir } = await aDesk()
  const { out } = await masthead('words', 'en-GB', '--out', 'elsewhere/en.yaml')
  expect(out).toBe(
    'Masthead’s words in en written to elsewhere/en.yaml: change what you like, and leave out the rest',
  )
  const yaml = await read('elsewhere/en.yaml')
  expect(yaml).toContain('  # All issues\n  archive: All issues\n')
  await write('content/words/en.yaml', yaml.replace('archive: All issues', 'archive: The back catalogue'))
  await masthead('build', dir, '--out', 'built')
  expect(await read('built/site/en/index.html')).toContain('The back catalogue')
})

test.each([
  ['x', /^x is no language tag such as fr or pt-BR$/],
  ['Klingon', /^Klingon is no language tag/],
  ['a-b', /^a-b is no language tag/],
  ['../fr', /^\.\.\/fr is no language tag/],
])('%s is told to be no language', async (tag, errors) => {
  const { masthead } = await aDesk()
  expect(await masthead('words', tag)).toMatchObject({
    code: 2,
    errors: expect.stringMatching(errors),
    out: '',
  })
})

test('a place that is none is one clear line', async () => {
  const { masthead, write } = await aDesk()
  await write('file', '')
  expect((await masthead('words', 'fr', '--out', 'file/fr.yaml')).errors).toMatch(
    /cannot be read or written: E(EXIST|NOTDIR)[^\n]*$/,
  )
  expect((await masthead('words', '--help')).out).toMatch(
    /words of mails, forms and pages[\s\S]*--out <file>/,
  )
})

test('check tells a language without words at its line of the publication, until they are filled in', async () => {
  const { masthead, read, write, dir } = await aDesk()
  const file = 'content/publication.yaml'
  await write(file, withLanguage(await read(file), 'pt'))
  const checked = await masthead('check', dir)
  expect(checked.code).toBe(1)
  expect(checked.out.split('\n')[0]).toBe(
    'content/publication.yaml:6 languages: there are no words in pt yet; "masthead words pt" writes a file to fill in',
  )
  const { problems } = JSON.parse((await masthead('check', dir, '--json')).out)
  expect(problems[0]).toMatchObject({ file: '../../publication.yaml', line: 6 })

  await masthead('words', 'pt')
  const half = await masthead('check', dir)
  expect(half.code).toBe(1)
  expect(half.out).toMatch(/^content\/words\/pt\.yaml:6 name is missing\. In English: English\n/)

  await masthead('words', 'en', '--out', 'content/words/en.yaml')
  await write('content/words/pt.yaml', await read('content/words/en.yaml'))
  expect((await masthead('check', dir)).out).not.toContain('there are no words')
})

test('words that are not sound stop whatever would show them, with file, line and key', async () => {
  const { masthead, write, dir, cwd } = await aDesk()
  await write('content/words/en.yaml', 'site:\n  archief: x\n  page: Page {nr}\n')
  const file = join(cwd, 'content/words/en.yaml')
  for (const command of [
    ['build', dir, '--out', 'built'],
    ['qr', dir, '--out', 'codes'],
  ])
    expect(await masthead(...command)).toMatchObject({
      code: 1,
      errors: [
        `${file}:2 site.archief is no key of the words`,
        `${file}:3 site.page does not know {nr}: here are {page}`,
        `${file}:3 site.page must say {page} somewhere`,
      ].join('\n'),
    })
})

test('check tells words that are not sound beside all else', async () => {
  const { masthead, read, write, dir } = await aDesk()
  const file = 'content/publication.yaml'
  await write(file, withLanguage(await read(file), 'pt'))
  await write('content/words/en.yaml', 'site:\n  archief: x\n')
  await write(`${dir}/02-thought.md`, '---\ntitle: 想法\nkind: breif\nsummary: 想法。\n---\n\n想法。\n')
  const { code, out } = await masthead('check')
  expect(code).toBe(1)
  const said = out.split('\n')
  expect(said.slice(0, 2)).toEqual([
    'content/publication.yaml:6 languages: there are no words in pt yet; "masthead words pt" writes a file to fill in',
    'content/words/en.yaml:2 site.archief is no key of the words',
  ])
  expect(said).toContainEqual(expect.stringMatching(/02-thought\.md:3 kind: "breif"/))
})

test('a preview looks at the words as well, also at those that are yet to be written', async () => {
  const { world, dir, cwd } = await aDesk()
  const places = await placesOf(world, { source: dir })
  const words = places.find(({ folder }) => folder === join(cwd, 'content/words'))
  expect(['en.yaml', 'notes.txt'].map((name) => words?.concerns(name))).toEqual([true, false])
})
