import { expect, test } from 'vitest'
import { createSlugs } from '../../../../cli/manual/slug.ts'
import { isAsShown } from '../../../manual-blocks.ts'

test.each([
  ['a\nb\n', 'a\nb', true],
  ['a\nc', 'a\nb', false],
  ['done in 12 s', 'done in … s', true],
  ['done in 12 min', 'done in … s', false],
  ['a\nx\ny\nb', 'a\n…\nb', true],
  ['a\nb', 'a\n…\nb', true],
  ['a\nb\nc', 'a\nb', false],
  ['a (b)?', 'a (b)?', true],
])('%j shown as %j is as shown: %s', (output, shown, isSo) => {
  expect(isAsShown(output, shown)).toBe(isSo)
})

test('headings have the addresses that GitHub gives them', () => {
  const slugOf = createSlugs()
  expect(
    ['5. Confirm the alarms’ address', 'POST /api/sends/{send}', 'A `b` c_d', 'issue.yaml', 'issue.yaml'].map(
      slugOf,
    ),
  ).toEqual(['5-confirm-the-alarms-address', 'post-apisendssend', 'a-b-c_d', 'issueyaml', 'issueyaml-1'])
})
