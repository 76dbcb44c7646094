import { expect, test } from 'vitest'
import { table } from '../../../cli/terminal/format.ts'

test('cells of any script stand in columns', () => {
  const rows = [
    ['焦点', '1', 'a'],
    ['Views', '12', 'b'],
  ]
  expect(table(rows, [1])).toEqual(['焦点    1  a', 'Views  12  b'])
})
