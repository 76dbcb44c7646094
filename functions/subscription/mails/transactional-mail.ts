import type { Mailer, MailOutcome } from '../../mail/mailer.ts'
import { buildMessage } from '../../mail/mime.ts'
import { fill, type Template } from '../../mail/template.ts'
import { listed } from '../../publication/in-one-line.ts'
import type { Language } from '../../publication/language.ts'
import type { Publication } from '../../publication/publication.ts'
import { dayInWords, timeIn } from '../../publication/words/date.ts'
import { wordsOf } from '../../publication/words.ts'
import { signUpMark } from '../states/consent.ts'
import { zoneOf } from '../states/pause-days.ts'
import type { ReaderLinks } from '../states/reader-links.ts'
import type { Subscriber } from '../states/subscriber.ts'
import { askLinkDays } from '../states/unconfirmed-days.ts'
import type { MailKind, Mails } from './mails.ts'

export type TransactionalMailDeps = {
  mailer: Pick<Mailer, 'send'>
  mails: Mails
  publication: Publication
  siteUrl: string
  readerLink: ReaderLinks
  /** Milliseconds before each retry, with up to 100 % jitter added; empty = no retry. */
  pauses: readonly number[]
  /** Waits for the given milliseconds. */
  wait: (ms: number) => Promise<unknown>
  /** From 0 to 1. */
  random: () => number
}

/** Sends the forms' mails in the reader's language. Retries only when SES throttles. */
export const createTransactionalMail =
  (deps: TransactionalMailDeps) =>
  async (kind: MailKind, reader: Subscriber): Promise<MailOutcome> => {
    const { id, email } = addresseeOf(kind, reader)
    const mail = {
      from: deps.publication.sender.address,
      to: email,
      raw: compose(kind, reader, deps),
      // SES accepts letters, digits, - and _ in tags (Amazon SES API Reference, MessageTag). The id, an HMAC, lets
      // feedback find the reader when a mailbox provider hides the recipient.
      tags: { kind, language: reader.language, subscriber: id },
    }
    let outcome = await deps.mailer.send(mail)
    for (const pause of deps.pauses) {
      if (outcome.outcome !== 'throttled') break
      await deps.wait(pause * (1 + deps.random()))
      outcome = await deps.mailer.send(mail)
    }
    return outcome
  }

/** Whose mail it is: of a move, the new address's, which is nobody's yet. @throws when they want no other address */
const addresseeOf = (kind: MailKind, reader: Subscriber): { id: string; email: string } =>
  kind === 'move' ? newAddressOf(reader) : reader

const newAddressOf = (reader: Subscriber) => {
  if (reader.status !== 'active' || !reader.newAddress)
    throw new Error('A reader who is to be mailed at another address asked for none')
  return reader.newAddress
}

const compose = (kind: MailKind, reader: Subscriber, deps: TransactionalMailDeps): Buffer => {
  const { publication, mails } = deps
  const language = mails[reader.language] ? reader.language : publication.languages[0]!
  return buildMessage({
    from: { name: publication.sender.name[language]!, address: publication.sender.address },
    to: addresseeOf(kind, reader).email,
    replyTo: publication.replyTo,
    headers: {
      // RFC 3834 §5.1: the mail is automatic and wants no automatic reply (§2). Exchange heeds only its own header.
      'Auto-Submitted': 'auto-generated',
      'X-Auto-Response-Suppress': 'All',
      'Content-Language': language,
      ...(kind === 'ask' && oneClick(deps.readerLink('unsubscribe', reader.id).url)),
    },
    ...filled(kind, reader, language, deps),
  })
}

/** Of mail that goes to many at once: a mailbox shows its own button to leave, instead of only that for spam (RFC 8058 §3.1). */
const oneClick = (unsubscribe: string) => ({
  'List-Unsubscribe': `<${unsubscribe}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
})

/** A mail with this reader's values in its slots. */
const filled = (
  kind: MailKind,
  reader: Subscriber,
  language: Language,
  { mails, readerLink, siteUrl: site, publication }: TransactionalMailDeps,
) => {
  const mail = mails[language]!
  const ways = () => ({
    preferences: readerLink('preferences', reader.id).url,
    unsubscribe: readerLink('unsubscribe', reader.id).url,
  })
  switch (kind) {
    case 'confirm': {
      const { url: confirm, expires } = readerLink('confirm', reader.id, signUpMark(reader.consent))
      const until = timeIn(language, publication.timeZone, expires * 1000)
      return withSubject(mail.confirm, { site, confirm, until })
    }
    case 'ask': {
      const { url: confirm, expires } = readerLink(
        'confirm',
        reader.id,
        signUpMark(reader.consent),
        askLinkDays,
      )
      const until = timeIn(language, publication.timeZone, expires * 1000)
      return withSubject(mail.ask, { site, confirm, until, unsubscribe: ways().unsubscribe })
    }
    case 'known':
      return withSubject(mail.known, { site, ...ways() })
    case 'changed': {
      const topics = topicsInWords(reader, language, publication)
      return withSubject(mail.changed, { language: wordsOf(reader.language).name, topics, ...ways() })
    }
    case 'paused':
      return withSubject(mail.paused, { until: pauseEnd(reader, language, publication), ...ways() })
    case 'move': {
      const { url: confirm, expires } = readerLink('move', reader.id, newAddressOf(reader).id)
      return withSubject(mail.move, {
        confirm,
        until: timeIn(language, publication.timeZone, expires * 1000),
      })
    }
    case 'moved':
      return withSubject(mail.moved, ways())
    case 'goodbye':
      return withSubject(mail.goodbye, { subscribe: `${site}/subscribe?language=${language}` })
  }
}

const withSubject = <Name extends string>(
  mail: Template<Name> & { subject: string },
  values: Record<Name, string>,
) => ({ subject: mail.subject, ...fill<Record<Name, string>>(mail, values) })

/** @throws when they do not pause */
const pauseEnd = (reader: Subscriber, language: Language, publication: Publication): string => {
  if (reader.status !== 'active' || !reader.paused)
    throw new Error('A reader who is told of their pause has none')
  return dayInWords(reader.paused.until, language, zoneOf(reader, publication))
}

const topicsInWords = (
  { topics }: Subscriber,
  language: Language,
  { topics: known }: Publication,
): string => {
  const { allTopics } = wordsOf(language).forms.confirm
  const chosen = known.filter(({ id }) => topics.includes(id)).map(({ names }) => names[language]!)
  return topics.length === 0 ? allTopics : listed(chosen, language)
}
