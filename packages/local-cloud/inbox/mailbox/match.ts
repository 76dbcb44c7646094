import type { Mail } from './mail.ts'
import type { Term } from './query.ts'
import { folded, type Texts } from './text-index.ts'

type IsUnread = (id: string) => boolean

/** Creates a predicate that is true for mails that match all of a search's terms. */
export const matcherOf = (terms: readonly Term[], texts: Texts, isUnread: IsUnread) => {
  const tests = terms.map((term) => {
    const test = testOf(term, texts, isUnread)
    return (mail: Mail) => test(mail) !== term.isNot
  })
  return (mail: Mail): boolean => tests.every((test) => test(mail))
}

const testOf = ({ field, text }: Term, texts: Texts, isUnread: IsUnread): ((mail: Mail) => boolean) => {
  const wanted = folded(text)
  switch (field) {
    case 'is':
      return ({ message }) => isUnread(message.id) === (wanted === 'unread')
    case 'has':
      return (mail) => mail.summary().hasAttachment
    case 'tag':
      return (mail) => mail.searchable().tags.some((tag) => tag.includes(wanted))
    case undefined:
      return anywhere(wanted, texts)
    default:
      return (mail) => mail.searchable()[field].includes(wanted)
  }
}

const anywhere = (wanted: string, texts: Texts) => {
  // Created with the first mail, because by then all texts to search have been added.
  let inText: ReturnType<Texts['matcher']> | undefined
  return (mail: Mail) => {
    const { from, to, subject, tags, text } = mail.searchable()
    if ([subject, from, to, ...tags].some((one) => one.includes(wanted))) return true
    inText ??= texts.matcher(wanted)
    return inText(text)
  }
}
