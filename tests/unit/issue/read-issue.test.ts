import { expect, test } from 'vitest'
import { readIssue } from '../../../functions/issue/read-issue.ts'
import { aFolder, anArticle, anIssue, aPublication, issueYamlWith, problemsOf } from '../../builders.ts'

test('a folder is read into sections, articles and languages', () => {
  const issue = anIssue()
  expect(issue.sections.map(({ topic, articles }) => [topic, articles.map(({ slug }) => slug)])).toEqual([
    ['focus', ['talk', 'notice']],
    ['views', ['graphs']],
  ])
  const [talk] = issue.sections[0]!.articles
  expect(talk).toMatchObject({ slug: 'talk', page: 2, kind: 'full' })
  expect(talk!.texts['zh-CN']).toMatchObject({
    title: '一次谈话',
    kicker: '对话',
    author: '某组',
    readingMinutes: 1,
  })
  expect(talk!.texts.en!.title).toBe('A talk')
  expect(issue.sections[1]!.articles[0]!.subsection).toEqual({ 'zh-CN': '一线', en: 'Front Line' })
  expect(issue.images.get('images/cover.png')).toMatchObject({ type: 'image/png', width: 1200, height: 675 })
  expect(issue).toMatchObject({ number: 64, advertising: false, release: '2023-04-10T09:00:00' })
})

test.each<[string, Record<string, string>, string]>([
  [
    'the cover',
    { 'issue.yaml': issueYamlWith('en: Cover', 'en: Screenshot 2025 10 09') },
    'issue.yaml:6 cover.alt is “Screenshot 2025 10 09”, which says nothing of the picture: say what it shows',
  ],
  [
    'a section',
    { 'issue.yaml': issueYamlWith('en: ""', 'en: IMG_2041.jpeg') },
    'sections.0.alt is “IMG_2041.jpeg”, which says nothing',
  ],
  [
    'an article',
    { '01-talk.md': anArticle({ image: 'images/cover.png', alt: '图片' }) },
    '01-talk.md:7 alt is “图片”, which says nothing',
  ],
])('the text of %s’s picture is no name of its file and no word for any picture', (_, but, problem) => {
  expect(problemsOf(but).join('\n')).toContain(problem)
})

test('an issue that is not there is said to be missing', () => {
  expect(readIssue({ id: 'x', files: [], publication: aPublication() })).toEqual({
    outcome: 'refused',
    problems: [{ file: 'issue.yaml', reason: 'is missing' }],
  })
})

test('a folder’s name that no address could hold is refused', () => {
  const read = readIssue({ id: '第64期', files: aFolder(), publication: aPublication() })
  expect(read).toMatchObject({ outcome: 'refused', problems: [{ file: 'issue.yaml' }] })
})

test('everything that is wrong, in every file, is told at once', () => {
  const problems = problemsOf({
    '01-talk.md': anArticle({ summary: undefined, page: '-1' }),
    '02-notice.en.md': undefined,
    'images/cover.png': undefined,
    'issue.yaml': issueYamlWith('topic: views', 'topic: sport'),
  })
  expect(problems).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^01-talk\.md:3 page/),
      expect.stringMatching(/^01-talk\.md\S* summary is missing/),
      'issue.yaml:12 the en translation 02-notice.en.md is missing',
      'issue.yaml:5 the image images/cover.png is missing',
      'issue.yaml:13 the publication has no topic "sport"',
    ]),
  )
  expect(problems).toHaveLength(5)
})

test.each<[string, Record<string, string | Uint8Array | undefined>, string]>([
  ['an article file', { '03-graphs.md': undefined }, 'issue.yaml:17 the article 03-graphs.md is missing'],
  [
    'a text in a language',
    { 'issue.yaml': issueYamlWith(', en: January–March 2023', '') },
    'issue.yaml:2 period has no en text',
  ],
  [
    'the alternative text of the cover',
    { 'issue.yaml': issueYamlWith('alt: { zh-CN: 封面, en: Cover }', 'alt: { zh-CN: 封面 }') },
    'issue.yaml:6 cover.alt has no en text',
  ],
  [
    'the word that a section’s image is an ornament',
    { 'issue.yaml': issueYamlWith('    alt: { zh-CN: "", en: "" }\n', '') },
    'sections.0.alt has no zh-CN text',
  ],
  ['a title', { '01-talk.md': anArticle({ title: undefined }) }, '01-talk.md:2 title is missing'],
  ['a body', { '01-talk.md': anArticle({}, '') }, '01-talk.md:6 has no text'],
  ['front matter', { '01-talk.md': 'Just text' }, '01-talk.md:1 has no front matter'],
])('it is a problem to lack %s', (_, but, problem) => {
  expect(problemsOf(but).join('\n')).toContain(problem)
})

test.each<[string, Record<string, string | Uint8Array | undefined>, string]>([
  ['YAML', { 'issue.yaml': 'number: [' }, 'issue.yaml:1 is not valid YAML'],
  [
    'a key',
    { 'issue.yaml': issueYamlWith('number: 64', 'number: 64\ncolour: red') },
    'issue.yaml:2 "colour" is unknown; there are languages, title',
  ],
  [
    'a key of an article',
    { '01-talk.md': anArticle({ sumary: 'x' }) },
    '01-talk.md:6 "sumary" is unknown; did you mean "summary"?',
  ],
  ['a kind', { '01-talk.md': anArticle({ kind: 'long' }) }, '01-talk.md:4 kind'],
  [
    'a link',
    { '01-talk.md': anArticle({ links: '[{ title: a, url: "ftp://a.b/c" }]' }) },
    'is not an http(s) address',
  ],
  ['a page', { '01-talk.md': anArticle({ page: 'two' }) }, '01-talk.md:3 page'],
  [
    'a page, other than the original’s',
    { '01-talk.en.md': anArticle({ page: '3' }) },
    '01-talk.en.md:3 page is 3, but 2 in 01-talk.md',
  ],
  [
    'a release that is no day',
    { 'issue.yaml': issueYamlWith('04-10T', '02-30T') },
    'issue.yaml:3 release: "2023-02-30T09:00:00" is not a valid date or time',
  ],
  ['an image', { 'images/cover.png': Buffer.from('GIF89a') }, 'is not a picture that can be shown'],
  ['an image, cut short', { 'images/cover.png': Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0]) }, 'is not whole'],
  [
    'bytes that are not UTF-8',
    { '01-talk.md': Buffer.from([0x2d, 0xff, 0xfe]) },
    '01-talk.md:1 is not UTF-8 text',
  ],
  [
    'a path that leads out of the folder',
    { 'issue.yaml': issueYamlWith('images/cover.png', '../cover.png') },
    'issue.yaml:5 cover.image',
  ],
])('%s that nobody can read is told with its place', (_, but, problem) => {
  expect(problemsOf(but).join('\n')).toContain(problem)
})

test('two long pieces may not begin on one page, notices may', () => {
  const full = { title: '图', page: '2' }
  const clash = { '03-graphs.md': anArticle(full), '03-graphs.en.md': anArticle(full) }
  expect(problemsOf(clash)).toEqual(['03-graphs.md:3 begins on page 2, as 01-talk.md does'])
  const brief = { ...full, kind: 'brief' }
  expect(problemsOf({ '03-graphs.md': anArticle(brief), '03-graphs.en.md': anArticle(brief) })).toEqual([])
})

test('an article stands in an issue once', () => {
  const problems = problemsOf({ 'issue.yaml': issueYamlWith('[03-graphs]', '[01-talk]') })
  expect(problems.join()).toContain('two articles are called "talk"')
})

test('a byte order mark and Windows line ends change nothing', () => {
  const text = `\ufeff${anArticle().replace(/\n/g, '\r\n')}`
  expect(anIssue({ '01-talk.md': text }).sections[0]!.articles[0]!.texts['zh-CN']!.title).toBe('一次谈话')
})

test('files that the issue does not name are left out', () => {
  const read = readIssue({
    id: 'matrix-64',
    publication: aPublication(),
    files: aFolder({ 'notes.txt': 'x', 'images/unused.png': 'x', '99-draft.md': 'x' }),
  })
  expect(read.outcome).toBe('read')
  if (read.outcome === 'read')
    expect([...read.issue.images.keys()]).toEqual(['images/cover.png', 'images/focus.png'])
})
