import { type Letter, renderLetter, type Sender } from './letter.ts'

export type GoodbyeProps = Sender & {
  links: { subscribe: string }
  words: {
    subject: string
    preheader: string
    heading: string
    /** That it is done, and this mail is the last. */
    done: string
    /** What to do if it was a mistake. */
    mistake: string
    button: string
  }
}

/** The last mail to a reader who left. @throws when mjml warns of anything */
export const renderGoodbye = ({ words, links, ...sender }: GoodbyeProps): Promise<Letter> =>
  renderLetter({
    ...sender,
    subject: words.subject,
    preheader: words.preheader,
    heading: words.heading,
    body: [
      { kind: 'paragraph', text: words.done },
      { kind: 'paragraph', text: words.mistake },
      { kind: 'button', label: words.button, url: links.subscribe },
    ],
  })
