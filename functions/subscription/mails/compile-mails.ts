import { text } from 'node:stream/consumers'
import type { ShortMail } from '../../../emails/letter.ts'
import { renderChanged, renderConfirmation, renderGoodbye, renderKnown } from '../../../emails/letters.ts'
import type { Language } from '../../publication/language.ts'
import { Publication } from '../../publication/publication.ts'
import { hasWords, lacksWords, useOwnWords, wordsOf } from '../../publication/words.ts'
import { type CompiledMail, cutAtSlots, type MailKind, type Mails, slotMark } from './mails.ts'

/**
 * Compiles the forms' mails in each of the publication's languages, so that no handler carries the compiler.
 * @throws when a mail is not valid MJML, or the publication has a language of which there are no words: English may
 * stand in for them in a single issue, not in what readers consent to
 */
export const compileMails = async (publication: Publication): Promise<Mails> => {
  const mute = publication.languages.find((language) => !hasWords(language))
  if (mute) throw new Error(lacksWords(mute))
  return Object.fromEntries(
    await Promise.all(
      publication.languages.map(async (language) => {
        const props = propsIn(language, publication)
        const { name } = props
        const words = wordsOf(language).mails
        const letters: Record<MailKind, Promise<ShortMail>> = {
          confirm: renderConfirmation({
            ...props,
            words: words.confirm(name, slotMark('site'), slotMark('until')),
          }),
          known: renderKnown({ ...props, words: words.known(name, slotMark('site')) }),
          changed: renderChanged({
            ...props,
            words: words.changed(name, slotMark('language'), slotMark('topics')),
          }),
          goodbye: renderGoodbye({ ...props, words: words.goodbye(name) }),
        }
        const compiled = Object.entries(letters).map(async ([kind, letter]) => [kind, cut(await letter)])
        return [language, Object.fromEntries(await Promise.all(compiled))]
      }),
    ),
  )
}

const propsIn = (language: Language, publication: Publication) => ({
  language,
  brand: publication.brand,
  name: publication.names[language]!,
  publisher: publication.publisher[language]!,
  postalAddress: publication.postalAddress[language]!,
  links: {
    confirm: slotMark('confirm'),
    preferences: slotMark('preferences'),
    unsubscribe: slotMark('unsubscribe'),
    subscribe: slotMark('subscribe'),
  },
})

const cut = ({ subject, html, text }: ShortMail): CompiledMail => ({
  subject,
  html: cutAtSlots(html),
  text: cutAtSlots(text),
})

// As a script: the publication and its own words as JSON on standard input, the compiled mails as JSON on standard output.
if (import.meta.main) {
  const { publication: given, ownWords } = JSON.parse(await text(process.stdin))
  const publication = Publication.parse(given)
  useOwnWords(ownWords)
  process.stdout.write(JSON.stringify(await compileMails(publication)))
}
