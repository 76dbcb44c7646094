import { expect, test } from 'vitest'
import type { Digest } from '../../../functions/edition/model/digest.ts'
import { createDigestMessages } from '../../../functions/sending/deliver/digest-message.ts'
import { createPost } from '../../../functions/sending/deliver/post-digest.ts'
import type { Frozen, Send } from '../../../functions/sending/ledger/send.ts'
import { exclusionOf } from '../../../functions/sending/schedule/in-audience.ts'
import { anActiveReader, aPublication, noon, theLinks } from '../../builders.ts'

const frozen: Frozen = { at: '2026-12-01T00:00:00.000Z', editions: { en: 'h' }, topics: ['focus'], ranges: 1 }
const reader = anActiveReader(3)

test('an issue with a section of its own is for readers of any topic, in its languages', () => {
  const elsewhere = { ...reader, topics: ['views'] }
  expect(exclusionOf(elsewhere, frozen)).toBe('no-topic')
  expect(exclusionOf(elsewhere, { ...frozen, forEverybody: true })).toBeUndefined()
  expect(exclusionOf({ ...elsewhere, language: 'zh-CN' }, { ...frozen, forEverybody: true })).toBe(
    'no-edition',
  )
})

const digest: Digest = {
  issue: 'weekly',
  language: 'en',
  subject: 'S',
  topics: ['focus'],
  html: [{ text: 'all' }, { topic: 'focus', text: 'focus' }],
  text: [{ text: 'all' }, { topic: 'focus', text: 'focus' }],
}
const send: Send = { id: 'weekly--digest', issue: 'weekly', by: 'admin', requestedAt: '', holds: {}, frozen }

const post = (topics: string[], language = 'en') => {
  const raws: string[] = []
  const post = createPost({
    mailer: {
      send: async ({ raw }) => {
        raws.push(Buffer.concat([raw].flat() as Buffer[]).toString())
        return { outcome: 'accepted', id: 'm' }
      },
    },
    digests: async () => digest,
    messages: createDigestMessages({
      publication: aPublication(),
      links: theLinks,
      siteUrl: 'https://m.example',
      now: () => noon,
    }),
    from: 'matrix@news.example.org',
  })
  const recipient = { id: reader.id, language, topics }
  const batch = { key: '000-0000', attempt: 1 } as Parameters<typeof post>[0]['batch']
  return {
    raws,
    made: post({ send, frozen, batch, index: 0, recipient }, { id: reader.id, email: reader.email }),
  }
}

test.each([
  [[], ['all', 'focus']],
  [['focus'], ['all', 'focus']],
  [['views'], ['all']],
])('a reader of %j gets what is for everybody, and no other topic than theirs', async (topics, parts) => {
  const { raws, made } = post(topics)
  const ready = await made
  if (ready.outcome !== 'ready') throw new Error(ready.reason)
  await ready.send(() => true)
  const body = Buffer.from(/base64\r\n\r\n([\w+/=\r\n]+)/.exec(raws[0]!)![1]!, 'base64').toString()
  expect(body).toBe(parts.join(''))
})

test('a recipient whose language was taken back since fails alone, with the reason', async () => {
  expect(await post([], 'zh-CN').made).toEqual({
    outcome: 'not-a-message',
    reason: 'there is no edition in zh-CN',
  })
})
