import { describe, expect, test } from 'vitest'
import { createProblems } from '../../../functions/issue/problems.ts'
import { anArticle, anIssue, aPng, issueYamlWith, problemsOf } from '../../builders.ts'

const yaml = (from: string, to: string) => ({ 'issue.yaml': issueYamlWith(from, to) })
const body = (text: string) => ({ '01-talk.md': anArticle({}, text) })
const talk = (but: Record<string, string>) => ({ '01-talk.md': anArticle(but) })

describe('every problem has its file, its line and a reason', () => {
  test.each<[string, Record<string, string | Uint8Array>, string]>([
    [
      'an alias to nothing',
      yaml('number: 64', 'number: *x'),
      'issue.yaml:1 is not valid YAML: *x stands for a name that nothing has',
    ],
    ['an alias in front matter', talk({ page: '*x' }), '01-talk.md:3 is not valid YAML: *x stands for'],
    [
      'a period in no language',
      yaml('{ zh-CN: 2023', '{ x y: a, zh-CN: 2023'),
      'issue.yaml:2 period: the key "x y" is not a language tag',
    ],
    [
      'a line break in a cover line',
      yaml('[First line', '["First\\nBcc: x@y.z"'),
      'issue.yaml:7 cover.lines.en.0 holds a line break',
    ],
    [
      'half a character in a title',
      talk({ title: '"\\ud800"' }),
      '01-talk.md:2 title holds a line break or an unprintable',
    ],
    [
      'an escape sequence in a summary',
      talk({ summary: '"\\e[31m"' }),
      '01-talk.md:5 summary holds an unprintable',
    ],
    [
      'a summary as long as an article',
      talk({ summary: '长'.repeat(1001) }),
      '01-talk.md:5 summary has more than 1000',
    ],
    ['a NUL in the text', body('一\n二\0\n'), '01-talk.md:9 holds the unprintable character U+0000'],
    [
      'a form feed by its number',
      body('一\n\n二&#12;三'),
      '01-talk.md:10 holds the unprintable character U+000C',
    ],
    [
      'a form feed in what stands for a picture',
      body('![图&#xC;](images/cover.png)'),
      '01-talk.md:8 holds the unprintable character U+000C',
    ],
    [
      'another encoding',
      { '01-talk.md': Buffer.from([...Buffer.from('---\ntitle: '), 0xc4, 0xe3]) },
      '01-talk.md:2 is not UTF-8 text',
    ],
    [
      'a text of six megabytes',
      body('长'.repeat(2_000_000)),
      '01-talk.md:1 has 6001 KB; a text may have 5000 KB',
    ],
    [
      'a line of a megabyte',
      body('长'.repeat(400_000)),
      '01-talk.md:7 a paragraph holds too many marks, or too much',
    ],
    [
      'a hundred thousand brackets',
      body('['.repeat(100_000)),
      '01-talk.md:7 a paragraph holds too many marks',
    ],
    [
      'a missing image',
      body('一\n\n![图](images/none.png)'),
      '01-talk.md:10 the image images/none.png is missing',
    ],
    [
      'an image elsewhere, without TLS',
      body('![图](http://x.org/a.png)'),
      '01-talk.md:8 the image http://x.org/a.png is not a path',
    ],
    [
      'an image out of the folder',
      body('![图](../../etc/passwd)'),
      '01-talk.md:8 the image ../../etc/passwd is not a path',
    ],
    [
      'an image with a broken escape',
      body('![图](images/100%.png)'),
      '01-talk.md:8 the image images/100%.png is not a path',
    ],
    [
      'an image by reference',
      body('![图][c]\n\n[c]: https://x.org/a.png'),
      '01-talk.md:8 write the image [c] with its path',
    ],
    [
      'an image cut short',
      { 'images/cover.png': aPng().slice(0, 40) },
      'issue.yaml:5 the image images/cover.png is not whole',
    ],
    [
      'an image of 6 MB',
      { 'images/cover.png': Buffer.concat([aPng(), Buffer.alloc(6e6)]) },
      'has 7 MB; the most is 5 MB',
    ],
    [
      'a formula that is none',
      body('一\n\n二 $\\frac{1}{$ 三'),
      '01-talk.md:10 the formula $\\frac{1}{$: Unexpected end of input',
    ],
    [
      'a formula without end',
      body('$$\n\\def\\a{\\a\\a}\\a\n$$'),
      '01-talk.md:8 the formula $\\def\\a{\\a\\a}\\a$: Too many expansions',
    ],
    [
      'a comment that swallows the rest',
      body('一\n\n<!-- 二\n\n三'),
      '01-talk.md:10 a comment is not closed',
    ],
    [
      'text behind a comment',
      body('<!-- 一 --> 二'),
      '01-talk.md:8 a comment is not closed, or text stands behind it',
    ],
    [
      'a script behind a comment',
      body('<!-- 一 --><script>x</script>'),
      '01-talk.md:8 a comment is not closed',
    ],
    ['nothing but a comment', body('<!-- 一 -->'), '01-talk.md:6 has no text'],
    [
      'three thousand quotations in each other',
      body(`一\n\n${'>'.repeat(3000)} 二`),
      '01-talk.md:10 is nested too deeply',
    ],
    [
      'lists as deep as the page is wide',
      body(Array.from({ length: 60 }, (_, at) => `${' '.repeat(at * 2)}- 一`).join('\n')),
      'is nested too deeply',
    ],
  ])('%s', (_, but, problem) => {
    const problems = problemsOf(but)
    expect(problems.join('\n')).toContain(problem)
    expect(problems.every((one) => /^\S+:\d+ \S/.test(one))).toBe(true)
  })
})

test('aliases that multiply are refused before they fill the memory', () => {
  const bomb = [...'bcdefgh'].map((name, at) => `${name}: &${name} [${`*${'abcdefg'[at]}, `.repeat(9)}]`)
  const problems = problemsOf(yaml('number: 64', `a: &a [1]\n${bomb.join('\n')}\nnumber: 64`))
  expect(problems).toEqual([expect.stringMatching(/^issue\.yaml:8 .*stand for far too much/)])
})

test('of a file of another kind the first hundred keys are told, of a huge one its size', () => {
  const keys = (count: number) => Array.from({ length: count }, (_, at) => `key-${at}: 1`).join('\n')
  expect(problemsOf(yaml('number: 64', `number: 64\n${keys(1_000)}`))).toHaveLength(100)
  const huge = problemsOf(yaml('number: 64', `number: 64\n${keys(20_000)}`))
  expect(huge).toEqual(['issue.yaml:1 has more than 100000 characters of YAML'])
})

test('a comment on lines of its own is nobody’s business', () => {
  expect(problemsOf(body('一\n\n<!-- 待查 -->\n<!-- 再查 -->\n\n二'))).toEqual([])
})

test('an image may have a name in Chinese or with spaces, written as it is or escaped', () => {
  const images = { 'images/图 一.png': aPng() }
  const issue = anIssue({ ...images, ...body('![图](<images/图 一.png>) ![图](images/%E5%9B%BE%20一.png)') })
  expect([...issue.images.keys()]).toContain('images/图 一.png')
})

test('what a reason quotes neither breaks the line nor goes on for ever', () => {
  const problems = createProblems()
  problems.add('01-talk.md', `the link \u001b[31m\nx${'a'.repeat(5_000)} is none`, 1)
  expect(problems.all[0]!.reason).toMatch(/^the link �\[31m xa+…$/)
  expect(problems.all[0]!.reason.length).toBeLessThan(310)
})
