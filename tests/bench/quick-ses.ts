import { randomUUID } from 'node:crypto'
import type { Interceptor } from '#local-cloud/types'
import type { SentMail } from './bare-send.ts'

const kept = 500

/**
 * An SES that accepts every message at once and forgets it: what a send costs its functions is measured, and neither
 * a disk nor the events should stand in the way. It keeps some messages as they came, from all parts of the send.
 * @param messages how many there will be
 */
export const createQuickSes = (messages: number) => {
  const mails: SentMail[] = []
  const everySo = Math.ceil(messages / kept)
  let count = 0
  const around: Interceptor = async ({ action }, proceed, request) => {
    if (action !== 'SendRawEmail') return proceed()
    if (count % everySo === 0 && mails.length < kept)
      mails.push(sentMail(new URLSearchParams(request.body.toString())))
    count += 1
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: accepted(randomUUID()) }
  }
  return { around, kept: mails }
}

const accepted = (id: string) =>
  `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><SendRawEmailResult><MessageId>${id}</MessageId></SendRawEmailResult><ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata></SendRawEmailResponse>`

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
