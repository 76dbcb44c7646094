import { type Block, renderShortMail, type Sender, type ShortMail } from './short-mail.ts'

/** Texts that every short mail has. */
type Head = {
  subject: string
  preheader: string
  heading: string
}
type Props<Links extends string, Texts> = Sender & { links: Record<Links, string>; words: Head & Texts }

type Question = {
  /** What was requested, and on which site. */
  asked: string
  please: string
  button: string
  /** When the link expires. */
  until: string
  /** Says that nothing need be done if somebody else asked, or if they do not want it. */
  otherwise: string
}

/** Asks the owner of an inbox to confirm a sign-up, or that a reader moves there. @throws when mjml reports any warning */
export const renderConfirmation = (props: Props<'confirm', Question>): Promise<ShortMail> =>
  letter(props, question(props))

/** Asks a reader from elsewhere whether they want it, with a way to say no. @throws when mjml reports any warning */
export const renderAsk = (
  props: Props<'confirm' | 'unsubscribe', Question & { no: string }>,
): Promise<ShortMail> =>
  letter(props, [...question(props), { kind: 'link', label: props.words.no, url: props.links.unsubscribe }])

const question = ({ words, links }: { words: Question; links: { confirm: string } }): Block[] => [
  paragraph(words.asked),
  paragraph(words.please),
  { kind: 'button', label: words.button, url: links.confirm },
  paragraph(words.until),
  paragraph(words.otherwise),
]

type Ways = { preferences: string; unsubscribe: string }

/** Tells a reader that somebody, perhaps themselves, signed them up again. @throws when mjml reports any warning */
export const renderKnown = (
  /** `asked`: what was requested, and where; `unchanged`: that nothing changed and nothing need be done. */
  props: Props<keyof Ways, Ways & { asked: string; unchanged: string }>,
): Promise<ShortMail> =>
  letter(props, [paragraph(props.words.asked), paragraph(props.words.unchanged), ...ways(props)])

/** Tells a reader their new preferences. @throws when mjml reports any warning */
export const renderChanged = (
  /** `chosen`: what the reader gets from now on; `otherwise`: what to do if somebody else made the change. */
  props: Props<keyof Ways, Ways & { chosen: string[]; otherwise: string }>,
): Promise<ShortMail> =>
  letter(props, [...props.words.chosen, props.words.otherwise].map(paragraph).concat(ways(props)))

/** Tells a reader until when they pause, or that they have moved. @throws when mjml reports any warning */
export const renderPaused = (
  /** `done`: what is so from now on; `otherwise`: what to do if somebody else did it, or to have it end sooner. */
  props: Props<keyof Ways, Ways & { done: string; otherwise: string }>,
): Promise<ShortMail> =>
  letter(props, [paragraph(props.words.done), paragraph(props.words.otherwise), ...ways(props)])

/** The last mail to a reader who unsubscribed. @throws when mjml reports any warning */
export const renderGoodbye = (
  /** `done`: that they are unsubscribed and this is the last mail; `mistake`: what to do if it was a mistake. */
  props: Props<'subscribe', { done: string; mistake: string; button: string }>,
): Promise<ShortMail> => {
  const { done, mistake, button } = props.words
  return letter(props, [
    paragraph(done),
    paragraph(mistake),
    { kind: 'button', label: button, url: props.links.subscribe },
  ])
}

const letter = (
  { words: { subject, preheader, heading }, ...sender }: Sender & { words: Head },
  body: Block[],
): Promise<ShortMail> => renderShortMail({ ...sender, subject, preheader, heading, body })

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

/** Links to change preferences and to unsubscribe. */
const ways = ({ words, links }: { words: Ways; links: Ways }): Block[] => [
  { kind: 'button', label: words.preferences, url: links.preferences },
  { kind: 'link', label: words.unsubscribe, url: links.unsubscribe },
]
