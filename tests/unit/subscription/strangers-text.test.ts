import { simpleParser } from 'mailparser'
import { beforeAll, expect, test } from 'vitest'
import { failures } from '../../../functions/subscription/forms/message.page.ts'
import { createSubscribeHttp } from '../../../functions/subscription/forms/subscribe.http.ts'
import { compileMails } from '../../../functions/subscription/mails/compile-mails.ts'
import { Mails } from '../../../functions/subscription/mails/mails.ts'
import { createTransactionalMail } from '../../../functions/subscription/mails/transactional-mail.ts'
import { createReaderLinks } from '../../../functions/subscription/states/reader-links.ts'
import { createSubscribe } from '../../../functions/subscription/states/subscribe.ts'
import {
  anAskingSite,
  aPublication,
  aServer,
  aSignUpPost,
  aSubscriber,
  noon,
  someSubscribers,
  theFormTokens,
  theLinks,
} from '../../builders.ts'
import { idOf } from '../../reader-ids.ts'

const site = {
  ...anAskingSite,
  publication: aPublication({ ...anAskingSite.publication, embeds: ['https://www.example.org'] }),
}
let mails: Mails
beforeAll(async () => {
  mails = Mails.parse(JSON.parse(JSON.stringify(await compileMails(site.publication))))
})

/** The form with all that a stranger can type into it, to an address that is not theirs. */
const mailsAfter = async (...rows: Parameters<typeof someSubscribers>) => {
  const sent: Buffer[] = []
  const subscribers = someSubscribers(...rows)
  const mail = createTransactionalMail({
    ...site,
    mails,
    mailer: {
      send: async ({ raw }) => {
        sent.push(Buffer.concat([raw].flat()))
        return { outcome: 'accepted', id: 'm-1' }
      },
    },
    readerLink: createReaderLinks({ links: theLinks, siteUrl: site.siteUrl, now: () => noon }),
    pauses: [],
    wait: async () => {},
    random: () => 0,
  })
  const answer = createSubscribeHttp({
    networkOf: () => undefined,
    site,
    subscribe: createSubscribe({ subscribers, idOf, mail, admitMail: async () => true, now: () => noon }),
    tokens: theFormTokens,
    admit: async () => ({ outcome: 'admitted' }),
    onOutcome: () => {},
    now: () => noon,
    wait: async () => {},
  })
  const typed = {
    email: 'ada@example.org',
    language: 'en',
    name: 'STRANGER name',
    'field-group': 'STRANGER win a prize at evil.example',
    'field-constructor': 'STRANGER too',
    form: '/STRANGER/',
    return: 'https://www.example.org/STRANGER',
    subject: 'STRANGER subject',
  }
  const headers = {
    'user-agent': 'STRANGER',
    referer: 'https://STRANGER.example',
    'accept-language': 'en;STRANGER',
  }
  const { status } = await aServer(answer, failures(site))(aSignUpPost('/subscribe', typed, headers))
  expect(status).toBe(303)
  return { sent, row: subscribers.only() }
}

test('what a stranger types is in no mail to the owner of the address: not in the one that asks', async () => {
  const { sent, row } = await mailsAfter()
  expect(row).toMatchObject({ status: 'pending', fields: { group: expect.stringContaining('STRANGER') } })
  expect(sent).toHaveLength(1)
  const { subject, text, html, headerLines } = await simpleParser(sent[0]!)
  const said = [subject, text, html, ...headerLines.map(({ line }) => line)].join('\n')
  expect(said).toContain('Please confirm')
  expect(said).not.toMatch(/stranger/i)
})

test('nor in the one that tells a reader', async () => {
  const { sent } = await mailsAfter(aSubscriber('active'))
  const { subject, text, html, headerLines } = await simpleParser(sent[0]!)
  const said = [subject, text, html, ...headerLines.map(({ line }) => line)].join('\n')
  expect(said).toContain('already')
  expect(said).not.toMatch(/stranger/i)
})
