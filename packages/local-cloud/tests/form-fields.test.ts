import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formFields } from '../gateway/form-fields.ts'

const fieldsOf = (text: string) => formFields(Buffer.from(text, 'latin1'))

test('fields are read as URLSearchParams reads them', () => {
  const piece = fc.constantFrom(
    'a',
    'Name',
    '=',
    '&',
    '%',
    '%2B',
    '%2f',
    '%C3%A9',
    '%zz',
    '%C3',
    '+',
    '1',
    '&&',
  )
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const text = pieces.join('')
      expect([...fieldsOf(text)]).toEqual([...new URLSearchParams(text)])
    }),
  )
})

test('a field has its first value, and one that is not there has none', () => {
  const form = fieldsOf('To=first&To=second&Empty=&Bare')
  expect(form.get('To')).toBe('first')
  expect(form.get('Empty')).toBe('')
  expect(form.get('Bare')).toBe('')
  expect(form.get('Cc')).toBeNull()
  expect(form.bytes('Cc')).toBeNull()
})

test('a value is had as the bytes that it encodes, also where they are no text', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      const written = [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')
      expect(fieldsOf(`Data=${written}`).bytes('Data')).toEqual(Buffer.from(bytes))
    }),
  )
})
