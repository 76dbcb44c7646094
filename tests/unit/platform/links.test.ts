import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createLinks, type Purpose } from '../../../functions/platform/links.ts'

const links = createLinks('a secret that is long enough to sign with')
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
  const others = createLinks('another secret that is long enough as well')
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
