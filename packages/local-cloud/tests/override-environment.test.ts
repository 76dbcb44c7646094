import { expect, test } from 'vitest'
import { overrideEnvironment } from '../lambda/override-environment.ts'
import type { Resource } from '../types.ts'

const aFunction = (logicalId: string, Variables?: Record<string, string>): Resource => ({
  logicalId,
  type: 'AWS::Lambda::Function',
  properties: { Timeout: 3, ...(Variables && { Environment: { Variables } }) },
  physicalId: logicalId,
  attributes: {},
})

test('every function that has the variable gets the other value, and no other function gets the variable', () => {
  const resources = [
    aFunction('Mails', { HOME: 'https://www.example.org', TABLE: 'notes' }),
    aFunction('Counts', { TABLE: 'notes' }),
    aFunction('Idles'),
  ]
  expect(overrideEnvironment(resources, { HOME: 'http://127.0.0.1:1' })).toEqual([
    aFunction('Mails', { HOME: 'http://127.0.0.1:1', TABLE: 'notes' }),
    ...resources.slice(1),
  ])
  expect(resources[0]).toEqual(aFunction('Mails', { HOME: 'https://www.example.org', TABLE: 'notes' }))
})

test('a name that no function has is refused', () => {
  expect(() => overrideEnvironment([aFunction('Counts', { TABLE: 'notes' })], { HOEM: 'x' })).toThrow(
    'No function has the environment variable HOEM',
  )
})
