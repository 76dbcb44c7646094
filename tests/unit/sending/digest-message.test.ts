import { beforeAll, expect, test } from 'vitest'
import { type Digest, isWanted } from '../../../functions/edition/model/digest.ts'
import { createDigestMessages } from '../../../functions/sending/deliver/digest-message.ts'
import { noon, theLinks } from '../../builders.ts'
import { publication, reader, realDigests, send, siteUrl } from './real-digests.ts'

let digest: Digest
beforeAll(async () => {
  digest = (await realDigests()).get('zh-CN')!
})

const makeMessages = () => createDigestMessages({ publication, links: theLinks, siteUrl, now: () => noon })

/** With the boundary of any message: each maker has its own. */
const textOf = (parts: readonly Buffer[]) => {
  const text = Buffer.concat([...parts]).toString('latin1')
  return text.replaceAll(/boundary="([^"]*)"/.exec(text)![1]!, 'boundary')
}

/** All choices of topics, that of none among them. */
const choices = () =>
  Array.from({ length: 2 ** digest.topics.length }, (_, bits) =>
    digest.topics.filter((_, at) => bits & (1 << at)),
  )

test('a reader’s message is the same to the byte, whatever others chose before them', () => {
  const late = makeMessages()
  const wanted = choices()
  expect(wanted.length).toBeGreaterThan(16)
  for (const topics of wanted) late(digest, 'hash', { ...reader, topics }, send)
  for (const topics of wanted) {
    const message = textOf(late(digest, 'hash', { ...reader, topics }, send))
    expect(message).toBe(textOf(makeMessages()(digest, 'hash', { ...reader, topics }, send)))
    const html = Buffer.from(message.split('base64\r\n\r\n')[2]!.split('--')[0]!, 'base64').toString()
    const has = digest.html.filter((piece) => 'text' in piece && html.includes(crlf(piece.text)))
    expect(has.flatMap(({ topic }) => topic ?? [])).toEqual(
      digest.html.flatMap(({ topic }) => (topic && isWanted({ topic }, topics, 'digest') ? topic : [])),
    )
  }
})

const crlf = (text: string) => text.replaceAll('\n', '\r\n')

test('messages of readers who chose alike have most of their bytes in the same buffers', () => {
  const messages = makeMessages()
  const first = new Set(messages(digest, 'hash', reader, send))
  const second = messages(
    digest,
    'hash',
    { ...reader, id: 's'.repeat(32), email: 'yu@readers.example' },
    send,
  )
  const bytes = (parts: readonly Buffer[]) => parts.reduce((sum, { length }) => sum + length, 0)
  expect(bytes(second.filter((part) => first.has(part)))).toBeGreaterThan(0.9 * bytes(second))
  // Two bodies of six runs each, five slots between them, and what is around the bodies.
  expect(second.length).toBeLessThan(35)
})
