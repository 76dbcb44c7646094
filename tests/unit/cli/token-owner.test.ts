import { expect, test } from 'vitest'
import { askedBy, ownersOf } from '../../../cli/service/token-owner.ts'

const ada = '4cc2629d-69a0-4c4f-94f0-a0e8a1d6bd29'
const tokenOf = (claims: object) =>
  ['{}', JSON.stringify(claims), 'signature'].map((part) => Buffer.from(part).toString('base64url')).join('.')

test('whoever looks is told what they asked for themselves, by whichever token, and nobody is called by a UUID', () => {
  const me = ownersOf(tokenOf({ sub: ada, 'cognito:username': ada, email: 'ada@example.org' }))
  expect(['ada@example.org', ada].map((by) => askedBy(by, me))).toEqual(['you', 'you'])
  expect(askedBy(ada, ownersOf(tokenOf({ sub: 'x', username: ada })))).toBe('you')
  expect(askedBy(ada, ownersOf('the-token'))).toBe('another editor (4cc2629d)')
  expect(askedBy('bob@example.org', me)).toBe('bob@example.org')
  expect(askedBy('cadence', me)).toBe('cadence')
})
