import { expect, test } from 'vitest'
import { askedBy, ownerOf } from '../../../cli/asked-by.ts'

const ada = '4cc2629d-69a0-4c4f-94f0-a0e8a1d6bd29'
const tokenOf = (claims: object) =>
  ['{}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.')

test('whoever looks is told what they asked for themselves, and nobody is called by a UUID', () => {
  const me = ownerOf(tokenOf({ sub: 'x', username: ada }))
  expect(askedBy(ada, me)).toBe('you')
  expect(askedBy(ada, ownerOf('the-token'))).toBe('another editor (4cc2629d)')
  expect(askedBy('schedule', me)).toBe('schedule')
})
