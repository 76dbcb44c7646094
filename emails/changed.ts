import { type Letter, renderLetter, type Sender } from './letter.ts'

export type ChangedProps = Sender & {
  links: { preferences: string; unsubscribe: string }
  words: {
    subject: string
    preheader: string
    heading: string
    /** What the reader gets from now on. */
    chosen: string[]
    /** What to do if it was somebody else. */
    otherwise: string
    preferences: string
    unsubscribe: string
  }
}

/** Tells a reader what their preferences are now. @throws when mjml warns of anything */
export const renderChanged = ({ words, links, ...sender }: ChangedProps): Promise<Letter> =>
  renderLetter({
    ...sender,
    subject: words.subject,
    preheader: words.preheader,
    heading: words.heading,
    body: [
      ...words.chosen.map((text) => ({ kind: 'paragraph' as const, text })),
      { kind: 'paragraph', text: words.otherwise },
      { kind: 'button', label: words.preferences, url: links.preferences },
      { kind: 'link', label: words.unsubscribe, url: links.unsubscribe },
    ],
  })
