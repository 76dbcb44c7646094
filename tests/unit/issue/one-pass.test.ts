import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { publicationIn } from '../../../functions/publication/publication.ts'
import { aFolder, aNewsletter, anArticle, aPublication, issueYamlWith, problemsOf } from '../../builders.ts'

type Files = Record<string, string | Uint8Array>
/** Something that an editor does wrong, in a folder that may be wrong already, and all that is to be said of it. */
type Mistake = { change(files: Files): void; told: RegExp[] }

const inYaml =
  (from: string, to: string) =>
  (files: Files): void => {
    files['issue.yaml'] = String(files['issue.yaml']).replace(from, to)
  }
const mistakes: Mistake[] = [
  {
    change: inYaml('sections:', 'sectoins:'),
    told: [/^issue\.yaml:\d+ "sectoins" is unknown; did you mean/],
  },
  {
    change: inYaml('number: 64', 'number: sixty'),
    told: [/^issue\.yaml:\d+ number: "sixty" is not a whole/],
  },
  {
    change: inYaml('number', 'colour: red\nnumber'),
    told: [/^issue\.yaml:\d+ "colour" is unknown; there are/],
  },
  { change: inYaml(', en: January–March 2023', ''), told: [/^issue\.yaml:\d+ period has no en text/] },
  { change: inYaml('topic: views', 'topic: sport'), told: [/^issue\.yaml:\d+ the publication has no topic/] },
  {
    change: inYaml('[01-talk, 02-notice]', '[01-talk, Notice, 02-notice]'),
    told: [/^issue\.yaml:\d+ sections\.0\.articles\.1: "Notice" is not an article/],
  },
  {
    change: (files) => delete files['02-notice.en.md'],
    told: [/^issue\.yaml:\d+ the en translation 02-notice\.en\.md is missing/],
  },
  {
    change: (files) => delete files['images/cover.png'],
    told: [/^issue\.yaml:\d+ the image images\/cover\.png is missing/],
  },
  {
    change: (files) => delete files['images/focus.png'],
    told: [/^issue\.yaml:\d+ the image images\/focus\.png is missing/],
  },
  {
    change: (files) => {
      files['01-talk.md'] = anArticle({ kind: 'breif', sumary: 'x' }, '# 题\n\n![图](images/none.png)\n')
    },
    told: [
      /^01-talk\.md:4 kind: "breif"/,
      /^01-talk\.md:6 "sumary" is unknown/,
      /^01-talk\.md:9 headings in an article/,
      /^01-talk\.md:11 the image images\/none\.png is missing/,
    ],
  },
  {
    change: (files) => {
      files['03-graphs.en.md'] = anArticle({ title: 'Graphs', page: '14', summary: undefined }, 'Any.\n')
    },
    told: [
      /^03-graphs\.en\.md\S* summary is missing/,
      /^03-graphs\.en\.md:3 page is 14, but 13 in 03-graphs/,
    ],
  },
]

const sound = (): Files =>
  Object.fromEntries(
    aFolder().map(({ path, bytes }) => [path, path.endsWith('.png') ? bytes : String(Buffer.from(bytes))]),
  )
const filesOf = (files: Files) =>
  Object.entries(files).map(([path, content]) => ({ path, bytes: Buffer.from(content ?? '') }))

test('whatever is wrong together, each is told as if it stood alone, in the order of files and lines', () => {
  fc.assert(
    fc.property(fc.subarray(mistakes, { minLength: 1 }), (made) => {
      const files = sound()
      for (const { change } of made) change(files)
      const read = readIssue({ id: 'matrix-64', files: filesOf(files), publication: aPublication() })
      if (read.outcome !== 'refused') throw new Error('was not refused')
      const said = read.problems.map(({ file, line, reason }) => `${file}:${line} ${reason}`)
      const expected = made.flatMap(({ told }) => told)
      for (const one of expected) expect(said).toContainEqual(expect.stringMatching(one))
      expect(said).toHaveLength(expected.length)
      const places = read.problems.map(
        ({ file, line = 0 }) => [file === 'issue.yaml' ? '' : file, line] as const,
      )
      expect(places).toEqual(places.toSorted(([a, m], [b, n]) => (a < b ? -1 : a > b ? 1 : m - n)))
    }),
    { numRuns: 200 },
  )
})

test.each([
  ['a quote that stays open', issueYamlWith('number: 64', 'number: "64')],
  ['a colon within a text', `${issueYamlWith('number: 64', 'title: a: b')}`],
  ['a list that stays open', `${issueYamlWith('[03-graphs]', '[03-graphs')}`],
  ['a name for nothing', issueYamlWith('number: 64', 'number: *x')],
  ['a dash without its space', issueYamlWith('- topic: views', '-topic: views')],
  ['a tab', issueYamlWith('  - topic: views', '\t- topic: views')],
])('%s hides neither what is wrong in articles nor where', (_, yaml) => {
  const problems = problemsOf({ 'issue.yaml': yaml, '01-talk.md': anArticle({ kind: 'long' }) })
  expect(problems[0]).toMatch(/^issue\.yaml:\d+ is not valid YAML/)
  expect(problems).toContainEqual(expect.stringMatching(/^01-talk\.md:4 kind: "long"/))
  expect(problems).toHaveLength(2)
})

test('what an issue.yaml names that is no YAML is missed all the same', () => {
  const problems = problemsOf({
    'issue.yaml': issueYamlWith('number: 64', 'number: *x'),
    '03-graphs.md': undefined,
    'images/cover.png': undefined,
  })
  expect(problems).toEqual([
    'issue.yaml:1 is not valid YAML: *x stands for a name that nothing has: put the text into quotes',
    'issue.yaml:5 the image images/cover.png is missing',
    'issue.yaml:17 the article 03-graphs.md is missing',
  ])
})

const inOneLanguage = (yaml: string) => {
  const publication = publicationIn(aPublication(), 'en')
  const files = aNewsletter({ yaml }).map(({ path, bytes }) => ({
    path,
    bytes: path === 'issue.yaml' ? Buffer.from(String(bytes).replace('languages: [en]\n', '')) : bytes,
  }))
  const read = readIssue({ id: 'weekly', files, publication })
  return read.outcome === 'refused' ? read.problems.map(({ line, reason }) => `${line} ${reason}`) : []
}

test.each([
  ['title: ""', ['1 title is empty']],
  ['title:', ['1 title is empty']],
  ['title: {}', ['1 title is missing']],
  [
    'title: { fr: Bonjour }',
    ['1 title has no text in en, the only language: write it as it is, without a language before it'],
  ],
  [
    'cover: { image: images/none.png, alt: "" }',
    ['1 cover.alt is empty', '1 the image images/none.png is missing'],
  ],
])(
  'in one language, %s is told without a word of languages that its editor does not think of',
  (yaml, said) => {
    expect(inOneLanguage(yaml).toSorted()).toEqual(said)
  },
)

test('in one language, a section’s picture without a text is told plainly', () => {
  const files = aNewsletter({
    sections: '  - title: News\n    image: images/a.png\n    articles: [001-first]',
  })
  const read = readIssue({ id: 'weekly', files, publication: aPublication() })
  expect(read.outcome === 'refused' && read.problems.map(({ reason }) => reason)).toContain(
    'sections.0.alt is missing',
  )
})
