import type { Note } from '../../functions/subscription/import/row-choice.ts'
import type { Reason } from '../../functions/subscription/import/verdict.ts'

/** Why a row is not imported. */
export const reasonWords: Readonly<Record<string, string>> = {
  unreadable: 'cannot be read: a quotation mark is not closed, or stands where none may',
  'too-long': 'is longer than 64 KB: a quotation mark is not closed, or a line does not end',
  'not-json': 'is no JSON object on a line of its own',
  'wrong-encoding': 'has bytes that are no text in this encoding; --encoding names another',
  'rows-in-a-cell': 'has lines in a cell that look like rows: a quotation mark is missing or too many',
  ragged: 'has more or fewer cells than there are columns',
  'header-again': 'is a line of column names',
  'no-address': 'has no address',
  'bad-address': 'has an address to which no mail can go',
  'role-address': 'is an address of a role, such as info@; --role-addresses takes these, too',
  disposable: 'has a throw-away address, of a domain whose inboxes last for minutes',
  unconfirmed: 'never confirmed',
  'unknown-status': 'has no status, or one that is not known, or no answer where a yes is needed',
  paused: 'paused their mail: until when is not said, or a mail would have to ask them meanwhile',
  duplicate: 'has an address of a row above',
  contradicted: 'says that somebody left, bounced or complained of whom a row above says less: that counts',
  'other-spelling': 'is another spelling of an address that left or is suppressed here',
  reader: 'is a reader already',
  pending: 'has signed up here and is yet to confirm',
  unsubscribed: 'left here, and is not brought back',
  suppressed: 'is suppressed here, and is not brought back',
  moved: 'has their mail at another address by now, which they confirmed here',
  erased: 'was erased here at their wish, and is not brought back: only they themselves can sign up again',
} satisfies Record<Reason, string>

/** What was left out of a row that is imported, or is to be checked. */
export const noteWords: Readonly<Record<string, string>> = {
  topics: 'topics that there are not',
  'time-zone': 'a time zone that there is not',
  answer: 'an answer that cannot be given',
  date: 'a date that cannot be read',
  'date-order':
    'a date such as 3/4/2026, of which the list does not show whether the month stands first: in a list in English, Chinese, Japanese or Korean it is taken to, else the day',
} satisfies Record<Exclude<Note, 'language' | 'no-language'>, string>

/** Which imported rows get the language that was named for them, or the publication's first. */
export const languageWords = {
  'no-language': 'without a language',
  language: 'of a language in which nothing is published',
} as const satisfies Partial<Record<Note, string>>
