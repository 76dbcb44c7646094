import { expect, test } from 'vitest'
import { begin, cutMail, end, slot, withoutMarks } from '../../../emails/slots.ts'

const cut = (html: string, text = `${slot('link')}${slot('name')}`) =>
  cutMail({ html, text }, { link: {}, name: { otherwise: 'reader' } })

test('a mail is cut at its slots, and where what only some get begins and ends', () => {
  const html = `<p>Dear ${slot('name')},</p>\n${begin({ topic: 'focus' })}<a href="${slot('link')}">${end}\n${begin({ only: 'test' })}Test${end}`
  expect(cut(html).html).toEqual([
    { text: '<p>Dear ' },
    { slot: 'name', otherwise: 'reader' },
    { text: ',</p>\n' },
    { topic: 'focus', text: '<a href="' },
    { topic: 'focus', slot: 'link' },
    { topic: 'focus', text: '">' },
    { only: 'test', text: 'Test' },
  ])
  expect(withoutMarks(html)).toBe('<p>Dear ,</p>\n<a href="">\nTest')
})

test('a space between two slots stays', () => {
  expect(cut(`${slot('link')} ${slot('name')}`).html[1]).toEqual({ text: ' ' })
})

test('a slot that nobody fills in, or one that is missing in either body, is no mail', () => {
  expect(() => cut(`${slot('link')}${slot('name')}${slot('nmae')}`)).toThrow('nobody fills in: nmae')
  expect(() => cut(slot('name'))).toThrow('no slot link')
  expect(() => cut(`${slot('link')}${slot('name')}`, slot('link'))).toThrow('no slot name')
})

const both = (html: string) => cut(`${html}<a href="${slot('link')}">`)
const here = slot('name')

test.each([
  ['text', `<p>${here}</p>`],
  [
    'text after comments, styles and tags that hold marks',
    `<!--[if mso]><i><![endif]--><style>a > b { }</style><i title=">">${here}`,
  ],
  ['a value in double quotes', `<img alt="of ${here}">`],
  ['a value in single quotes', `<img class="a>b" alt='${here}'>`],
])('a slot may stand in %s', (_, html) => {
  expect(both(html).html).toContainEqual({ slot: 'name', otherwise: 'reader' })
})

test.each([
  ['a value without quotes', `<img alt=${here}>`],
  ['the name of a tag', `<${here}>`],
  ['a tag beside its values', `<img alt="" ${here}>`],
  ['a comment', `<!-- ${here} -->`],
  ['a style sheet', `<style>p { color: ${here} }</style>`],
  ['a script', `<script>say("${here}")</script>`],
])('a slot may not stand in %s', (_, html) => {
  expect(() => both(html)).toThrow('slot name stands in HTML where no text may')
})
