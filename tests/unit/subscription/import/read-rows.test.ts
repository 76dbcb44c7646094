import fc from 'fast-check'
import { expect, test } from 'vitest'
import { detectEncoding, encodings } from '../../../../functions/subscription/import/encoding.ts'
import { Refusal } from '../../../../functions/subscription/import/refusal.ts'
import { seed } from '../../../fuzz-seed.ts'
import { aFile, allRows, aShape, inEncoding } from './some-file.ts'

const cellsOf = async (...of: Parameters<typeof allRows>) =>
  (await allRows(...of)).map(({ number, cells }) => [number, cells])

const letters = fc.constantFrom(...'ab@.é中文“,;"\r\n\t 0=', 'ß', '编', '∑一')
const cell = fc.string({ unit: letters, maxLength: 8 })
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

test.each(encodings)(
  'rows in %s are read back as they were, from any row on, in chunks of any size',
  async (encoding) => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        async (table, end, chunk) => {
          const text = table.map((cells) => cells.map(quoted).join(',') + end).join('')
          const bytes = inEncoding(text, encoding)
          const wanted = table.map((cells) =>
            cells.map((one) =>
              new TextDecoder(encoding, { ignoreBOM: true }).decode(inEncoding(one, encoding)),
            ),
          )
          const shape = aShape({ encoding })
          const rows = await allRows(aFile(bytes, chunk), shape)
          expect(rows.map(({ cells }) => cells)).toEqual(wanted)
          expect(rows.at(-1)!.next).toEqual({ byte: bytes.length, row: table.length + 1 })
          for (const [at, { next }] of rows.entries()) {
            const rest = await allRows(aFile(bytes, chunk), shape, next)
            expect(rest).toEqual(rows.slice(at + 1))
          }
        },
      ),
      { seed, numRuns: 25 },
    )
  },
)

test('any bytes are rows or a refusal, with every byte in one row', async () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc.string({ unit: letters, maxLength: 60 }).map((text) => Buffer.from(text)),
  )
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(...encodings), async (some, encoding) => {
      const rows = await allRows(aFile(some, 7), aShape({ encoding })).catch((error) => {
        expect(error).toBeInstanceOf(Refusal)
        return []
      })
      expect(rows.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1))
      const ends = rows.map(({ next }) => next.byte)
      expect(ends).toEqual([...ends].sort((a, b) => a - b))
    }),
    { seed, numRuns: 300 },
  )
})

test.each([
  ['UTF-8 with a mark', '\ufeffé', 'utf-8', 'utf-8', 3],
  ['UTF-8', 'José 中文', 'utf-8', 'utf-8', 0],
  ['ASCII', 'a,b', 'utf-8', 'utf-8', 0],
  ['UTF-16 with a mark', '\ufeffa,b', 'utf-16le', 'utf-16le', 2],
  ['UTF-16 with a mark, the other way round', '\ufeffa,b', 'utf-16be', 'utf-16be', 2],
  ['UTF-16 without a mark', 'email,name\nada@example.org,中', 'utf-16le', 'utf-16le', 0],
  ['UTF-16 without a mark, the other way round', 'email,name\nada@example.org,中', 'utf-16be', 'utf-16be', 0],
  [
    'UTF-16 without a mark, mostly Chinese',
    `邮箱,备注\na@x.org,${'王小明是一个很长的备注'.repeat(300)}`,
    'utf-16le',
    'utf-16le',
    0,
  ],
  [
    'UTF-16 of the other kind, mostly Chinese',
    `邮箱,备注\na@x.org,${'王小明'.repeat(900)}`,
    'utf-16be',
    'utf-16be',
    0,
  ],
  ['text with a stray zero', 'email,name\na@x.org,\0\n', 'utf-8', 'utf-8', 0],
  ['GB 18030', 'email,姓名\nada@example.org,王小明', 'gb18030', 'gb18030', 0],
  ['Windows-1252', 'email,name\nada@example.org,José Müller “x” €', 'windows-1252', 'windows-1252', 0],
] as const)('%s is known for what it is', (_, text, as, encoding, mark) => {
  expect(detectEncoding(inEncoding(text, as))).toEqual({ encoding, mark })
})

test('a sequence that the sample cuts off does not change what the file is', () => {
  expect(detectEncoding(Buffer.from('José 中').subarray(0, -1)).encoding).toBe('utf-8')
})

test('line ends may be mixed, and lines blank', async () => {
  expect(await cellsOf(aFile('a,b\r\n\r\n1,2\r3,4\n5,6'))).toEqual([
    [1, ['a', 'b']],
    [2, ['']],
    [3, ['1', '2']],
    [4, ['3', '4']],
    [5, ['5', '6']],
  ])
})

test('a quotation mark that stands inside a cell is a part of it', async () => {
  expect(await cellsOf(aFile('a "b" c,d"e"\n"f ""g""",h'))).toEqual([
    [1, ['a "b" c', 'd"e"']],
    [2, ['f "g"', 'h']],
  ])
})

const laterMarks = [
  ['before a cell', '"C,active', undefined],
  ['around a cell', '"C",active', ['r3', 'C', 'active']],
  ['around nothing', '"",active', ['r3', '', 'active']],
  ['doubled in a cell', '"C ""c""",active', ['r3', 'C "c"', 'active']],
  ['inside a cell', 'C "c" c,active', ['r3', 'C "c" c', 'active']],
] as const
test.each(laterMarks)(
  'a stray opening mark spoils its own row only, with another later %s',
  async (_, last, cells) => {
    for (const end of ['\n', '\r\n', '\r'])
      for (const chunk of [1, 7, 64 * 1024])
        expect(
          await cellsOf(aFile(['r1,"A,left', 'r2,B,complained', `r3,${last}`].join(end), chunk)),
        ).toEqual([
          [1, undefined],
          [2, ['r2', 'B', 'complained']],
          [3, cells],
        ])
  },
)

test.each([572, 3_000])(
  'of %i rows, a stray mark spoils one, wherever the next mark stands',
  async (count) => {
    const rows = Array.from({ length: count }, (_, at) => `r${at},N`)
    for (const next of [undefined, 20, count - 1]) {
      const lines = rows.map((row, at) => (at === 10 ? 'r10,"N' : at === next ? `r${at},"N"` : row))
      const read = await allRows(aFile(lines.join('\n')))
      expect(read.map(({ number }) => number)).toEqual(rows.map((_, at) => at + 1))
      expect(read.flatMap(({ number, cells }) => (cells ? [] : [number]))).toEqual([11])
    }
  },
)

test('a row is one line, but for line breaks in cells that begin and end with a quotation mark', async () => {
  const piece = fc.constantFrom('a', '"a', 'a"', '"a"', '""', '"', 'a "b" c')
  const table = fc.array(fc.array(piece, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 7 })
  const cell = /(?:[^"\n][^,\n]*|"(?:[^"]|"")*"|)/.source
  const row = new RegExp(`^${cell}(?:,${cell})*\n$`)
  await fc.assert(
    fc.asyncProperty(table, fc.integer({ min: 1, max: 9 }), async (lines, chunk) => {
      const text = lines.map((cells) => `${cells.join(',')}\n`).join('')
      let byte = 0
      for (const { next, cells } of await allRows(aFile(text, chunk))) {
        const raw = text.slice(byte, next.byte)
        if (cells) expect(raw).toMatch(row)
        else expect(raw.indexOf('\n')).toBe(raw.length - 1)
        byte = next.byte
      }
      expect(byte).toBe(text.length)
    }),
    { seed, numRuns: 400 },
  )
})

test('how many rows cannot be read is counted from the beginning, wherever one goes on', async () => {
  const rows = await allRows(aFile('a\n"b\nc\n"d\n'))
  expect(rows.map(({ next }) => next.unreadable ?? 0)).toEqual([0, 1, 1, 2])
  expect(await allRows(aFile('a\n"b\nc\n"d\n'), aShape(), rows[1]!.next)).toEqual(rows.slice(2))
  const lines = Array.from({ length: 201 }, (_, at) => `"${at}`).join('\n')
  await expect(allRows(aFile(lines), aShape(), { byte: 0, row: 1 })).rejects.toThrow(
    'the last of them row 201',
  )
  await expect(allRows(aFile('"a'), aShape(), { byte: 0, row: 9, unreadable: 200 })).rejects.toThrow('row 9')
})

test.each([1, 64 * 1024])(
  'where a quotation mark is never closed, one row is lost and the rest goes on (%i)',
  async (chunk) => {
    for (const end of ['\n', '\r\n', '\r'])
      for (const encoding of encodings) {
        const text = ['a,b', '1,"2', '3,4', '5,6'].join(end)
        expect(await cellsOf(aFile(inEncoding(text, encoding), chunk), aShape({ encoding }))).toEqual([
          [1, ['a', 'b']],
          [2, undefined],
          [3, ['3', '4']],
          [4, ['5', '6']],
        ])
      }
  },
)

test('a row of 100 MB is passed over in flat memory, and the rest goes on', async () => {
  const part = Buffer.alloc(1024 * 1024, 'x')
  async function* open(from: number) {
    const head = Buffer.from('a,b\n1,')
    const tail = Buffer.from('\n3,4\n')
    const all = [head, ...Array<Buffer>(100).fill(part), tail]
    let at = 0
    for (const one of all) {
      if (at + one.length > from) yield one.subarray(Math.max(0, from - at))
      at += one.length
    }
  }
  for (const format of ['csv', 'jsonl'] as const) {
    const rows = await allRows(open, aShape({ format }))
    expect(rows.map(({ number, cells }) => [number, cells?.length])).toEqual(
      format === 'csv'
        ? [
            [1, 2],
            [2, undefined],
            [3, 2],
          ]
        : [
            [1, undefined],
            [2, undefined],
            [3, undefined],
          ],
    )
  }
})

test('a file of which nothing can be read is refused, not read for ever', async () => {
  const line = Buffer.concat([Buffer.alloc(65 * 1024, 'x'), Buffer.from('\n')])
  async function* open(from: number) {
    for (let at = from; at < 250 * line.length; at += line.length - (at % line.length))
      yield line.subarray(at % line.length)
  }
  await expect(allRows(open)).rejects.toThrow(/More than 200 rows cannot be read.*Export it again/)
})

test('JSON Lines become cells by key, and from any line on', async () => {
  const text = [
    '{"email":"ada@example.org","tags":["a","b"],"fields":{"role":"media"},"n":1}',
    '',
    'no object',
    '{"email":"bob@example.org"}',
  ].join('\n')
  const shape = aShape({ format: 'jsonl', keys: ['email', 'tags', 'fieldsrole', 'constructor'] })
  const rows = await allRows(aFile(text, 3), shape)
  expect(rows.map(({ cells }) => cells)).toEqual([
    ['ada@example.org', 'a,b', 'media', ''],
    [],
    undefined,
    ['bob@example.org', '', '', ''],
  ])
  for (const [at, { next }] of rows.entries())
    expect(await allRows(aFile(text, 5), shape, next)).toEqual(rows.slice(at + 1))
})
