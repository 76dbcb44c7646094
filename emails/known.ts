import { type Letter, renderLetter, type Sender } from './letter.ts'

export type KnownProps = Sender & {
  links: { preferences: string; unsubscribe: string }
  words: {
    subject: string
    preheader: string
    heading: string
    /** Who signed up again, and where. */
    asked: string
    /** That nothing changed, and nothing need be done. */
    unchanged: string
    preferences: string
    unsubscribe: string
  }
}

/** Tells a reader that somebody, perhaps they, signed them up again. @throws when mjml warns of anything */
export const renderKnown = ({ words, links, ...sender }: KnownProps): Promise<Letter> =>
  renderLetter({
    ...sender,
    subject: words.subject,
    preheader: words.preheader,
    heading: words.heading,
    body: [
      { kind: 'paragraph', text: words.asked },
      { kind: 'paragraph', text: words.unchanged },
      { kind: 'button', label: words.preferences, url: links.preferences },
      { kind: 'link', label: words.unsubscribe, url: links.unsubscribe },
    ],
  })
