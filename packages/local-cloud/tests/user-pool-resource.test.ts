import { expect, test } from 'vitest'
import { appClientFault } from '../cognito/app-client-fault.ts'
import { domainFault } from '../cognito/domain.ts'
import { defaultPolicy, describePolicy, passwordFault } from '../cognito/password-policy.ts'

const oauth = {
  AllowedOAuthFlowsUserPoolClient: true,
  AllowedOAuthFlows: ['code'],
  AllowedOAuthScopes: ['openid'],
}

test.each([
  ['https://app.example/back', undefined],
  ['http://localhost:3000/back', undefined],
  ['myapp://back', undefined],
  ['http://app.example/back', 'is not an address to come back to'],
  ['https://app.example/#back', 'is not an address to come back to'],
  ['/back', 'is not an address to come back to'],
])('an app client may be called back at %s: %s', (url, fault) => {
  const found = appClientFault({ ...oauth, CallbackURLs: [url] })
  if (fault) expect(found).toContain(fault)
  else expect(found).toBeUndefined()
})

test('an app client by OAuth says its flows and scopes', () => {
  expect(appClientFault({})).toBeUndefined()
  expect(appClientFault({ ...oauth, AllowedOAuthScopes: [] })).toContain('are required')
  expect(appClientFault({ ...oauth, AllowedOAuthFlows: ['client_credentials'] })).toContain('only the grant')
})

test('the prefix of a domain is one that Cognito takes', () => {
  expect(domainFault({ Domain: 'shop-1' })).toBeUndefined()
  expect(domainFault({ Domain: 'Shop' })).toContain('lower-case')
  expect(domainFault({ Domain: 'my-cognito' })).toContain('reserved word: cognito')
  expect(domainFault({ Domain: 'auth.example', CustomDomainConfig: {} })).toBeUndefined()
})

test.each([
  ['Long enough 1!', undefined],
  ['Short1!', 'Password not long enough'],
  ['LONG ENOUGH 1!', 'Password must have lowercase characters'],
  ['long enough 1!', 'Password must have uppercase characters'],
  ['Long enough !!', 'Password must have numeric characters'],
  ['Longenough1', 'Password must have symbol characters'],
])('the password %s: %s', (password, lacks) => {
  const fault = passwordFault(defaultPolicy, password)
  expect(fault).toBe(lacks && `Password did not conform with policy: ${lacks}`)
})

test('who chooses a password is told what it must have', () => {
  expect(describePolicy(defaultPolicy)).toBe(
    'At least 8 characters, with a lower-case letter, an upper-case letter, a digit, and a symbol.',
  )
  expect(describePolicy({ MinimumLength: 12 })).toBe('At least 12 characters.')
})
