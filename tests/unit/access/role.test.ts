import { expect, test } from 'vitest'
import { highestRole, mayDo, neededRole, roles } from '../../../functions/access/role.ts'

test('each role may do what those before it may, and nothing of those after it', () => {
  for (const [at, role] of roles.entries())
    expect(roles.filter((needed) => mayDo(role, needed))).toEqual(roles.slice(0, at + 1))
})

test('of several groups the highest role counts, and other groups give none', () => {
  expect(highestRole(['sender', 'viewer', 'choir'])).toBe('sender')
  expect(highestRole(['choir', 'Owner', 5, null])).toBeUndefined()
  expect(highestRole([])).toBeUndefined()
})

test.each([
  [{ to: 'me@example.org' }, 'editor'],
  [{}, 'sender'],
  [{ to: '' }, 'sender'],
  [{ to: null }, 'sender'],
  [{ to: ['me@example.org'] }, 'sender'],
  [{ to: false }, 'sender'],
])('%j needs %s where an address makes it a test', (fields, role) => {
  expect(neededRole({ field: 'to', given: 'editor', else: 'sender' }, fields)).toBe(role)
})

test.each([
  [{ action: 'suppress' }, 'sender'],
  [{ action: 'erase' }, 'owner'],
  [{ action: 'Suppress' }, 'owner'],
  [{ action: ['suppress'] }, 'owner'],
  [{ action: 'constructor' }, 'owner'],
  [{}, 'owner'],
])('%j needs %s where only one act is for senders', (fields, role) => {
  expect(neededRole({ field: 'action', is: { suppress: 'sender' }, else: 'owner' }, fields)).toBe(role)
})
