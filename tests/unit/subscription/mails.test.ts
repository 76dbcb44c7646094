import { simpleParser } from 'mailparser'
import { beforeAll, expect, test } from 'vitest'
import type { MailOutcome, RawMail } from '../../../functions/mail/mailer.ts'
import { compileMails } from '../../../functions/subscription/mails/compile-mails.ts'
import { type MailKind, Mails } from '../../../functions/subscription/mails/mails.ts'
import { createTransactionalMail } from '../../../functions/subscription/mails/transactional-mail.ts'
import { createReaderLinks } from '../../../functions/subscription/states/reader-links.ts'
import type { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { aSite, aSubscriber, noon, theLinks } from '../../builders.ts'

let mails: Mails
beforeAll(async () => {
  mails = Mails.parse(JSON.parse(JSON.stringify(await compileMails(aSite.publication))))
})

test('a publication in a language of which there are no words does not come into being', async () => {
  const publication = { ...aSite.publication, languages: ['en', 'pt'] }
  await expect(compileMails(publication)).rejects.toThrow('there are no words in pt yet; "masthead words pt"')
})

const post = async (kind: MailKind, reader: Subscriber, answers: MailOutcome[] = []) => {
  const sent: RawMail[] = []
  const waits: number[] = []
  const send = createTransactionalMail({
    ...aSite,
    mails,
    mailer: {
      send: async (mail) => {
        sent.push(mail)
        return answers.shift() ?? { outcome: 'accepted', id: 'm-1' }
      },
    },
    readerLink: createReaderLinks({ links: theLinks, siteUrl: aSite.siteUrl, now: () => noon }),
    pauses: [300, 900],
    wait: async (ms) => waits.push(ms),
    random: () => 0.5,
  })
  const outcome = await send(kind, reader)
  return { outcome, sent, waits, mail: await simpleParser(Buffer.concat([sent[0]!.raw].flat())) }
}

const tokenIn = (text: string, page: string) =>
  new RegExp(`/${page}\\?token=([\\w.~-]+)`).exec(text)?.[1] ?? ''

test.each([
  ['en', 'Please confirm your subscription to Matrix', 'December 7, 2026 at 20:00 (GMT+8)'],
  ['zh-CN', '请确认订阅《矩阵 Matrix》', '2026 年 12 月 7 日 20:00 (GMT+8)'],
])(
  'the request to confirm is in %s, with a link that verifies and the time it ends',
  async (language, subject, until) => {
    const { mail, sent } = await post('confirm', aSubscriber('pending', { language }))
    expect(mail.subject).toBe(subject)
    for (const part of [mail.text!, mail.html as string]) {
      expect(part).toContain(until)
      expect(part).toContain('https://matrix.example.org')
      expect(part).not.toContain('\uffff')
      const verified = theLinks.verify(tokenIn(part, 'confirm'), 'confirm', noon + 7 * 86_400_000 - 1)
      expect(verified).toMatchObject({ outcome: 'valid', claim: { subscriber: aSubscriber('pending').id } })
    }
    expect(mail.html).toContain(`lang="${language}"`)
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated')
    expect(mail.headers.get('content-language')).toBe(language)
    expect(sent[0]).toMatchObject({ from: 'matrix@news.example.org', to: 'ada@example.org' })
    expect(sent[0]!.tags).toEqual({ kind: 'confirm', language, subscriber: aSubscriber('pending').id })
    for (const value of Object.values(sent[0]!.tags)) expect(value).toMatch(/^[A-Za-z0-9_-]{1,256}$/)
  },
)

test('a reader who is signed up again is told so, and can change or leave', async () => {
  const { mail } = await post('known', aSubscriber('active'))
  expect(mail.subject).toBe('You already subscribe to Matrix')
  for (const part of [mail.text!, mail.html as string]) {
    expect(theLinks.verify(tokenIn(part, 'preferences'), 'preferences', noon).outcome).toBe('valid')
    expect(theLinks.verify(tokenIn(part, 'unsubscribe'), 'unsubscribe', noon).outcome).toBe('valid')
    expect(part).not.toContain('/confirm?')
  }
})

test.each([
  ['en', { topics: ['views', 'focus'] }, ['Language: English', 'Sections: In Focus and Viewpoints']],
  ['zh-CN', { topics: ['views', 'focus'] }, ['语言：中文', '栏目：焦点和观点']],
  ['en', { topics: [] }, ['Sections: all, also those to come']],
])(
  'a reader who changed their preferences is told what they are, and can change back (%s)',
  async (language, but, said) => {
    const { mail } = await post('changed', aSubscriber('active', { language, ...but }))
    for (const part of [mail.text!, mail.html as string]) {
      for (const line of said) expect(part).toContain(line)
      expect(theLinks.verify(tokenIn(part, 'preferences'), 'preferences', noon).outcome).toBe('valid')
      expect(theLinks.verify(tokenIn(part, 'unsubscribe'), 'unsubscribe', noon).outcome).toBe('valid')
      expect(part).not.toContain('\uffff')
    }
  },
)

test('a reader who pauses is told until which day, by their own calendar, and can end it', async () => {
  const paused = { since: '2026-11-30T12:00:00.000Z', until: '2027-02-28T16:00:00.000Z' }
  const { mail } = await post('paused', aSubscriber('active', { paused }))
  expect(mail.subject).toBe('You pause Matrix')
  for (const part of [mail.text!, mail.html as string]) {
    expect(part).toContain('No issue of Matrix comes until March 1, 2027.')
    expect(theLinks.verify(tokenIn(part, 'preferences'), 'preferences', noon).outcome).toBe('valid')
    expect(theLinks.verify(tokenIn(part, 'unsubscribe'), 'unsubscribe', noon).outcome).toBe('valid')
  }
  const west = await post(
    'paused',
    aSubscriber('active', { paused, timeZone: 'America/New_York', language: 'zh-CN' }),
  )
  expect(west.mail.text).toContain('在 2027 年 2 月 28 日之前')
})

test.each([
  [['en'], [], { language: false, sections: false }],
  [['en'], aSite.publication.topics, { language: false, sections: true }],
  [['en', 'zh-CN'], [], { language: true, sections: false }],
])('a change is told by what there is to choose: of %j', async (languages, topics, said) => {
  const { changed } = (await compileMails({ ...aSite.publication, languages, topics })).en!
  for (const body of [changed.html, changed.text].map((parts) => JSON.stringify(parts))) {
    expect(body.includes('Language: ')).toBe(said.language)
    expect(body.includes('Sections: ')).toBe(said.sections)
    expect(body.includes('From now on this is how')).toBe(said.language || said.sections)
    expect(body).toContain('Change your preferences')
  }
})

test('who is on a list of elsewhere is asked for a month, and can say no by one click', async () => {
  const { mail, sent } = await post('ask', aSubscriber('pending'))
  expect(mail.subject).toBe('Do you want to go on receiving Matrix?')
  expect(sent[0]!.tags).toMatchObject({ kind: 'ask' })
  for (const part of [mail.text!, mail.html as string]) {
    expect(part).toContain('https://matrix.example.org')
    const lasts = noon + 29 * 86_400_000 - 1
    expect(theLinks.verify(tokenIn(part, 'confirm'), 'confirm', lasts).outcome).toBe('valid')
    expect(theLinks.verify(tokenIn(part, 'unsubscribe'), 'unsubscribe', noon).outcome).toBe('valid')
  }
  const raw = Buffer.concat([sent[0]!.raw].flat()).toString()
  expect(raw).toMatch(/^List-Unsubscribe: <https:\/\/matrix\.example\.org\/unsubscribe\?token=/m)
  expect(raw).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click')
})

test('a reader who left is told that it was the last mail, with a way back', async () => {
  const { mail } = await post('goodbye', aSubscriber('unsubscribed'))
  expect(mail.subject).toBe('You have unsubscribed from Matrix')
  for (const part of [mail.text!, mail.html as string]) {
    expect(part).toContain('https://matrix.example.org/subscribe?language=en')
    expect(part).not.toContain('token=')
  }
})

test('a reader whose language is published no more is written to in the first one', async () => {
  const { mail } = await post('confirm', aSubscriber('pending', { language: 'fr' }))
  expect(mail.subject).toBe('请确认订阅《矩阵 Matrix》')
})

test('a mail that SES surely did not take is tried twice more, after growing pauses', async () => {
  const throttled = { outcome: 'throttled' } as const
  const once = await post('confirm', aSubscriber('pending'), [throttled])
  expect([once.outcome.outcome, once.sent.length]).toEqual(['accepted', 2])
  const thrice = await post('confirm', aSubscriber('pending'), [throttled, throttled, throttled])
  expect([thrice.outcome.outcome, thrice.waits]).toEqual(['throttled', [450, 1350]])
  expect(thrice.sent).toHaveLength(3)
})

test.each(['uncertain', 'rejected', 'quota'] as const)(
  'a mail that was %s is not tried again',
  async (outcome) => {
    const { sent } = await post('confirm', aSubscriber('pending'), [{ outcome, reason: '' } as MailOutcome])
    expect(sent).toHaveLength(1)
  },
)
