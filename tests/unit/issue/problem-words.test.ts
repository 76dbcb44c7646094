import fc from 'fast-check'
import { expect, test } from 'vitest'
import { stringify } from 'yaml'
import { FrontMatter } from '../../../functions/issue/front-matter.ts'
import { IssueYaml } from '../../../functions/issue/issue-yaml.ts'
import { createProblems } from '../../../functions/issue/problems.ts'
import { readYaml } from '../../../functions/issue/yaml.ts'
import { Publication } from '../../../functions/publication/publication.ts'
import { aPublication } from '../../builders.ts'

const schemas = { 'publication.yaml': Publication, 'issue.yaml': IssueYaml, '01-a.md': FrontMatter }
type Name = keyof typeof schemas

const problemsOf = (file: Name, text: string) => {
  const problems = createProblems()
  readYaml({ file, text, only: () => 'en' }, schemas[file], problems)
  return problems.all
}
const said = (file: Name, text: string): string[] =>
  problemsOf(file, text).map(({ line, column, length, reason }) => `${line}:${column}+${length} ${reason}`)

const theirs =
  /invalid|expected|received|unrecognized|too (small|big)|undefined|\bNaN\b|nested mappings|implicit|collection|scalar|unresolved|\[object/i

/** Without what is quoted. */
const ours = (reason: string) => reason.replace(/"[^"]*"/g, '')

const key = fc.constantFrom(
  ...[
    'id',
    'languages',
    'names',
    'sender',
    'name',
    'address',
    'fields',
    'kind',
    'options',
    'topics',
    'title',
  ],
  ...[
    'welcome',
    'days',
    'greeting',
    'brand',
    'ink',
    'sections',
    'articles',
    'cover',
    'lines',
    'links',
    'url',
  ],
  ...[
    'errata',
    'withdrawn',
    'date',
    'reason',
    'en',
    'page',
    'aliases',
    'timeZone',
    'zh',
    'subsections',
    'aws',
  ],
)
const leaf = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0.5,
    1e21,
    '',
    'choice',
    'en',
    'note',
    '2023-02-30',
    '/p/x',
    '🌊"\'',
  ),
  fc.constantFrom<unknown>(Number.NaN, Number.POSITIVE_INFINITY, 'שלום', 'a@b.example', '#00000'),
)
const { tree } = fc.letrec((tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree')),
  ),
}))

test('whatever YAML is given, it is told in words of ours, at a line that there is', () => {
  fc.assert(
    fc.property(fc.constantFrom(...(Object.keys(schemas) as Name[])), tree, (file, value) => {
      const text = stringify(value)
      for (const { reason, line } of problemsOf(file, text)) {
        expect(ours(reason)).not.toMatch(theirs)
        expect(line).toBeGreaterThan(0)
        expect(line).toBeLessThanOrEqual(Math.max(1, text.split('\n').length))
      }
    }),
    { numRuns: 400 },
  )
})

test('one thing wrong in a sound publication is told at that thing', () => {
  const sound = aPublication() as Record<string, unknown>
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(sound)), tree, (name, value) => {
      for (const { reason } of problemsOf('publication.yaml', stringify({ ...sound, [name]: value })))
        expect(ours(reason)).not.toMatch(theirs)
    }),
    { numRuns: 100 },
  )
})

test('whatever text is given for YAML, it is told in words of ours', () => {
  const part = fc.constantFrom(
    ...[': ', '- ', '\n', '  ', '\t', '"', "'", '[', ']', '{', '}', '*a', '&a', '!x', '|'].concat([
      '>',
      '@',
      '`',
      '%',
      '---',
      '...',
      'title',
      'a',
      '1',
      ',',
      '?',
      '#',
      '\\',
      '🌊',
      '<<',
    ]),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
      for (const { reason } of problemsOf('01-a.md', parts.join(''))) expect(ours(reason)).not.toMatch(theirs)
    }),
    { numRuns: 2_000 },
  )
})

test.each<[string, Name, string, string[]]>([
  ['a mistyped key', 'issue.yaml', 'sectoins: []', ['1:1+8 "sectoins" is unknown; did you mean "sections"?']],
  [
    'a mistyped kind',
    '01-a.md',
    'kind: breif',
    ['1:7+5 kind: "breif" is neither full nor brief; did you mean "brief"?'],
  ],
  [
    'a name of a language',
    'publication.yaml',
    'languages: [English]',
    ['1:13+7 languages.0: "English" is not a language tag such as zh-CN; did you mean "en"?'],
  ],
  [
    'a tag of nobody',
    'publication.yaml',
    'languages: [xx]',
    ['1:13+2 languages.0: "xx" is not a language tag that is known, such as en or zh-CN'],
  ],
  ['no languages', 'publication.yaml', 'languages: []', ['1:1+9 languages must have at least 1 entry']],
  [
    'a city',
    'publication.yaml',
    'timeZone: New York',
    [
      '1:11+8 timeZone: "New York" is not an IANA time zone such as Asia/Shanghai; did you mean "America/New_York"?',
    ],
  ],
  [
    'a number for a text',
    '01-a.md',
    'title: 1984',
    ['1:8+4 title: "1984" is a number, not a text: write "1984" in quotes'],
  ],
  [
    'a colon in a text',
    '01-a.md',
    'title: Home: the boats',
    ['1:8+15 is not valid YAML: it holds a colon and a space within a text: put the text into quotes'],
  ],
  [
    'a tab',
    '01-a.md',
    '\ttitle: x',
    ['1:1+1 is not valid YAML: it is indented by a tab; YAML allows only spaces'],
  ],
  ['a key twice', '01-a.md', 'title: x\ntitle: y', ['2:1+1 is not valid YAML: it has the key "title" twice']],
  [
    'a quote that stays open',
    '01-a.md',
    'title: "x',
    ['1:10+undefined is not valid YAML: a text in quotes is not closed'],
  ],
])('%s is told with what to write instead', (_, file, text, problems) => {
  expect(said(file, text)).toEqual(expect.arrayContaining(problems))
})

test('all that is wrong with a publication is told at once, beyond its shape too', () => {
  const reasons = said(
    'publication.yaml',
    'id: A\nlanguages: [en]\nsite: https://a.example\ndomain: b.example\ntopics: [{ id: a, names: A }, { id: a, names: "" }]\n',
  ).join('\n')
  for (const one of [
    'id: "A" may hold',
    'names is missing',
    'domain: "b.example" is not the host of site',
    'topics.1.names is empty',
    'topics has a twice',
  ])
    expect(reasons).toContain(one)
})
