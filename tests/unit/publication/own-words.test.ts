import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { expect, onTestFinished, test } from 'vitest'
import { wordsForBundle } from '../../../functions/publication/words/bundled-words.store.ts'
import { catalogues } from '../../../functions/publication/words/catalogues.ts'
import en, { type Words } from '../../../functions/publication/words/en.ts'
import { readOwnWords, wordsProblemLines } from '../../../functions/publication/words/own/own-words.store.ts'
import { type OwnWords, wordsFrom } from '../../../functions/publication/words/own/own-words.ts'
import { ownWordsOf } from '../../../functions/publication/words/own/templates.ts'
import { readWordsYaml, writeWordsYaml } from '../../../functions/publication/words/own/words-yaml.ts'
import { wordsOf as wordsHere } from '../../../functions/publication/words.ts'
import { itsWords } from '../../../infra/bundle.ts'

/** The folder of a publication's own words. */
const aFolder = async (files: Record<string, string>) => {
  const above = await mkdtemp(join(tmpdir(), 'words-'))
  onTestFinished(() => rm(above, { recursive: true, force: true }))
  const folder = join(above, 'words')
  await mkdir(folder)
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text)
  return folder
}

const problemsIn = (yaml: string, isPart = true) => {
  const read = readWordsYaml(yaml, { isPart })
  return 'problems' in read ? read.problems.map(({ line, reason }) => `${line} ${reason}`) : []
}

const wordsIn = (yaml: string, base: Words, language: string) => {
  const read = readWordsYaml(yaml, { isPart: true })
  if ('problems' in read) throw new Error(JSON.stringify(read.problems))
  return wordsFrom(read.own, base, language)
}

/** A whole catalogue, as an editor would send it in, in no language at all. */
const inItalian = () => {
  const own = ownWordsOf(en, 'it') as Record<string, Record<string, OwnWords>>
  return {
    ...own,
    name: 'Italiano',
    digest: { ...own.digest, more: { one: 'e un altro', other: 'e altri {count}' } },
  }
}

test.each(Object.keys(catalogues))('the file of %s, unchanged, is sound and says the same', (tag) => {
  const read = readWordsYaml(writeWordsYaml(tag, catalogues[tag]), { isPart: false })
  expect(read).toEqual({ own: ownWordsOf(catalogues[tag]!, tag) })
})

test('a file to fill in has every text in English above its key, and each plural form of the language', () => {
  const yaml = writeWordsYaml('ru')
  expect(yaml).toContain('    # Subscribe to {name}\n    title:\n')
  expect(yaml).toContain(
    '    # {name} No. {number}: {line}\n    with number:\n    # {name}: {line}\n    without number:\n',
  )
  const form = (name: string) => `    # and {count} more on the website\n    ${name}:\n`
  expect(yaml).toContain(`  more:\n${['one', 'few', 'many', 'other'].map(form).join('')}`)
  const missing = problemsIn(yaml, false)
  expect(missing.length).toBeGreaterThan(200)
  expect(missing).toContainEqual(
    expect.stringMatching(/^\d+ site\.archive is missing\. In English: All issues$/),
  )
  expect(missing).toContainEqual(
    expect.stringMatching(/^\d+ mails\.changed\.chosen\.1 is missing\. In English: Language: \{language\}$/),
  )
  expect(missing.every((line) => line.includes('In English: '))).toBe(true)
})

test('what was filled in is said, with names and numbers in their places', () => {
  const words = wordsFrom(inItalian(), en, 'it')
  expect(words.name).toBe('Italiano')
  expect([1, 2].map(words.digest.more)).toEqual(['e un altro', 'e altri 2'])
  expect(words.digest.subject('N', 7, 'L')).toBe('N No. 7: L')
  expect(words.digest.subject('N', undefined, 'L')).toBe('N: L')
  expect(words.mails.changed('N', 'it', 'tutto').chosen).toEqual([
    'From now on this is how you receive N:',
    'Language: it',
    'Sections: tutto',
  ])
  expect(words.notices.held('s', 'c').lines).toHaveLength(3)
  expect(words.notices.held('s', 'c', 'b').lines).toHaveLength(5)
})

test('a name that looks like a placeholder, or like a pattern, is said as it is', () => {
  const words = wordsIn('site: { sectionText: "{section} in {name}" }', en, 'en')
  expect(words.site.sectionText('{name} $& $1', '{section}')).toBe('{name} $& $1 in {section}')
})

test('one changed word leaves all others as they are', () => {
  const words = wordsIn(
    'mails:\n  confirm:\n    button: Ja, gern\nsite: { contents: Inhaltsverzeichnis }\n',
    catalogues.de!,
    'de',
  )
  const before = catalogues.de!
  expect(words.site).toMatchObject({ contents: 'Inhaltsverzeichnis', archive: before.site.archive })
  expect(words.mails.confirm('N', 'S', 'U')).toEqual({
    ...before.mails.confirm('N', 'S', 'U'),
    button: 'Ja, gern',
  })
  expect(words.digest.more(2)).toBe(before.digest.more(2))
})

test('numbers are written as the language writes them', () => {
  expect(wordsIn('site: { issue: "अंक {number}" }', en, 'ne').site.issue(64)).toBe('अंक ६४')
})

test.each([
  ['an unknown key', 'site:\n  archief: x\n', ['2 site.archief is no key of the words']],
  ['an unknown key at the top', 'name: X\nsits: {}\n', ['2 sits is no key of the words']],
  [
    'a wrong placeholder',
    'site:\n  page: Page {pge}\n',
    ['2 site.page does not know {pge}: here are {page}', '2 site.page must say {page} somewhere'],
  ],
  [
    'a placeholder where there is none',
    'site: { archive: "{name}" }',
    ['1 site.archive does not know {name}: nothing is filled in here'],
  ],
  [
    'a forgotten placeholder',
    'forms: { subscribe: { consent: "{name}, ja" } }',
    ['1 forms.subscribe.consent must say {publisher} somewhere'],
  ],
  [
    'a placeholder of the search',
    'site: { search: { firstOf: "{count}" } }',
    ['1 site.search.firstOf must say {shown} somewhere'],
  ],
  [
    'a list in the place of a text',
    'site: { archive: [a] }',
    ['1 site.archive is no text: put it into quotation marks if it should be one'],
  ],
  [
    'a number in the place of a text',
    'site:\n  archive: 5\n',
    ['2 site.archive is no text: put it into quotation marks if it should be one'],
  ],
  [
    'a text in the place of a list',
    'mails: { changed: { chosen: "{name}" } }',
    ['1 mails.changed.chosen must be a list of lines, each beginning with a hyphen'],
  ],
  ['a text in the place of keys', 'site: x', ['1 site must have keys below it']],
  [
    'keys in the place of a text',
    'site:\n  archive: { a: b }\n',
    ['2 site.archive is no text: put it into quotation marks if it should be one'],
  ],
  ['no catalogue at all', '- a', ['1 must have keys below it']],
  ['two lines', 'site:\n  archive: "a\\nb"\n', ['2 site.archive must be one line']],
  ['blanks', 'site: { archive: "  " }', ['1 site.archive is empty']],
  [
    'a plural form that is none',
    'digest:\n  more: { one: x, other: "{count}", several: z }\n',
    ['2 digest.more.several is none of the forms "zero", "one", "two", "few", "many", "other"'],
  ],
  [
    'a plural without its number',
    'digest: { more: { one: x, other: y } }',
    ['1 digest.more.other must say {count} somewhere'],
  ],
  [
    'one form in the place of two',
    'digest: { subject: "{name} {number} {line}" }',
    ['1 digest.subject must be said in two forms: "with number", "without number"'],
  ],
  [
    'a number where there is none',
    'digest: { subject: { without number: "{name} {number} {line}" } }',
    ['1 digest.subject.without number does not know {number}: here are {name}, {line}'],
  ],
])('%s is told by name, at its line', (_, yaml, problems) => {
  expect(problemsIn(yaml)).toEqual(problems)
})

test.each([
  ['not closed', 'name: "a', /^1 is not valid YAML: /],
  ['a key twice', 'name: a\nname: b\n', /^2 is not valid YAML: Map keys must be unique/],
  ['an alias to nothing', 'name: *a\n', /^1 is not valid YAML: .*alias/i],
])('a broken file is told at its line: %s', (_, yaml, problem) => {
  expect(problemsIn(yaml)).toEqual([expect.stringMatching(problem)])
})

test('words of other languages may be half done; those of the publication’s may not', async () => {
  const folder = await aFolder({ 'pt.yaml': writeWordsYaml('pt'), 'de.yaml': 'site: { archive: Archiv }' })
  expect(readOwnWords(folder, ['en', 'de'])).toEqual({
    own: { de: { site: { archive: 'Archiv' } } },
    problems: [],
  })
  const { problems } = readOwnWords(folder, ['en', 'pt-BR'])
  const file = join(folder, 'pt.yaml')
  expect(problems[0]).toEqual({ file, line: 6, reason: 'name is missing. In English: English' })
  expect(problems).toHaveLength(13)
  expect(wordsProblemLines(problems)).toMatch(/pt\.yaml:\d+ … and \d+ more$/)
})

test('a file that is called by no language is not passed over', async () => {
  const folder = await aFolder({ 'German.yaml': '', 'de.yml': '', 'notes.txt': '', '.hidden.yaml': '' })
  expect(readOwnWords(folder, ['de']).problems).toEqual(
    ['German.yaml', 'de.yml'].map((name) => ({
      file: join(folder, name),
      reason: 'is not called as a language, such as fr.yaml',
    })),
  )
  expect(readOwnWords(join(folder, 'nowhere/words'), ['de'])).toEqual({ own: {}, problems: [] })
})

/** What a function's bundle has of the words. */
const bundled = async (languages: string[], folder: string, code = `export * from './words.ts'`) => {
  const { outputFiles, metafile } = await build({
    stdin: { contents: code, loader: 'ts', resolveDir: 'functions/publication' },
    plugins: [itsWords(wordsForBundle(languages, join(folder, '../publication.yaml')))],
    bundle: true,
    write: false,
    metafile: true,
    format: 'esm',
  })
  const url = `data:text/javascript;base64,${Buffer.from(outputFiles[0]!.contents).toString('base64')}`
  const { wordsOf } = (await import(url)) as { wordsOf: (language: string) => Words }
  const [output] = Object.values(metafile.outputs)
  const carried = Object.entries(output!.inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0)
  const catalogue = /\/words\/([a-z]{2}(?:-[A-Z]{2})?)\.ts$/
  return { wordsOf, carried: carried.flatMap(([path]) => catalogue.exec(path)?.[1] ?? []).sort() }
}

test.each([
  [
    ['zh-CN', 'en'],
    ['en', 'zh-CN'],
  ],
  [['zh-HK'], ['en', 'zh-TW']],
  [
    ['fa', 'fr'],
    ['en', 'fa', 'fr'],
  ],
])('a bundle for %j carries the words in %j', async (languages, words) => {
  const { carried, wordsOf } = await bundled(languages, 'nowhere/words')
  expect(carried).toEqual(words)
  for (const language of languages)
    expect(wordsOf(language).forms.subscribe).toMatchObject(
      JSON.parse(JSON.stringify(wordsHere(language).forms.subscribe)),
    )
  expect(wordsOf('pt').site.contents).toBe('Contents')
})

test('a function that says nothing to readers carries no words, whatever the languages', async () => {
  const silent = `import { wordsOf } from './words.ts'\nimport { pathOf } from './language.ts'\nexport const path = pathOf('en')`
  expect((await bundled(['zh-CN', 'fa', 'ar', 'fr'], 'nowhere/words', silent)).carried).toEqual([])
})

test('a bundle has the publication’s own words, with what they lack from Masthead', async () => {
  const folder = await aFolder({
    'de.yaml': 'site: { contents: Inhaltsverzeichnis }',
    'it.yaml': JSON.stringify(inItalian()),
    'fr.yaml': 'site: { contents: Table }',
  })
  const { wordsOf, carried } = await bundled(['de', 'it'], folder)
  expect(wordsOf('de').site).toMatchObject({ contents: 'Inhaltsverzeichnis', archive: 'Alle Ausgaben' })
  expect(wordsOf('it').digest.more(3)).toBe('e altri 3')
  expect(carried).toEqual(['de', 'en'])
})

test('nothing is bundled for a language without words, nor with words that are not sound', async () => {
  expect(() => wordsForBundle(['en', 'it', 'pt'], 'mine/publication.yaml')).toThrow(
    'mine/publication.yaml: languages: there are no words in it yet; "masthead words it" writes a file to fill in\n' +
      'mine/publication.yaml: languages: there are no words in pt yet; "masthead words pt" writes a file to fill in',
  )
  const folder = await aFolder({ 'en.yaml': 'site:\n  archief: x\n' })
  expect(() => wordsForBundle(['en'], join(folder, '../publication.yaml'))).toThrow(
    `${join(folder, 'en.yaml')}:2 site.archief is no key of the words`,
  )
})
