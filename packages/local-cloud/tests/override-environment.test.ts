import { expect, test } from 'vitest'
import { overrideEnvironment } from '../lambda/override-environment.ts'
import { overrideUrls } from '../template/override-urls.ts'
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

test('an address that is overridden is so too where an app client may come back to', () => {
  const home = 'https://www.example.org'
  const aClient = (...CallbackURLs: string[]): Resource => ({
    ...aFunction('App'),
    type: 'AWS::Cognito::UserPoolClient',
    properties: { CallbackURLs, LogoutURLs: [] },
  })
  const mails = aFunction('Mails', { HOME: home, TABLE: 'notes' })
  const app = aClient(`${home}/back`, home, `${home}.evil/`, 'https://else.example/notes')
  expect(overrideUrls([mails, app], { HOME: 'http://127.0.0.1:1', TABLE: 'x' })).toEqual([
    mails,
    aClient('http://127.0.0.1:1/back', 'http://127.0.0.1:1', `${home}.evil/`, 'https://else.example/notes'),
  ])
})

test('an address that is overridden is so too among the origins that a bucket allows', () => {
  const home = 'https://www.example.org'
  const aBucket = (...AllowedOrigins: string[]): Resource => ({
    ...aFunction('Files'),
    type: 'AWS::S3::Bucket',
    properties: { CorsConfiguration: { CorsRules: [{ AllowedMethods: ['PUT'], AllowedOrigins }] } },
  })
  const mails = aFunction('Mails', { HOME: home })
  expect(overrideUrls([mails, aBucket(home, '*')], { HOME: 'http://127.0.0.1:1' })).toEqual([
    mails,
    aBucket('http://127.0.0.1:1', '*'),
  ])
})

test('a name that no function has is refused', () => {
  expect(() => overrideEnvironment([aFunction('Counts', { TABLE: 'notes' })], { HOEM: 'x' })).toThrow(
    'No function has the environment variable HOEM',
  )
})
