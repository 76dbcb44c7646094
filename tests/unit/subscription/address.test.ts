import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { buildMessage } from '../../../functions/mail/mime.ts'
import { readAddress } from '../../../functions/subscription/states/address.ts'
import { createReaderIds, shardOf } from '../../../functions/subscription/states/reader-id.ts'
import { idOf } from '../../reader-ids.ts'

const read = (typed: string) => {
  const answer = readAddress(typed)
  return answer.outcome === 'read' ? answer.address : answer.problem
}

test.each([
  ['ada@example.org', 'ada@example.org'],
  ['  Ada.Lovelace+news@Example.ORG ', 'ada.lovelace+news@example.org'],
  ['ada@bücher.example', 'ada@xn--bcher-kva.example'],
  ['li@例子.公司', 'li@xn--fsqu00a.xn--55qx5d'],
  ['ａｄａ＠example．org', 'ada@example.org'],
  ['ada@example。org', 'ada@example.org'],
  ["o'brien_{x}@a-b.example.co.uk", "o'brien_{x}@a-b.example.co.uk"],
])('%s is read as %s', (typed, address) => {
  expect(read(typed)).toBe(address)
})

test.each([
  ['', 'addressMissing'],
  ['   ', 'addressMissing'],
  ['ada', 'addressWrong'],
  ['@example.org', 'addressWrong'],
  ['ada@', 'addressWrong'],
  ['ada@localhost', 'addressWrong'],
  ['ada@example.org.', 'addressWrong'],
  ['ada@-example.org', 'addressWrong'],
  ['ada@exa_mple.org', 'addressWrong'],
  ['ada@example..org', 'addressWrong'],
  ['a..b@example.org', 'addressWrong'],
  ['.ada@example.org', 'addressWrong'],
  ['"ada lovelace"@example.org', 'addressQuoted'],
  ['"ada@work"@example.org', 'addressQuoted'],
  ['"ada"lovelace@example.org', 'addressWrong'],
  ['Ada <ada@example.org>', 'addressWrong'],
  ['ada@example.org, eve@example.org', 'addressWrong'],
  ['ada@eve@example.org', 'addressWrong'],
  ['ada@example.org/path', 'addressWrong'],
  ['ada@example.org:25', 'addressWrong'],
  ['ada@exam%70le.org', 'addressWrong'],
  ['ada@[127.0.0.1]', 'addressLiteral'],
  ['ada@127.0.0.1', 'addressWrong'],
  ['ada@0x7f.1', 'addressWrong'],
  ['ada@1.2', 'addressWrong'],
  ['ada@[IPv6:::1]', 'addressLiteral'],
  ['ada@example.org\r\nBcc: eve@example.org', 'addressWrong'],
  ['ada@example.org\n', 'addressWrong'],
  ['a\u0000da@example.org', 'addressWrong'],
  ['李@example.org', 'addressNotAscii'],
  [`${'a'.repeat(65)}@example.org`, 'addressTooLong'],
  [`ada@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(59)}.org`, 'addressTooLong'],
  [`ada@${'a'.repeat(64)}.org`, 'addressWrong'],
  // As typed it is short enough; in Punycode, in which it travels, it is not.
  [`ada@${'微软亚洲研究院矩阵季刊编辑部.'.repeat(6)}org`, 'addressTooLong'],
  [`ada@${'例'.repeat(60)}.org`, 'addressWrong'],
])('%j is refused: %s', (typed, problem) => {
  expect(read(typed)).toBe(problem)
})

test('the longest address that RFC 5321 allows is read', () => {
  const domain = `${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(57)}.org`
  expect(read(`${'a'.repeat(64)}@${domain}`)).toHaveLength(64 + 1 + domain.length)
  expect(`${'a'.repeat(64)}@${domain}`).toHaveLength(254)
})

test('whatever is read can stand in a header, and reads as itself again', () => {
  const nearly = fc
    .tuple(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }))
    .map((p) => p.join('@'))
  const domain = fc.oneof(
    fc.domain(),
    fc.string().map((text) => `${text}.org`),
  )
  const likely = fc
    .tuple(fc.emailAddress(), domain)
    .map(([address, name]) => `${address.split('@')[0]}@${name}`)
  fc.assert(
    fc.property(fc.oneof(nearly, likely, fc.emailAddress()), (typed) => {
      const answer = readAddress(typed)
      if (answer.outcome === 'refused') return
      const { address } = answer
      expect(readAddress(address)).toEqual(answer)
      const from = { name: 'Matrix', address: 'matrix@example.org' }
      const raw = buildMessage({ from, to: address, subject: 'Hello', headers: {}, text: '', html: '' })
      expect(String(raw)).toContain(`\r\nTo: ${address}\r\n`)
    }),
    { numRuns: 2_000 },
  )
})

test('the same mailbox has one id, whose first byte is its shard', () => {
  expect(read('ADA@Example.org')).toBe(read('ada@EXAMPLE.ORG'))
  expect(idOf('ada@example.org')).toMatch(/^[0-9a-f]{32}$/)
  expect(idOf('ada@example.org').slice(0, 2)).toBe(shardOf(idOf('ada@example.org')))
})

test('who lacks the secret cannot tell whose id it is', () => {
  const plain = createHash('sha256').update('ada@example.org').digest('hex').slice(0, 32)
  const others = createReaderIds('the secret of some other publication')
  expect(new Set([plain, idOf('ada@example.org'), others('ada@example.org')]).size).toBe(3)
  expect(() => createReaderIds('too short')).toThrow('less than 32 characters')
})
