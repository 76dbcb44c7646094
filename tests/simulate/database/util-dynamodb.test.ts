import * as real from '@aws-sdk/util-dynamodb'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { marshall, unmarshall } from './util-dynamodb.ts'

const numbers = fc.oneof(fc.maxSafeInteger(), fc.double({ noNaN: true, min: -1e12, max: 1e12 }))
/**
 * None of our attributes has the name of an inherited property such as `constructor`, which the SDK uses to recognise
 * classes.
 */
const names = fc.string({ minLength: 1 }).filter((name) => !(name in {}))
const { item } = fc.letrec((tie) => ({
  item: fc.dictionary(names, tie('value'), { noNullPrototype: true, maxKeys: 5 }),
  value: fc.oneof(
    { maxDepth: 4 },
    fc.string(),
    numbers,
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.array(tie('value'), { maxLength: 4 }),
    tie('item'),
  ),
}))
const options = { removeUndefinedValues: true }

test('values are written and read as the SDK does', () => {
  fc.assert(
    fc.property(item, (one) => {
      const written = real.marshall(one, options)
      expect(marshall(one as object, options)).toEqual(written)
      expect(unmarshall(written)).toEqual(real.unmarshall(written))
    }),
  )
})

test.each([
  ['nothing', { a: undefined }],
  ['nothing in a list', { a: [undefined] }],
  ['what is not a number', { a: Number.NaN }],
  ['a number that is too large', { a: 2 ** 60 }],
  ['an object of a class', { a: new Date(0) }],
])('%s is refused, as by the SDK', (_, one) => {
  expect(() => real.marshall(one)).toThrow()
  expect(() => marshall(one)).toThrow()
})
