import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readKeyring } from '../../../functions/runtime/read-keyring.ts'
import { createLinks, type Purpose } from '../../../functions/runtime/signed-links.ts'
import { aKeyring } from '../../builders.ts'

const links = createLinks(aKeyring('k1'))
const now = Date.parse('2026-12-01T00:00:00Z')
const claim = { purpose: 'confirm' as Purpose, subscriber: '0123abcd', send: '', expires: now / 1000 + 60 }

test('a link says what it was signed for', () => {
  expect(links.verify(links.sign(claim), 'confirm', now)).toEqual({ outcome: 'valid', claim })
})

test('a link for one purpose opens nothing else', () => {
  expect(links.verify(links.sign(claim), 'unsubscribe', now)).toEqual({ outcome: 'forged' })
})

test('a link ends, and one without an end never does', () => {
  expect(links.verify(links.sign(claim), 'confirm', now + 61_000).outcome).toBe('expired')
  const lasting = links.sign({ ...claim, expires: 0 })
  expect(links.verify(lasting, 'confirm', now + 1e13).outcome).toBe('valid')
})

test('another secret signs other links', () => {
  const others = createLinks(
    readKeyring(JSON.stringify({ current: 'k1', k1: 'another secret that is long enough' })),
  )
  expect(others.verify(links.sign(claim), 'confirm', now).outcome).toBe('forged')
})

test('no altered token is accepted, whatever is altered', () => {
  const token = links.sign(claim)
  fc.assert(
    fc.property(fc.nat(token.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, text) => {
      const altered = token.slice(0, at) + text + token.slice(at + 1)
      fc.pre(altered !== token)
      expect(links.verify(altered, 'confirm', now).outcome).toBe('forged')
    }),
    { numRuns: 2_000 },
  )
})

test('anything at all may be given as a token', () => {
  fc.assert(fc.property(fc.string(), (text) => links.verify(text, 'confirm', now).outcome === 'forged'))
})

test('when another key takes over, links of before stay good, and new ones need it', () => {
  const rotated = createLinks(aKeyring('k1', 'k2'))
  const [old, fresh] = [links.sign(claim), rotated.sign(claim)]
  expect([old, fresh].map((token) => token.split('.')[0])).toEqual(['k1', 'k2'])
  for (const token of [old, fresh])
    expect(rotated.verify(token, 'confirm', now)).toEqual({ outcome: 'valid', claim })
  expect(links.verify(fresh, 'confirm', now)).toEqual({ outcome: 'forged' })
})

test('a link is good under the key that it names alone, also if two keys were the same', () => {
  const key = 'a secret that is long enough to sign with'
  const twins = createLinks(readKeyring(JSON.stringify({ current: 'k1', k1: key, k2: key })))
  expect(twins.verify(twins.sign(claim).replace(/^k1/, 'k2'), 'confirm', now)).toEqual({ outcome: 'forged' })
})

test('only a token that could be one of ours names a key that is lacking', () => {
  const [, payload, signature] = links.sign(claim).split('.')
  expect(links.lacksKeyOf(`k2.${payload}.${signature}`)).toBe(true)
  for (const id of ['k1', '', 'K2', 'current12', '__proto__', 'k 2'])
    expect(links.lacksKeyOf(`${id}.${payload}.${signature}`), id).toBe(false)
  for (const text of ['', 'nonsense', `k2.${payload}`, `k2.${'A'.repeat(901)}.${signature}`])
    expect(links.lacksKeyOf(text), text).toBe(false)
})

test.each([
  ['no JSON', 'k1 of at least thirty-two characters'],
  ['no object', '["k1"]'],
  ['without a current key', JSON.stringify({ k1: 'k1 of at least thirty-two characters' })],
  [
    'with a current key that is not there',
    JSON.stringify({ current: 'k2', k1: 'k1 of at least thirty-two characters' }),
  ],
  ['with a current key that is not its own', JSON.stringify({ current: 'constructor' })],
  ['with a short key', JSON.stringify({ current: 'k1', k1: 'short' })],
  [
    'with an id that no token could hold',
    JSON.stringify({ current: 'K.1', 'K.1': 'k1 of at least thirty-two characters' }),
  ],
])('a keyring that is %s is refused, and its text is not told', (_, secret) => {
  expect(() => readKeyring(secret)).toThrow('must be JSON such as')
  try {
    readKeyring(secret)
  } catch (error) {
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toMatch(/thirty-two|short/)
  }
})
