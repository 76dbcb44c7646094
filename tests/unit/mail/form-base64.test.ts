import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formBase64 } from '../../../functions/mail/form-base64.ts'

const bytes = fc.oneof(
  fc.uint8Array({ maxLength: 5 }),
  fc.uint8Array({ minLength: 1_020, maxLength: 1_100, size: 'max' }),
)
const pieces = fc.array(bytes, { maxLength: 6 })

test('pieces read as one text, however often and wherever in a group they come', () => {
  fc.assert(
    fc.property(pieces, fc.array(fc.nat(), { maxLength: 8 }), (some, order) => {
      const buffers = some.map((one) => Buffer.from(one))
      const all = buffers.length > 0 ? order.map((at) => buffers[at % buffers.length]!) : []
      const form = new URLSearchParams(`data=${Buffer.concat(formBase64(all)).toString('latin1')}`)
      expect(form.get('data')).toBe(Buffer.concat(all).toString('base64'))
    }),
  )
})
