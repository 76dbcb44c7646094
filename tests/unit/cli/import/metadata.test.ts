import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readMetadata } from '../../../../cli/import/metadata.ts'
import { dayIn } from '../../../../cli/import/metadata-date.ts'
import { numberIn, readName } from '../../../../cli/import/newsletter/name.ts'

const read = (text: string) => {
  const { doubts, ...found } = readMetadata(text.split('\n'))
  return { ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined)), doubts }
}

describe('the head of a document', () => {
  test('is YAML between two lines of ---', () => {
    expect(
      read(
        '\n---\ntitle: "Quay: a letter"\nissue: 12\ndate: 2024-03-05 10:00\nlang: de_AT\nauthors: [A, {name: B}]\n---\n\nx',
      ),
    ).toEqual({
      span: { startLine: 2, endLine: 8 },
      ...{
        title: 'Quay: a letter',
        number: 12,
        date: '2024-03-05',
        language: 'de-AT',
        author: 'A, B',
        doubts: [],
      },
    })
  })

  test('is read line by line, with a doubt, when its YAML is broken', () => {
    expect(read('---\ntitle: Quay: a letter\n  - [\nnumber: 3\n---\nx')).toMatchObject({
      title: 'Quay: a letter',
      number: 3,
      span: { startLine: 1, endLine: 5 },
      doubts: [{ line: 1 }],
    })
  })

  test('is TOML between two lines of +++', () => {
    expect(read('+++\ntitle = \'Quay\'\ndate = 2024-03-05T10:00:00Z\nauthors = ["A"]\n+++\n')).toMatchObject({
      title: 'Quay',
      date: '2024-03-05',
      author: 'A',
    })
  })

  test('is lines of keys with nothing around them, up to a blank line, a heading or a rule', () => {
    const written = 'Title: Quay 7\nNumber: 7\nDate: 2024-03-05\nCategory: x'
    for (const next of ['\n\nHello', '\n# Hello'])
      expect(read(written + next)).toMatchObject({
        title: 'Quay 7',
        number: 7,
        span: { startLine: 1, endLine: 4 },
      })
    expect(read(`${written}\n---\nHello`)).toMatchObject({ span: { startLine: 1, endLine: 5 } })
  })

  test('is written in other languages, too', () => {
    expect(read('标题：港口\n日期：2024年3月5日\n\nx')).toMatchObject({ title: '港口', date: '2024-03-05' })
    expect(read('Titel: Hafen\nAusgabe: Nr. 4\nDatum: 5. März 2024\n\nx')).toMatchObject({
      number: 4,
      date: '2024-03-05',
    })
  })

  test('is a comment that holds keys, or lines of pandoc', () => {
    expect(read('<!--\ntitle: Quay\nlang: fr\n-->\nx')).toMatchObject({ title: 'Quay', language: 'fr' })
    expect(read('% Quay\n% Erika Muster\n% 2024-03-05\n\nx')).toMatchObject({
      title: 'Quay',
      author: 'Erika Muster',
    })
  })

  test.each([
    ['a rule, and prose up to the next', '---\n\nHello there.\n\n---\n'],
    ['prose with a colon', 'Note: the quay is closed on Monday\nand on Tuesday.\n'],
    ['an address', 'https://example.org/quay\n\nx'],
    ['when and where', 'When: Friday\nWhere: the quay\n\nx'],
    ['an editor’s note', '<!-- remember the date: Friday -->\n# Quay'],
    ['nothing', ''],
    ['a head that never ends', '---\ntitle: x\n\nHello'],
  ])('%s is none', (_, text) => {
    expect(readMetadata(text.split('\n'))).toEqual({ doubts: [] })
  })

  test('what makes no sense is left out', () => {
    expect(read('---\ntitle:\nnumber: 2024-03\ndate: some day\nlang: english please\n---\n')).toEqual({
      span: { startLine: 1, endLine: 6 },
      doubts: [],
    })
  })

  test('whatever is written, nothing is thrown', () => {
    const piece = fc.constantFrom(
      '---',
      '+++',
      '<!--',
      '-->',
      '% x',
      'title: ',
      '- ',
      '&a',
      '*a',
      '[',
      '{',
      ': ',
      '"',
      '!!js',
      '\t',
      'a = ',
    )
    fc.assert(
      fc.property(
        fc.array(fc.tuple(piece, fc.string({ maxLength: 6 }), fc.constantFrom('', '\n'))),
        (pieces) => {
          readMetadata(pieces.flat().join('').split('\n'))
        },
      ),
    )
  })
})

test.each([
  ['2024-03-05T10:00:00+01:00', '2024-03-05'],
  ['20240305', '2024-03-05'],
  ['２０２４年３月５日（火）', '2024-03-05'],
  ['٥ مارس ٢٠٢٤', '2024-03-05'],
  ['Tue, 05 Mar 2024 09:00:00 GMT', '2024-03-05'],
  ['March 5th, 2024', '2024-03-05'],
  ['5 de marzo de 2024', '2024-03-05'],
  ['le 1er août 2024', '2024-08-01'],
  ['5 марта 2024 г.', '2024-03-05'],
  ['05.03.2024', '2024-03-05'],
  ['3/15/2024', '2024-03-15'],
  ['15/3/2024', '2024-03-15'],
  ['5/3/2024', undefined],
  ['2024-02-30', undefined],
  ['March 2024', undefined],
  ['1402/12/15', undefined],
  ['۱۴۰۲/۱۲/۱۵، سه‌شنبه', '2024-03-05'],
  ['۱۸ آذر ۱۴۰۰', '2021-12-09'],
  ['۳۱ شهریور ۱۴۰۳', '2024-09-21'],
  ['۱ فروردین ۱۴۰۰', '2021-03-21'],
  ['۳۰ اسفند ۱۳۹۹', '2021-03-20'],
  ['١ محرم ١٤٤٤', '2022-07-30'],
  ['١٢ رمضان ١٤٤٣', '2022-04-13'],
  ['١ ربيع الأول ١٤٤٥', '2023-09-16'],
  ['۳۲ آذر ۱۴۰۰', undefined],
])('“%s” is the day %s', (written, day) => {
  expect(dayIn(written)).toBe(day)
})

test.each([
  ['Issue #123', 123],
  ['科技港口周刊：第 123 期', 123],
  ['Harbour News, No. 64', 64],
  ['Gartenbrief Ausgabe 12', 12],
  ['Weekly 500', 500],
  ['العدد ١٢', 12],
  ['This Week at the Quay 117', 117],
  ['Harbour 2024', undefined],
  ['Letter of 5 March 2024', undefined],
  ['خبرنامه ۱۸ آذر ۱۴۰۰', undefined],
  ['Harbour Letter', undefined],
])('“%s” has the number %s', (title, number) => {
  expect(numberIn(title)).toBe(number)
})

test.each([
  ['2024-03-05-weekly-news', { title: 'Weekly news', date: '2024-03-05', number: undefined }],
  ['issue-123', { title: 'Issue 123', date: undefined, number: 123 }],
  ['20240305', { title: '20240305', date: '2024-03-05', number: undefined }],
  ['079-2020-feb-25', { title: '079-2020-feb-25', date: '2020-02-25', number: 79 }],
  ['42', { title: '42', date: undefined, number: 42 }],
  ['', { title: 'Newsletter', date: undefined, number: undefined }],
])('a file named “%s” says what it can', (name, said) => {
  expect(readName(name)).toEqual(said)
})
