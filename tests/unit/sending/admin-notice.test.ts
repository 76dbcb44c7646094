import { simpleParser } from 'mailparser'
import { expect, test } from 'vitest'
import type { MailOutcome } from '../../../functions/mail/mailer.ts'
import { createNotifyAdmin, type Notice } from '../../../functions/sending/ledger/admin-notice.ts'
import { createNoticeMail } from '../../../functions/sending/schedule/admin-notice-mail.ts'
import { publication } from '../../infra/synthesised.ts'

const usedUp = (since: string): Notice => ({
  about: 'held',
  send: 'm-1--digest',
  cause: 'quota',
  since: `2026-12-${since}.000Z`,
})
const accepted: MailOutcome = { outcome: 'accepted', id: 'm1' }

/** Who notifies, with an SES that answers in turn. */
const aNotifier = (answers: MailOutcome[] = []) => {
  const notes = new Set<string>()
  const mailed: Notice[] = []
  const notify = createNotifyAdmin({
    notified: { has: async (what) => notes.has(what), add: async (what) => void notes.add(what) },
    mail: async (notice) => {
      const answer = answers.shift() ?? accepted
      if (answer.outcome === 'accepted') mailed.push(notice)
      return answer
    },
  })
  return { notify, mailed }
}

test('of a daily quota that frees and is used up again, the administrator hears once a day and send', async () => {
  const { notify, mailed } = aNotifier()
  const times = ['01T10:00:00', '01T10:07:00', '01T23:59:59', '02T00:03:00']
  const answers: string[] = []
  for (const since of times) answers.push(await notify(usedUp(since)))
  expect(answers).toEqual(['notified', 'notified-before', 'notified-before', 'notified'])
  await notify({ ...usedUp('01T10:00:00'), send: 'm-2--digest' } as Notice)
  expect(mailed).toHaveLength(3)
})

test('a notice of a used-up quota that the quota stops is no failure, and is mailed when it is asked for again', async () => {
  const { notify, mailed } = aNotifier([{ outcome: 'quota' }])
  expect(await notify(usedUp('01T10:00:00'))).toBe('not-now')
  expect(mailed).toEqual([])
  expect(await notify(usedUp('01T18:00:00'))).toBe('notified')
})

test('any other notice that the quota stops comes again', async () => {
  const { notify } = aNotifier([{ outcome: 'quota' }])
  await expect(notify({ about: 'none-ready', at: '2026-12-01T00:00:00Z' })).rejects.toThrow(
    'could not be notified of none-ready 2026-12-01: quota',
  )
})

/** A notice as the administrator reads it. */
const readIn = async (language: string, notice: Notice) => {
  const raws: string[] = []
  const languages = [language, ...publication.languages.filter((one) => one !== language)]
  const mail = createNoticeMail({
    mailer: {
      send: async ({ raw }) => {
        raws.push(Buffer.concat([raw].flat()).toString())
        return accepted
      },
    },
    publication: { ...publication, languages, timeZone: 'Asia/Shanghai' },
  })
  await mail(notice)
  return simpleParser(raws[0]!)
}

test.each(publication.languages)('who reads in %s why SES holds a send is told so', async (language) => {
  const because = 'MessageRejected: Sending paused for this account.'
  const since = '2026-12-01T10:00:00.000Z'
  const held = { about: 'held', send: 'm-1--digest', cause: 'account', since, because } as const
  const { text, subject } = await readIn(language, held)
  expect(text).toContain(because)
  expect(text).toContain('masthead resume m-1--digest')
  expect(subject).toMatch(language === 'zh-CN' ? /：发送 / : /: the send /)
})

test.each(publication.languages)(
  'who reads of a used-up quota in %s is told of nothing to do, and the day there',
  async (language) => {
    expect((await readIn(language, usedUp('01T20:00:00'))).text).toContain('2026-12-02')
    const { text } = await readIn(language, usedUp('01T10:00:00'))
    expect(text).toContain('2026-12-01')
    expect(text).toContain('masthead status m-1--digest')
    expect(text).not.toContain('masthead resume')
  },
)
