import { expect, test } from 'vitest'
import { type Rule, readSource } from './source.ts'

/** Files that break a rule, and what is said of them; nothing where they do not. */
export type Case = [files: Record<string, string>, complaints: string[]]

const complaintsAbout = (rule: Rule, files: Record<string, string>): string[] =>
  rule(Object.entries(files).map(([path, text]) => readSource(path, text)))

/** A test for each case, named by its code. */
export const testRule = (rule: Rule, cases: Case[]): void => {
  test.for(cases.map((one) => [Object.values(one[0]).join(' | '), one] as const))(
    '%s',
    ([, [files, complaints]]) => {
      expect(complaintsAbout(rule, files)).toEqual(complaints)
    },
  )
}

/** A case of one file. */
export const inFile = (path: string) => {
  return (text: string, ...complaints: string[]): Case => [
    { [path]: text },
    complaints.map((complaint) => `${path}${complaint}`),
  ]
}
