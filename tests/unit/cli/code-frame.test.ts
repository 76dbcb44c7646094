import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codeFrame } from '../../../cli/terminal/code-frame.ts'
import { anIssueFolder } from './issue-folder.ts'
import { aFolder, aMachine } from './terminal-io.ts'

const plain = { style: (_: unknown, text: string) => text }
const frame = (text: string, line: number | undefined, reason: string) =>
  codeFrame(plain, text, { line, reason })

test('what a reason names is marked, with the line before it', () => {
  expect(frame('kicker: new\nkind: breif\n', 2, 'kind breif is none of full and brief')).toEqual([
    '    1 │ kicker: new',
    '  > 2 │ kind: breif',
    '      │       ^^^^^',
  ])
})

test('Chinese takes two columns before the mark and under it', () => {
  expect(frame('title: 科学“匠人”在此', 1, 'has “匠人” twice').slice(-2)).toEqual([
    '  > 1 │ title: 科学“匠人”在此',
    `      │ ${' '.repeat(7 + 4 + 1)}^^^^`,
  ])
})

test('where a reason names nothing of the line its value is marked, or the line', () => {
  expect(frame('  page: 0', 1, 'must be above 0, is nothing').at(-1)).toBe('      │         ^')
  expect(frame('page: none', 1, 'must be a number').at(-1)).toBe('      │       ^^^^')
  expect(frame('release: soon', 1, 'release: is no time').at(-1)).toBe('      │          ^^^^')
  expect(frame('  lost words', 1, 'belongs nowhere').at(-1)).toBe('      │   ^^^^^^^^^^')
})

test('a long line is cut around what is wrong, and nothing in it steers the terminal', () => {
  const lines = frame(`${'far '.repeat(100)}WRONG${' on'.repeat(100)}`, 1, 'WRONG is wrong')
  const [shown, marks] = lines.slice(-2) as [string, string]
  expect(shown.length).toBeLessThan(120)
  expect(shown.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('WRONG')
  const steering = frame('a: \u001b[31mred\tblue', 1, 'is odd').join('')
  for (const character of ['\u001b', '\t']) expect(steering).not.toContain(character)
})

test('without a line, or of one that is not there, there is no frame', () => {
  expect([frame('a: 1', undefined, 'x'), frame('a: 1', 9, 'x'), frame('\n\n', 1, 'x')]).toEqual([[], [], []])
})

test('check shows frames to a person alone', async () => {
  const cwd = await aFolder()
  const dir = await anIssueFolder(cwd)
  const file = join(cwd, dir, '01-news.md')
  await writeFile(file, (await readFile(file, 'utf8')).replace(/^title:/m, 'titel:'))
  const marks = /\n {2}> +\d+ │ .*\n +│ +\^+\n/
  expect((await aMachine({ cwd, isWatched: true }).masthead('check', dir)).out).toMatch(marks)
  expect((await aMachine({ cwd }).masthead('check', dir)).out).not.toMatch(marks)
})
