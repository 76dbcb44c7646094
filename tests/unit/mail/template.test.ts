import { expect, test } from 'vitest'
import { fill, templateOf } from '../../../functions/mail/template.ts'

const Shape = templateOf(['link', 'name'])
const template = Shape.parse({
  subject: 'S',
  html: ['<a href="', { slot: 'link' }, '">', { slot: 'name', otherwise: 'R & D' }],
  text: [{ slot: 'link' }, ' ', { slot: 'name', otherwise: 'R & D' }],
})

test('values are escaped in HTML, and left alone in text', () => {
  expect(fill(template, { link: 'https://a/?b=1&c="2"', name: "<O'Neill>" })).toEqual({
    html: '<a href="https://a/?b=1&amp;c=&quot;2&quot;">&lt;O&#39;Neill&gt;',
    text: 'https://a/?b=1&c="2" <O\'Neill>',
  })
})

test('without a value, what stands there otherwise is escaped alike', () => {
  expect(fill(template, { link: 'l', name: undefined })).toEqual({
    html: '<a href="l">R &amp; D',
    text: 'l R & D',
  })
})

test('a bundle with a slot of another name is refused', () => {
  expect(Shape.safeParse({ subject: 'S', html: [{ slot: 'nmae' }], text: [] }).success).toBe(false)
})
