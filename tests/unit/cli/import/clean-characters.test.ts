import { expect, test } from 'vitest'
import { cleanCharacters } from '../../../../cli/import/clean/characters.ts'

test.each<[what: string, text: string, result: string]>([
  ['a byte-order mark goes', '\ufeffa', 'a'],
  ['lines end in LF', 'a\r\nb\rc\n', 'a\nb\nc\n'],
  ['control characters go', 'a\u0000b\u001bc\td', 'abc\td'],
  ['line separators are blanks', 'a\u2028b\u000bc', 'a b c'],
  ['characters of no width go', 'a\u200bb\u2060c\ufeffd', 'abcd'],
  ['joiners in emoji stay', '👩‍👩‍👧 ❤️‍🔥', '👩‍👩‍👧 ❤️‍🔥'],
  ['joiners between Latin letters go', 'a\u200db', 'ab'],
  ['non-joiners in Persian and Hindi stay', 'می\u200cخواهم क्\u200dष', 'می\u200cخواهم क्\u200dष'],
  ['glyphs of a private font go', 'a\ue000b\u{f0000}', 'ab'],
  ['halves of characters go', 'a\ud800b\udc00', 'ab'],
  ['overrides of direction go', 'a\u202eb\u2066c', 'abc'],
  ['marks of direction stay', 'א\u200fב', 'א\u200fב'],
  ['blanks that do not break stay', 'a\u00a0b', 'a\u00a0b'],
  ['a flag stays', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
  ['what could not be read stays', 'a\ufffdb', 'a\ufffdb'],
])('%s', (_, text, result) => expect(cleanCharacters(text).text).toBe(result))

test('there is one doubt a kind, with its first line and their number', () => {
  const { doubts } = cleanCharacters('a\n\u200b\n\u200b\u200b\n\ue000\n\ufffd')
  expect(doubts).toEqual([
    { line: 2, what: 'characters of no width are left out: U+200B (3 times)' },
    { line: 4, what: 'glyphs of a private font are left out: U+E000' },
    { line: 5, what: 'a character could not be read (�): the file is not wholly UTF-8' },
  ])
})
