import { type Account, checkIdentities } from './check-identities.ts'
import type { Draft } from './draft.ts'
import { invalid, SesError } from './errors.ts'
import { addressOf, headerValue } from './headers.ts'

// https://docs.aws.amazon.com/ses/latest/dg/quotas.html
const maxRecipients = 50
const maxBytes = 10 * 1024 * 1024
// Including its CRLF (RFC 5321 §4.5.3.1.6).
const maxLine = 1000
const tag = /^[A-Za-z0-9_-]{1,256}$/

// https://docs.aws.amazon.com/ses/latest/dg/header-fields.html
const once = new Set(
  (
    'auto-submitted bcc cc content-type content-transfer-encoding date from list-id list-unsubscribe ' +
    'list-unsubscribe-post message-id mime-version precedence reply-to return-path sender subject to'
  ).split(' '),
)

const checkAddress = (mailbox: string): void => {
  const address = addressOf(mailbox)
  const at = address.lastIndexOf('@')
  if (at < 1 || at === address.length - 1) throw invalid("Missing final '@domain'")
  if (!/^[\x21-\x7e]+$/.test(address.slice(0, at)))
    throw invalid('Local address contains control or whitespace')
  if (!/^[A-Za-z0-9.-]+$/.test(address.slice(at + 1))) throw invalid('Domain contains illegal character')
}

const checkHeaders = ({ headers }: Draft): void => {
  if (!headerValue(headers, 'From')) throw invalid("Missing required header 'From'.")
  const seen = new Set<string>()
  for (const { name } of headers) {
    const key = name.toLowerCase()
    if (once.has(key) && seen.has(key)) throw invalid(`Duplicate header '${name}'.`)
    seen.add(key)
  }
}

const checkLines = ({ raw }: Draft): void => {
  for (let start = 0; start < raw.length; ) {
    const found = raw.indexOf(10, start)
    const end = found < 0 ? raw.length : found
    const length = end - start - (raw[end - 1] === 13 ? 1 : 0)
    if (length > maxLine - 2) throw invalid(`Line is longer than ${maxLine} characters with its CRLF.`)
    start = end + 1
  }
}

const checkSize = (draft: Draft): void => {
  const { destinations, raw } = draft
  if (destinations.length === 0) throw invalid("Missing required header 'To'.")
  if (destinations.length > maxRecipients) throw invalid(`Recipient count exceeds ${maxRecipients}.`)
  if (raw.length > maxBytes)
    throw invalid(`Message length is more than ${maxBytes} bytes long: '${raw.length}'.`)
}

const checkTags = ({ tags }: Draft): void => {
  for (const [name, value] of Object.entries(tags)) {
    if (!tag.test(name))
      throw invalid(
        `Invalid tag name <${name}>: only alphanumeric ASCII characters, '_', or '-' are allowed.`,
      )
    if (!tag.test(value))
      throw invalid(
        `Invalid tag value <${value}>: only alphanumeric ASCII characters, '_', or '-' are allowed.`,
      )
  }
}

/**
 * Refuses what SES refuses.
 * @throws SesError with SES's code and message
 */
export const validate = (draft: Draft, account: Account): void => {
  checkSize(draft)
  checkHeaders(draft)
  checkLines(draft)
  checkTags(draft)
  for (const mailbox of [draft.source, ...draft.destinations]) checkAddress(mailbox)
  checkIdentities(draft, account)
  const set = draft.configurationSet
  if (set !== undefined && !account.sets.includes(set))
    throw new SesError('ConfigurationSetDoesNotExist', `Configuration set <${set}> does not exist.`)
}
