import { expect, test } from 'vitest'
import { judgeFile, verdictsOf } from './judge-file.ts'
import { inEncoding } from './some-file.ts'

const reader = 'email,name\nada@example.org,José\n'

test.each(['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const)(
  'a file in %s is read without being told',
  async (encoding) => {
    const { plan, judged } = await judgeFile(inEncoding(reader, encoding))
    expect(plan.shape.encoding).toBe(encoding)
    expect(judged).toMatchObject([{ reader: { choice: { fields: { name: 'José' } } } }])
  },
)

test.each([',', ';', '\t', '|'])('cells may stand between “%s”', async (mark) => {
  const { judged } = await judgeFile(`name${mark}email\n"Lovelace, Ada; |"${mark}ada@example.org\n`)
  expect(verdictsOf(judged)).toEqual(['active'])
})

test('a plain list of addresses has no header, and its first line is a reader', async () => {
  const { header, judged } = await judgeFile('ada@example.org\nbob@example.org\n')
  expect([header, verdictsOf(judged)]).toEqual([[], ['active', 'active']])
})

test('titles may stand above the columns’ names', async () => {
  const { plan, judged } = await judgeFile('Our readers,\n\nE-mail,Name\nada@example.org,Ada\n')
  expect([plan.from.row, verdictsOf(judged)]).toEqual([4, ['active']])
})

test.each([
  [
    'a title with commas above semicolons',
    'Readers, of Monday, by me\nname;email\nAda;ada@example.org\n',
    ';',
  ],
  ['an unnamed first column of tabs', '\temail\n0\tada@example.org\n', '\t'],
  ['what Excel writes first', 'sep=;\nemail;name\nada@example.org;"Lovelace, Ada"\n', ';'],
  ['one column', 'email\nada@example.org\n', ','],
])('%s is read by the mark between the columns’ names', async (_, file, delimiter) => {
  const { plan, judged } = await judgeFile(file)
  expect([plan.shape.delimiter, verdictsOf(judged)]).toEqual([delimiter, ['active']])
})

test('without names, a table of several columns is read only when each is mapped', async () => {
  const file = 'ada@example.org,unsubscribed,x\nbob@example.org,active,y\n'
  await expect(judgeFile(file)).rejects.toThrow('has 3 columns and no line of their names: add one')
  await expect(judgeFile(file, { mapping: { '1': 'address', '3': '-' } })).rejects.toThrow('Not mapped: 2')
  const { judged } = await judgeFile(file, { mapping: { '1': 'address', '2': 'status', '3': '-' } })
  expect(verdictsOf(judged)).toEqual(['unsubscribed', 'active'])
})

test('a row that cannot be read is passed over wherever it stands, but above the columns’ names', async () => {
  const long = `ada@example.org,${'x'.repeat(65 * 1024)}\n`
  const { judged } = await judgeFile(`email,note\n${long}bob@example.org,\n`)
  expect(verdictsOf(judged)).toEqual(['too-long', 'active'])
})

test('the reason for a row that cannot be read is its own: its length, its quotation marks, or that it is no JSON object', async () => {
  const five = 'x'.repeat(5 * 1024 * 1024)
  for (const chunk of [1_000, 1024 * 1024]) {
    for (const cell of [five, `"${five}"`, `"${'x'.repeat(70 * 1024)}\nx"`]) {
      const { judged } = await judgeFile(`email,note\na@example.org,${cell}\nb@example.org,\n`, { chunk })
      expect(verdictsOf(judged)[0]).toBe('too-long')
      expect(verdictsOf(judged).at(-1)).toBe('active')
    }
    const broken = await judgeFile('email,note\na@example.org,"x"y\nb@example.org,"x', { chunk })
    expect(verdictsOf(broken.judged)).toEqual(['unreadable', 'unreadable'])
    const lines = [
      '{"email":"a@example.org"}',
      `{"email":"b@example.org","note":"${five}"}`,
      ...[
        '{"email":"c@example.org"',
        "{'email':'d@example.org'}",
        '["e@example.org"]',
        '"f@example.org"',
        'null',
      ],
      '{"email":"g@example.org"}',
    ]
    const json = await judgeFile(lines.join('\n'), { name: 'readers.jsonl', chunk })
    const no = Array.from({ length: 5 }, () => 'not-json')
    expect(verdictsOf(json.judged)).toEqual(['active', 'too-long', ...no, 'active'])
  }
})

test('two lines of names are one header and a row that is passed over', async () => {
  const { judged } = await judgeFile('email,name\nemail,name\nada@example.org,Ada\n')
  expect(verdictsOf(judged)).toEqual(['header-again', 'active'])
})

test('a second table of other columns is refused, since its rows would be read by the first one’s names', async () => {
  const file = 'email,name\nada@example.org,Ada\nemail,status\nbob@example.org,unsubscribed\n'
  await expect(judgeFile(file)).rejects.toThrow('Row 3 begins a table of other columns: cut the file there')
})

test('columns are mapped by name or number, and taken out of what was guessed', async () => {
  const file = 'contact,language,email,topics\nada@example.org,fr,none,focus\n'
  const { judged } = await judgeFile(file, { mapping: { Contact: 'address', '2': '-', topics: 'role' } })
  expect(judged).toMatchObject([
    { reader: { choice: { language: 'zh-CN', topics: [] } }, notes: ['no-language', 'answer'] },
  ])
})

test('JSON Lines are known by their first line', async () => {
  const { plan, judged } = await judgeFile(
    '{"address":"ada@example.org","topics":["focus"],"fields":{"role":"media"},"consents":[{}]}\n',
  )
  expect(plan.shape.format).toBe('jsonl')
  expect(judged).toMatchObject([{ reader: { choice: { topics: ['focus'], fields: { role: 'media' } } } }])
})

test.each([
  ['nothing', '', {}, 'The file is empty'],
  ['a zip', 'PK\u0003\u0004…', {}, 'The file is a zip file or a spreadsheet: unpack it'],
  ['a list of JSON', '[{"email":"a@b.org"}]', { name: 'a.json' }, 'one JSON list: write JSON Lines'],
  [
    'a list of JSON by any name',
    '[\n  {"email":"a@b.org"}\n]',
    { name: 'a.txt' },
    'one JSON list: write JSON Lines',
  ],
  ['JSON over several lines', '{\n "email": "a@b.org"\n}\n', {}, 'one object a line (jq -c . FILE'],
  [
    'JSON with other line ends',
    '{"email":"a@b.org"}\r{"email":"b@b.org"}\r',
    {},
    'one object a line (jq -c . FILE',
  ],
  [
    'JSON Lines in another encoding',
    inEncoding('{"email":"a@b.org"}', 'utf-16le'),
    {},
    'JSON Lines are UTF-8',
  ],
  [
    'no addresses',
    'name,age\nAda,36\n',
    {},
    'No column holds addresses: its columns are “name”, “age”. Say which',
  ],
  [
    'a column twice',
    'email,name,Email\na@b.org,,b@b.org\n',
    {},
    'There are two columns “email”, 1 and 3: rename one',
  ],
  ['a column that is not there', reader, { mapping: { mail2: 'address' } }, 'There is no column “mail2”'],
  [
    'a field that is not there',
    reader,
    { mapping: { name: 'nmae' } },
    'There is no field “nmae” to map a column to',
  ],
  [
    '10,000 columns',
    `email${',x'.repeat(9_999)}\n`,
    {},
    'Row 1 has 10,000 columns, of which at most 1,000 are read',
  ],
  ['one line of 1 MB', `email,${'x'.repeat(1024 * 1024)}`, {}, 'Row 1 is longer than 64 KB'],
  [
    'a column of states under a name of its own',
    'email,type\na@b.org,regular\nb@b.org,unsubscribed\n',
    {},
    'By what it holds “type” may say who left, and it is not read',
  ],
  [
    'such a key of JSON Lines',
    '{"email":"a@b.org","type":"regular"}\n{"email":"b@b.org","type":"complained"}\n',
    { name: 'readers.jsonl' },
    'By what it holds “type” may say who left',
  ],
  [
    'who never subscribed',
    reader,
    { name: 'nonsubscribed_email_audience_export_8d1.csv' },
    'never subscribed',
  ],
] as const)('%s is refused in a clear line', async (_, bytes, how, line) => {
  await expect(judgeFile(bytes, how)).rejects.toThrow(line)
})

test('of two columns of one name, the one that is meant is named by number', async () => {
  const file = 'email,name,Email\nada@example.org,,bob@example.org\n'
  const { judged } = await judgeFile(file, { mapping: { '3': 'address', '1': '-' } })
  expect(judged).toMatchObject([{ reader: { address: 'bob@example.org' } }])
})

test.each([
  ['said to say nothing', 'email,type\na@b.org,unsubscribed\n', { mapping: { type: '-' } }],
  ['answers to another question', 'email,digest\na@b.org,no\nb@b.org,yes\n', {}],
  ['words for anything else', 'email,tags\na@b.org,unsubscribed\nb@b.org,garden\n', {}],
])('a column that is not read is none of readers who left: %s', async (_, bytes, how) => {
  const { judged } = await judgeFile(bytes, how)
  expect(judged[0]).toMatchObject({ outcome: 'taken' })
})

const ada = '{"email":"ada@example.org"}'
const bob = '{"email":"bob@example.org"}'
test.each([
  ['are empty', ['', ada, '', '', bob, '', '']],
  ['end as on Windows', ['\r', `${ada}\r`, ' \r', `${bob}\r`, '\r']],
  ['hold spaces and tabs', [' \t', `  ${ada} \t`, ' ', `${bob}   `, '\t ', '   ']],
  ['hold spaces of other scripts', ['\u3000', ada, '\u00a0', bob, '\u200b']],
  ['end with a mark of DOS, or zeros', [ada, bob, '\x1a', '\0\0']],
  ['are many before the first', [...Array.from({ length: 200 }, () => ''), ada, bob]],
  ['are longer than any row', [ada, ' '.repeat(100_000), bob, ' '.repeat(70_000)]],
])('blank lines of JSON Lines that %s are no rows and no mistakes', async (_, lines) => {
  for (const chunk of [7, 64 * 1024]) {
    if (chunk === 7 && lines.some((line) => line.length > 1_000)) continue
    const { judged } = await judgeFile(lines.join('\n'), { name: 'readers.jsonl', chunk })
    expect(verdictsOf(judged).filter((one) => one !== 'blank')).toEqual(['active', 'active'])
  }
})

test.each<[string, Uint8Array | string, string[]]>([
  ['a byte-order mark', '\ufeffemail,name\na@example.org,A\n', ['active']],
  ['lines that end as on old Macs', 'email,name\ra@example.org,A\rb@example.org,B\r', ['active', 'active']],
  ['lines that end as on Windows', 'email,name\r\na@example.org,A\r\n', ['active']],
  [
    'ragged rows',
    'email,name\na@example.org\nb@example.org,B,C\nc@example.org,C\n',
    ['ragged', 'ragged', 'active'],
  ],
  ['GB 18030', inEncoding('email,姓名,备注\na@example.org,陈晓,请每期都发给我\n', 'gb18030'), ['active']],
])('a list with %s is read row by row', async (_, bytes, verdicts) => {
  for (const chunk of [1, 64 * 1024]) {
    const { judged } = await judgeFile(bytes, { chunk })
    expect(verdictsOf(judged)).toEqual(verdicts)
  }
})

test('a column of addresses that comes twice is refused, until one is named by number', async () => {
  await expect(judgeFile('email,email\na@example.org,b@example.org\n')).rejects.toThrow(
    'There are two columns “email”, 1 and 2: rename one, or map both by number',
  )
})
