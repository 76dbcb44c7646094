import { expect, test } from 'vitest'
import { binaryKindOf, decodeDocument } from '../../../../cli/import/decode-document.ts'
import { importFolder } from '../../../../cli/import/import-folder.ts'
import { aPublication } from '../../../builders.ts'

test.each([
  ['UTF-8', Buffer.from('Café, 研究'), 'Café, 研究', []],
  ['UTF-8 with a byte-order mark', Buffer.from('\ufeffCafé'), 'Café', []],
  ['UTF-16', Buffer.from('\ufeffCafé, 研究', 'utf16le'), 'Café, 研究', [/UTF-16/]],
  [
    'UTF-16 without a mark',
    Buffer.from('A page of plain words', 'utf16le'),
    'A page of plain words',
    [/UTF-16/],
  ],
  ['GB 18030', Buffer.from('d1d0bebfd4ba0ad7dcb1e0bcad', 'hex'), '研究院\n总编辑', [/GB 18030/]],
  ['Windows-1252', Buffer.from('Caf\xe9 \x96 na\xefve', 'latin1'), 'Café – naïve', [/Windows-1252/]],
])('a document in %s is read', (_, bytes, text, doubts) => {
  const read = decodeDocument(bytes)
  expect(read.text).toBe(text)
  expect(read.doubts).toEqual(doubts.map((what) => ({ line: 1, what: expect.stringMatching(what) })))
  expect(binaryKindOf(bytes)).toBeUndefined()
})

test('a broken byte among much UTF-8 does not make it another encoding', () => {
  const { text } = decodeDocument(Buffer.concat([Buffer.from('研究院总编辑。'), Buffer.from([0xff])]))
  expect(text).toMatch(/^研究院总编辑。/)
})

test.each([
  ['a PDF', '%PDF-1.7 …', /PDF/],
  ['a Word document', 'PK\x03\x04 …', /docx/],
  ['an RTF', '{\\rtf1 …', /RTF/],
  ['a PNG', '\x89PNG\r\n\x1a\n', /PNG/],
  ['anything with zero bytes', `${'words '.repeat(40)}\0\0`, /no text/],
])('%s is no text, and it is said what it is', (_, bytes, kind) => {
  expect(binaryKindOf(Buffer.from(bytes, 'latin1'))).toMatch(kind)
})

test('among the files of a folder, what is no text is left out and said', () => {
  const files = [
    { path: 'a.md', bytes: Buffer.from('# Tides\n\nWords that are enough.\n') },
    { path: 'b.md', bytes: Buffer.from('%PDF-1.7') },
  ]
  const publication = aPublication({ languages: ['en'] })
  const options = { name: 'book', fallback: 'en', publication, image: () => undefined }
  const { report } = importFolder({ files, refused: [] }, options)
  expect(report.articles).toHaveLength(1)
  expect(report.doubts).toContainEqual(
    expect.objectContaining({ source: 'b.md', what: 'it is left out: it is a PDF' }),
  )
})
