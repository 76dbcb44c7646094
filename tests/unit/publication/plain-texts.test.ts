import { expect, test } from 'vitest'
import { createProblems } from '../../../functions/issue/problems.ts'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { readYaml } from '../../../functions/issue/yaml.ts'
import { Publication } from '../../../functions/publication/publication.ts'
import { aPublication } from '../../builders.ts'

const plain = `id: tidelines
languages: [en]
names: Tidelines “& Co”
taglines: Notes from the shore
publisher: Tidelines Press
site: https://tidelines.example.org
sender: { name: Tidelines, address: hello@news.tidelines.example.org }
replyTo: editors@tidelines.example.org
admin: admin@tidelines.example.org
postalAddress: 1 Quay Street, Galway
timeZone: Europe/Dublin
cadence: { cron: "0 9 1 * ?" }
brand: { ink: "#17202e", paper: "#ffffff", accent: "#0b5cad", accentDark: "#7ab8ff" }
topics: [{ id: sea, names: The sea }]
fields: [{ id: boat, kind: choice, names: Your boat, options: [{ id: yawl, names: A yawl }, { id: cutter, names: { en: A cutter } }] }]
`
const read = (text: string) => {
  const problems = createProblems()
  const file = readYaml({ file: 'publication.yaml', text }, Publication, problems)
  return { publication: file?.value, problems: problems.all }
}
const bytes = (text: string) => new TextEncoder().encode(text)
const anIssueOf = (yaml: string, publication: Publication) =>
  readIssue({
    id: 'one',
    publication,
    files: [
      { path: 'issue.yaml', bytes: bytes(yaml) },
      {
        path: '01-boats.md',
        bytes: bytes('---\ntitle: Boats\nsummary: All nine.\n---\n\nThey came home.\n'),
      },
      { path: '01-boats.en.md', bytes: bytes('---\ntitle: Boats\nsummary: All nine.\n---\n\nThey came.\n') },
    ],
  })
const sections = 'sections: [{ title: Stories, articles: [01-boats] }]\n'

test('where a publication has one language, its texts are plain', () => {
  const { publication, problems } = read(plain)
  expect(problems).toEqual([])
  expect(publication).toMatchObject({
    names: { en: 'Tidelines “& Co”' },
    sender: { name: { en: 'Tidelines' } },
    topics: [{ id: 'sea', names: { en: 'The sea' } }],
    fields: [
      { names: { en: 'Your boat' }, options: [{ names: { en: 'A yawl' } }, { names: { en: 'A cutter' } }] },
    ],
  })
})

test('where it has several, one text is told by its line, with what to write', () => {
  const { problems } = read(plain.replace('[en]', '[en, fr]'))
  expect(problems[0]).toEqual({
    file: 'publication.yaml',
    line: 3,
    column: 8,
    length: 16,
    reason: 'names must have a text for each language, such as { en: …, fr: … }',
  })
  expect(problems.map(({ line }) => line)).toEqual(expect.arrayContaining([3, 4, 5, 7, 10, 14, 15]))
})

test('a publication without topics is one', () => {
  expect(read(plain.replace(/^topics.*\n/m, '')).publication?.topics).toEqual([])
})

test('an issue of a publication in one language, or that is itself in one, has plain texts', () => {
  const { publication } = read(plain)
  const issue = {
    outcome: 'read',
    issue: { title: { en: 'Home' }, sections: [{ title: { en: 'Stories' } }] },
  }
  expect(anIssueOf(`title: Home\n${sections}`, publication!)).toMatchObject(issue)
  expect(anIssueOf(`languages: [en]\ntitle: Home\n${sections}`, aPublication())).toMatchObject(issue)
})

test('an issue in several languages that has one text is told where', () => {
  const { problems } = anIssueOf(`title: Home\n${sections}`, aPublication()) as { problems: object[] }
  expect(problems).toContainEqual({
    file: 'issue.yaml',
    line: 1,
    column: 8,
    length: 4,
    reason: 'title must have a text for each language, such as { en: …, fr: … }',
  })
})

test('two languages whose pages would lie in one folder are refused', () => {
  const { problems } = read(plain.replace('[en]', '[en, en-GB]'))
  expect(problems.map(({ reason }) => reason).join()).toContain('must have a text for each language')
  const given = { ...aPublication(), languages: ['zh-CN', 'zh-TW'] }
  const { error } = Publication.safeParse(given)
  expect(error?.issues.map(({ message }) => message)).toContain(
    'has zh-CN and zh-TW, whose pages would both lie in /zh/: have one of them',
  )
})
