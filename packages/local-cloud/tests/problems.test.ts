import { expect, test } from 'vitest'
import { createProblems } from '../services/problems.ts'
import type { Problem } from '../types.ts'

test('a function that fails with the denial of its own call is told once', () => {
  const { report, all } = createProblems()
  const arn = 'arn:aws:sqs:us-east-1:000000000000:work'
  const aProblem = (kind: Problem['kind'], where: string, what: string) =>
    report({ at: 0, kind, where, what })
  const error = `AccessDenied: User: me is not authorized to perform: sqs:SendMessage on resource: ${arn} because no`
  aProblem('denied', 'Order', `sqs:SendMessage on Work (${arn}) was refused because no`)
  aProblem('error', 'Order', error)
  aProblem('error', 'Other', error)
  aProblem('error', 'Order', 'Error: another')
  expect(all().map(({ kind, where }) => [kind, where])).toEqual([
    ['denied', 'Order'],
    ['error', 'Other'],
    ['error', 'Order'],
  ])
})
