import fc from 'fast-check'
import { expect, test } from 'vitest'
import { escapeHtml, unescapeHtml } from '../../../functions/web/escape-html.ts'

test('what is escaped holds nothing that ends a text or a value, and reads as it was', () => {
  const text = fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", 'amp;', '#39;', 'lt', ';', '字') })
  fc.assert(
    fc.property(text, (whole) => {
      expect(escapeHtml(whole)).not.toMatch(/[<>"']/)
      expect(unescapeHtml(escapeHtml(whole))).toBe(whole)
    }),
  )
})

test('known entities are read once, others stay', () => {
  expect(unescapeHtml('a&nbsp;&amp;lt; &#x27;&mdash;&hellip; &constructor; &#60;')).toBe(
    "a\u00a0&lt; '—&hellip; &constructor; &#60;",
  )
})
