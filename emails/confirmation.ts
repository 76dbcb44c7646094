import { type Letter, renderLetter, type Sender } from './letter.ts'

export type ConfirmationProps = Sender & {
  links: { confirm: string }
  words: {
    subject: string
    preheader: string
    heading: string
    /** Who asked, where and for what. */
    asked: string
    please: string
    button: string
    /** When the link ends. */
    until: string
    /** What to do if it was somebody else: nothing. */
    otherwise: string
  }
}

/** Asks the owner of an inbox whether it was they who signed up. @throws when mjml warns of anything */
export const renderConfirmation = ({ words, links, ...sender }: ConfirmationProps): Promise<Letter> =>
  renderLetter({
    ...sender,
    subject: words.subject,
    preheader: words.preheader,
    heading: words.heading,
    body: [
      { kind: 'paragraph', text: words.asked },
      { kind: 'paragraph', text: words.please },
      { kind: 'button', label: words.button, url: links.confirm },
      { kind: 'paragraph', text: words.until },
      { kind: 'paragraph', text: words.otherwise },
    ],
  })
