import { join } from 'node:path'
import { base64Lines } from '../ses/base64-lines.ts'
import { newMessageId, openMailFolder } from '../ses/mail-folder.ts'
import type { Resources, StoredMessage } from '../types.ts'

type Subscription = { Protocol?: string; TopicArn?: string; Endpoint?: string }

/** Mail from SNS to a topic's e-mail subscriptions, kept in `<dir>/topic-mail` for the inbox. */
export const openTopicMail = (dir: string, resources: Resources) => {
  const folder = openMailFolder(join(dir, 'topic-mail'))
  return {
    /** @param at Unix ms */
    mail: (topicArn: string, subject: string, text: string, at: number) => {
      const mailboxes = resources
        .ofType('AWS::SNS::Subscription')
        .map(({ properties }) => properties as Subscription)
        .filter(({ Protocol, TopicArn }) => Protocol === 'email' && TopicArn === topicArn)
      for (const { Endpoint: to = '' } of mailboxes) folder.save(mailTo(to, subject, text, at))
    },
    /** Oldest first. */
    messages: folder.messages,
    source: folder.source,
    end: folder.end,
  }
}

const sender = 'no-reply@sns.amazonaws.com'

const mailTo = (to: string, subject: string, text: string, at: number): StoredMessage => {
  const id = newMessageId(at)
  const headers = [
    `From: AWS Notifications <${sender}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Date: ${new Date(at).toUTCString()}`,
    `Message-ID: <${id}@amazonses.com>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
  ]
  const raw = Buffer.from(`${headers.join('\r\n')}\r\n\r\n${base64Lines(text)}\r\n`)
  return { id, at, source: sender, destinations: [to], tags: {}, outcome: 'delivered', raw }
}
