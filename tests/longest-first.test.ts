import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { TestSpecification, Vitest } from 'vitest/node'
import LongestFirst, { longest } from './longest-first.ts'

const aFile = (moduleId: string, name: string) =>
  ({
    moduleId,
    project: { name, config: { isolate: true, sequence: { groupOrder: 0 } } },
  }) as TestSpecification

test('the files that are begun first are there', () => {
  expect(longest.filter((file) => !existsSync(file))).toEqual([])
})

test('projects stay one after another, and each begins with its longest files', async () => {
  const cache = { getTestSpecificationResult: () => ({ duration: 1, failed: false }) }
  const sequencer = new LongestFirst({ cache } as unknown as Vitest)
  const [first, second] = longest
  const sorted = await sequencer.sort([
    aFile('/here/tests/a.test.ts', 'one'),
    aFile(`/here/${second}`, 'two'),
    aFile('/here/tests/b.test.ts', 'two'),
    aFile(`/here/${first}`, 'two'),
  ])
  expect(sorted.map(({ moduleId }) => moduleId.slice('/here/'.length))).toEqual([
    'tests/a.test.ts',
    first,
    second,
    'tests/b.test.ts',
  ])
})
