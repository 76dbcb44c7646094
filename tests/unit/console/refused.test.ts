import { expect, test } from 'vitest'
import { type ApiProblem, type ProblemType, problemTypes } from '../../../functions/api/problems.ts'
import { problemsBox } from '../../../functions/console/frame/refused.page.ts'
import { consoleLanguages } from '../../../functions/console/words/languages.ts'

const told = (
  language: keyof typeof consoleLanguages,
  type: ProblemType | undefined,
  problems: ApiProblem[] = [],
  more: { status?: number; request?: string } = {},
) =>
  problemsBox(
    { outcome: 'refused', status: 409, ...(type && { type }), problems, ...more },
    consoleLanguages[language],
  ).html.replace(/<[^>]+>/g, ' ')

test.each(Object.keys(problemTypes) as ProblemType[])('the console has words of its own for %s', (type) => {
  const problems = [{ field: 'at', message: 'is in the past' }, { message: 'It is over' }]
  expect(told('en', type, problems)).toContain(consoleLanguages.en.problems.types[type])
  expect(told('en', type, problems)).toContain('at: is in the past')
  const inChinese = told('zh-CN', type, problems)
  expect(inChinese).toMatch(/[一-鿿]/)
  expect(inChinese).not.toMatch(/[A-Za-z]{4}/)
})

test('what is wrong is named as the form names it', () => {
  expect(told('zh-CN', 'not-valid', [{ field: 'filter.topics', message: 'x' }])).toContain('请检查：栏目')
  expect(told('zh-CN', 'not-valid', [{ field: 'topics.0', message: 'x' }])).toContain('请检查：栏目')
  expect(told('zh-CN', 'name-taken', [{ field: 'name', message: 'x' }])).toContain('请换一个')
})

test('a refusal without a reason says by what its cause is found', () => {
  const request = 'their-id='
  for (const [language, word] of [
    ['en', 'without a reason'],
    ['zh-CN', '原因后台尚不认识'],
  ] as const) {
    expect(told(language, undefined, [], { status: 502, request })).toContain(word)
    expect(told(language, undefined, [], { status: 502, request })).toContain(request)
    expect(told(language, 'not-possible', [], { request })).not.toContain(request)
  }
  expect(told('en', undefined, [], { status: 403 })).toContain('role')
})

test('both catalogues name the same', () => {
  const { en, 'zh-CN': zh } = consoleLanguages
  for (const part of ['types', 'fields', 'particular'] as const)
    expect(Object.keys(zh.problems[part])).toEqual(Object.keys(en.problems[part]))
  expect(Object.keys(en.problems.types)).toEqual(Object.keys(problemTypes))
})
