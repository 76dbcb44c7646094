import { expect, test } from 'vitest'
import { isFile, readMultipart } from '../../../functions/runtime/multipart.ts'

const body = (...parts: string[]) =>
  Buffer.from(`${parts.map((part) => `--x\r\n${part}\r\n`).join('')}--x--\r\n`)
const field = (name: string, value: string) =>
  `Content-Disposition: form-data; name="${name}"\r\n\r\n${value}`
const fileHead = 'Content-Disposition: form-data; name="f"; filename="a.txt"'
const read = (bytes: Buffer, type = 'multipart/form-data; boundary=x') => readMultipart(type, bytes)

test('fields are read as text, repeated ones as arrays, files are passed over', async () => {
  const file = `${fileHead}\r\nContent-Type: text/plain\r\n\r\nhello`
  const bytes = body(
    field('a', '矩阵'),
    field('b', '1'),
    file,
    field('b', '2'),
    field('b', '3'),
    field('__proto__', 'x'),
  )
  const fields = await read(bytes)
  expect(fields.a).toBe('矩阵')
  expect(fields.b).toEqual(['1', '2', '3'])
  expect(Object.keys(fields)).toEqual(['a', 'b', '__proto__'])
  expect(Object.getPrototypeOf(fields)).toBe(Object.prototype)
})

test('where files are taken, one is there with its name and its bytes, whatever they are', async () => {
  const bytes = Buffer.concat([
    Buffer.from(`--x\r\n${fileHead.replace('a.txt', '名单.csv')}\r\nContent-Type: text/csv\r\n\r\n`),
    Buffer.from([0xc4, 0xe3, 0x00]),
    Buffer.from('\r\n--x--\r\n'),
  ])
  const fields = await readMultipart('multipart/form-data; boundary=x', bytes, true)
  expect(fields.f).toEqual({ name: '名单.csv', bytes: Buffer.from([0xc4, 0xe3, 0x00]) })
  expect([isFile(fields.f), isFile('text'), isFile({ bytes: 'no' })]).toEqual([true, false, false])
})

test.each([
  ['cut off', Buffer.from('--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1'), undefined],
  ['cut off within a file', Buffer.from(`--x\r\n${fileHead}\r\n\r\n1`), undefined],
  ['without an empty line after a part’s head', body(fileHead, field('a', '1')), undefined],
  ['without a boundary', body(field('a', '1')), 'multipart/form-data'],
  ['empty', Buffer.alloc(0), undefined],
])('a body that is %s is the sender’s fault', async (_, bytes, type) => {
  await expect(read(bytes, type)).rejects.toMatchObject({ statusCode: 400 })
})

test('a body as large as a form may be is read whole', async () => {
  const file = `${fileHead}\r\n\r\n${'x'.repeat(90_000)}`
  expect(await read(body(file, field('a', '1')))).toEqual({ a: '1' })
})
