import { randomUUID } from 'node:crypto'
import type { CloudOptions } from '../../infra/local/cloud.ts'
import type { SentMail } from './bare-send.ts'

const kept = 500

/**
 * An SES that accepts every message at once and forgets it: what a send costs its functions is measured, and neither
 * a disk nor the events should stand in the way. It keeps the first messages as they came.
 */
export const createQuickSes = () => {
  const mails: SentMail[] = []
  let count = 0
  const around: CloudOptions['around'] = async (call, proceed, request) => {
    if (call.action !== 'SendRawEmail') return proceed()
    count += 1
    if (mails.length < kept) mails.push(sentMail(new URLSearchParams(request.body.toString())))
    return {
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body: `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${randomUUID()}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></SendRawEmailResponse>`,
    }
  }
  return { around, kept: mails, count: () => count }
}
export type QuickSes = ReturnType<typeof createQuickSes>

/** Reads a call off the wire (Amazon SES API Reference, "SendRawEmail"). */
const sentMail = (form: URLSearchParams): SentMail => {
  const text = (name: string) => form.get(name) ?? ''
  const tags: string[] = []
  for (let at = 1; form.has(`Tags.member.${at}.Name`); at += 1)
    tags.push(`${text(`Tags.member.${at}.Name`)}=${text(`Tags.member.${at}.Value`)}`)
  return {
    source: text('Source'),
    destination: text('Destinations.member.1'),
    configurationSet: text('ConfigurationSetName'),
    tags,
    raw: Buffer.from(text('RawMessage.Data'), 'base64').toString('latin1'),
  }
}
