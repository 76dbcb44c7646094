import { text } from 'node:stream/consumers'
import type { ShortMail } from '../../../emails/short-mail.ts'
import {
  renderAsk,
  renderChanged,
  renderConfirmation,
  renderGoodbye,
  renderKnown,
  renderPaused,
} from '../../../emails/short-mails.ts'
import { cutMail, type Piece, type Slots, slot } from '../../../emails/slots.ts'
import type { Language } from '../../publication/language.ts'
import { Publication } from '../../publication/publication.ts'
import { hasWords, lacksWords, useOwnWords, wordsOf } from '../../publication/words.ts'
import { type MailKind, type Mails, type SlotOf, slotsOf } from './mails.ts'

/**
 * Compiles the forms' mails in each of the publication's languages at build time, so that no handler bundles the MJML
 * compiler.
 * @throws when a mail is not valid MJML or its slots differ from those of `slotsOf`, or when there are no words for one
 *   of the publication's languages. English may stand in for missing words in a single issue, but not in what readers
 *   consent to.
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
        return [
          language,
          {
            confirm: compiled(
              'confirm',
              await renderConfirmation({ ...props, words: words.confirm(name, slot('site'), slot('until')) }),
            ),
            ask: compiled(
              'ask',
              await renderAsk({ ...props, words: words.ask(name, slot('site'), slot('until')) }),
            ),
            known: compiled('known', await renderKnown({ ...props, words: words.known(name, slot('site')) })),
            changed: await compileChanged(props, publication),
            paused: compiled(
              'paused',
              await renderPaused({ ...props, words: words.paused(name, slot('until')) }),
            ),
            move: compiled(
              'move',
              await renderConfirmation({ ...props, words: words.move(name, slot('until')) }),
            ),
            moved: compiled('moved', await renderPaused({ ...props, words: words.moved(name) })),
            goodbye: compiled('goodbye', await renderGoodbye({ ...props, words: words.goodbye(name) })),
          },
        ]
      }),
    ),
  )
}

/** Says only what there is to choose: nothing of a language where there is one, nor of sections where there are none. */
const compileChanged = async (props: ReturnType<typeof propsIn>, { languages, topics }: Publication) => {
  const words = wordsOf(props.language).mails.changed(props.name, slot('language'), slot('topics'))
  const hidden = [
    ...(languages.length === 1 ? (['language'] as const) : []),
    ...(topics.length === 0 ? (['topics'] as const) : []),
  ]
  const lines = words.chosen.filter((line) => !hidden.some((name) => line.includes(slot(name))))
  const chosen = hidden.length < 2 ? lines : []
  return compiled('changed', await renderChanged({ ...props, words: { ...words, chosen } }), hidden)
}

const propsIn = (language: Language, publication: Publication) => ({
  language,
  brand: publication.brand,
  name: publication.names[language]!,
  publisher: publication.publisher[language]!,
  postalAddress: publication.postalAddress[language]!,
  links: {
    confirm: slot('confirm'),
    preferences: slot('preferences'),
    unsubscribe: slot('unsubscribe'),
    subscribe: slot('subscribe'),
  },
})

/** @param hidden slots that the mail has no line for */
const compiled = <Kind extends MailKind>(
  kind: Kind,
  { subject, ...bodies }: ShortMail,
  hidden: readonly SlotOf<Kind>[] = [],
) => {
  const names = slotsOf[kind].filter((name) => !(hidden as readonly string[]).includes(name))
  const slots = Object.fromEntries(names.map((name) => [name, {}])) as Slots<SlotOf<Kind>>
  const { html, text } = cutMail(bodies, slots)
  return { subject, html: html.map(bare), text: text.map(bare) }
}

/** A short mail is the same for everybody, so its pieces carry no topic. */
const bare = <Name extends string>(piece: Piece<Name>) => ('slot' in piece ? piece : piece.text)

// As a script: reads the publication and its own words as JSON from standard input; writes the compiled mails as JSON
// to standard output.
if (import.meta.main) {
  const { publication: given, ownWords } = JSON.parse(await text(process.stdin))
  const publication = Publication.parse(given)
  useOwnWords(ownWords)
  process.stdout.write(JSON.stringify(await compileMails(publication)))
}
