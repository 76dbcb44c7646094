import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readSample } from '../../../cli/start/sample.ts'
import { sampleReadersOf } from '../../../cli/start/sample-readers.ts'
import { aPublication } from '../../builders.ts'
import { aFolder } from './terminal-io.ts'

const content = async (issues: Record<string, string>) => {
  const cwd = await aFolder()
  await mkdir(join(cwd, 'content/issues'), { recursive: true })
  await cp('content/publication.yaml', join(cwd, 'content/publication.yaml'))
  for (const [id, yaml] of Object.entries(issues)) {
    const folder = join(cwd, 'content/issues', id)
    await mkdir(folder)
    await writeFile(join(folder, 'issue.yaml'), `languages: [en]\n${yaml}`)
    await writeFile(join(folder, '01-one.md'), '---\ntitle: One\nsummary: One.\n---\n\nOne.\n')
  }
  return cwd
}
const sound = 'sections: [{ title: Stories, articles: [01-one] }]\n'

test('a start shows the newest issue in which nothing is wrong, and names the others that are not', async () => {
  const cwd = await content({
    'tide-9': `number: 9\n${sound}`,
    'tide-10': `number: 10\n${sound}`,
    'tide-11': `number: eleven\n${sound}`,
  })
  expect(await readSample(cwd)).toMatchObject({ issue: 'tide-10', unsound: ['tide-11'] })
})

test('an issue of another service’s archive is shown only where there is none of one’s own', async () => {
  const archive = {
    'old-news': `imported: Ghost\ndate: 2040-01-01\n${sound}`,
    'older-news': `imported: Ghost\ndate: 2031-01-01\n${sound}`,
    undated: `imported: Ghost\n${sound}`,
  }
  expect(await readSample(await content(archive))).toMatchObject({ issue: 'old-news', unsound: [] })
  const own = await content({ ...archive, 'tide-1': `number: 1\ndate: 2030-01-01\n${sound}` })
  expect(await readSample(own)).toMatchObject({ issue: 'tide-1' })
})

test('an issue of the welcome series is not what a start sends, nor is a file among the issues', async () => {
  const cwd = await content({ 'tide-1': `number: 1\n${sound}`, 'tide-2': `number: 2\n${sound}` })
  const file = join(cwd, 'content/publication.yaml')
  const text = await readFile(file, 'utf8')
  await writeFile(
    file,
    text.replace(/^welcome:[\s\S]*?(?=^\w|$(?![\s\S]))/m, 'welcome: [{ days: 0, issue: tide-2 }]\n'),
  )
  await writeFile(join(cwd, 'content/issues/README.md'), 'Notes')
  expect(await readSample(cwd)).toMatchObject({ issue: 'tide-1', unsound: [] })
})

test('a start without an issue has readers all the same', async () => {
  const { issue, readers } = await readSample(await content({}))
  expect(issue).toBeUndefined()
  expect(readers.length).toBeGreaterThan(10)
})

test.each([
  [['en'], []],
  [
    ['fa', 'en', 'de'],
    ['a', 'b'],
  ],
  [
    ['zh-CN', 'en'],
    ['a', 'b', 'c', 'd', 'e'],
  ],
])(
  'of the languages %j and topics %j there are readers of each, and who wants all in each',
  (languages, topics) => {
    const publication = { ...aPublication(), languages, topics: topics.map((id) => ({ id, names: {} })) }
    const readers = sampleReadersOf(publication)
    for (const language of languages)
      expect(
        readers.some(
          (one) => one.language === language && one.topics.length === 0 && one.then === 'confirms',
        ),
      ).toBe(true)
    for (const topic of topics) expect(readers.some((one) => one.topics.includes(topic))).toBe(true)
    for (const one of readers) {
      expect(languages).toContain(one.language)
      expect(topics).toEqual(expect.arrayContaining(one.topics))
      expect(new Set(one.topics).size).toBe(one.topics.length)
    }
    expect(new Set(readers.map(({ email }) => email)).size).toBe(readers.length)
  },
)
