import { expect, test } from 'vitest'
import { readForeignMarks } from '../../../../cli/import/foreign-marks.ts'

test.each([
  ['an emoji by its name is one', 'Up :rocket: now', 'Up 🚀 now'],
  ['a time is no name of an emoji', 'at 10:30:00', 'at 10:30:00'],
  ['nor is a port', 'http://h:80:x', 'http://h:80:x'],
  ['a name in code stays', '`:rocket:` is :rocket:', '`:rocket:` is 🚀'],
  ['an unknown word between colons stays', 'a :thing: here', 'a :thing: here'],
  ['an icon is left out', 'See :material-link: this', 'See this'],
  ['nothing in a fence changes', '```\n:rocket:\n!!! note\n```', '```\n:rocket:\n!!! note\n```'],
  [
    'an admonition is a quotation',
    '!!! note "T"\n    one\n\n    two\nafter',
    '> **T**\\\n> one\n>\n> two\nafter',
  ],
  ['without a title it has the name of its kind', '??? tip\n    x', '> **Tip**\\\n> x'],
  ['with an empty title it has none', '!!! tip ""\n    x', '>\n> x'],
  ['three marks before words are no admonition', '!!! Watch out, all of you', '!!! Watch out, all of you'],
  ['a tag over lines leaves as many', 'a\n{% include x\n  y=1 %}\nb', 'a\n\n\nb'],
  ['a tag that never ends stays', '{% include x\na\n', '{% include x\na\n'],
])('%s', (_, text, read) => {
  expect(readForeignMarks(text).text).toBe(read)
})

test('what is left out is named', () => {
  expect(readForeignMarks('{% include x\n y=1 %}\n:fa-star: a').dropped).toEqual([
    { line: 1, endLine: 2, reason: expect.stringContaining('{% include x') },
    { line: 3, reason: expect.stringContaining(':fa-star:') },
  ])
})
