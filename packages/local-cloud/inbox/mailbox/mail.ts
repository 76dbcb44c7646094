import { splitAt } from '../../ses/headers.ts'
import type { KeptMessage } from '../../ses/mail-folder.ts'
import { type Peek, peek } from './peek.ts'
import { folded, type Text, type Texts } from './text-index.ts'

/** What the list shows of a mail. */
export type Summary = Omit<Peek, 'text'> & { snippet: string }

/** What the search looks through. All strings are folded. */
export type Searchable = {
  from: string
  to: string
  subject: string
  tags: string[]
  text: Text
}

/** A mail in the mailbox. Its content is read on demand. */
export type Mail = {
  message: KeptMessage
  summary(): Summary
  searchable(): Searchable
}

/** Bytes. Text that begins later in a message is not searched. */
const headBytes = 48 * 1024
const snippetLength = 160

export const mailOf = (message: KeptMessage, texts: Texts): Mail => {
  let read: { summary: Summary; searchable: Searchable } | undefined
  const now = () => {
    read ??= readMail(message, texts)
    return read
  }
  return { message, summary: () => now().summary, searchable: () => now().searchable }
}

/** Bytes that contain all headers, even with thousands of recipients. */
const headOf = (message: KeptMessage): Buffer => {
  const head = message.read(headBytes)
  return splitAt(head).body < head.length ? head : message.read()
}

const readMail = (message: KeptMessage, texts: Texts) => {
  const { text, ...rest } = peek(headOf(message))
  const { from, to, subject } = rest
  // The recipients given to SES, because a Bcc is in no header.
  const recipients = [...to.map(({ name, address }) => `${name} ${address}`), ...message.destinations]
  const tags = Object.entries(message.tags).map(([name, value]) => `${name}=${value}`)
  return {
    summary: {
      ...rest,
      snippet: text
        .replace(/[-=_*~]{4,}|\s+/g, ' ')
        .replace(/ +/g, ' ')
        .trim()
        .slice(0, snippetLength),
    },
    searchable: {
      from: folded(`${from.name} ${from.address} ${message.source}`),
      to: folded(recipients.join(' ')),
      subject: folded(subject),
      tags: [...tags, message.outcome].map(folded),
      text: texts.keep(text),
    },
  }
}
