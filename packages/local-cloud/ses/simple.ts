import type { FormFields } from '../gateway/form-fields.ts'
import { members } from '../gateway/parse-request.ts'
import { base64Lines } from './base64-lines.ts'

const encoded = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?UTF-8?B?${Buffer.from(text, 'utf8').toString('base64')}?=`

const part = (type: string, text: string): string =>
  `Content-Type: text/${type}; charset=UTF-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64Lines(text)}\r\n`

const boundary = '=_local_alternative'

const bodyOf = (form: FormFields): string => {
  const text = form.get('Message.Body.Text.Data')
  const html = form.get('Message.Body.Html.Data')
  if (text === null || html === null) return html === null ? part('plain', text ?? '') : part('html', html)
  const parts = [part('plain', text), part('html', html)].map((one) => `--${boundary}\r\n${one}`)
  return `Content-Type: multipart/alternative; boundary="${boundary}"\r\n\r\n${parts.join('')}--${boundary}--\r\n`
}

/** The raw message that SES builds for a SendEmail. */
export const simpleMessage = (form: FormFields): Buffer => {
  const list = (kind: string) => members(form, `Destination.${kind}Addresses`).join(', ')
  const fields: [string, string][] = [
    ['From', form.get('Source') ?? ''],
    ['To', list('To')],
    ['Cc', list('Cc')],
    ['Reply-To', members(form, 'ReplyToAddresses').join(', ')],
    ['Subject', encoded(form.get('Message.Subject.Data') ?? '')],
    ['MIME-Version', '1.0'],
  ]
  const head = fields.filter(([, value]) => value).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(head.join('') + bodyOf(form), 'utf8')
}
