import * as fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { expect, test } from 'vitest'
import { signedHeaders, writeSecret } from '../../../functions/webhooks/sign.ts'

const secretOf = (byte: number) => writeSecret(Buffer.alloc(32, byte))
const now = Math.floor(Date.now() / 1000)

test('whatever is signed is verified by the library of Standard Webhooks', async () => {
  const bodies = fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
  await fc.assert(
    fc.property(bodies, fc.integer({ min: 0, max: 255 }), (value, byte) => {
      const body = JSON.stringify(value)
      const headers = signedHeaders({ id: 'evt_1', at: now, body }, [secretOf(byte)])
      expect(new Webhook(secretOf(byte)).verify(body, headers)).toEqual(JSON.parse(body))
    }),
    { numRuns: 50 },
  )
})

test('while a secret is changed over, both the old and the new one verify, and no other', () => {
  const headers = signedHeaders({ id: 'evt_1', at: now, body: '{}' }, [secretOf(1), secretOf(2)])
  for (const byte of [1, 2]) expect(() => new Webhook(secretOf(byte)).verify('{}', headers)).not.toThrow()
  expect(() => new Webhook(secretOf(3)).verify('{}', headers)).toThrow('No matching signature')
  expect(() => new Webhook(secretOf(1)).verify('{"a":1}', headers)).toThrow('No matching signature')
})
