import { type Block, renderLetter, type Sender, type ShortMail } from './short-mail.ts'

/** What every short mail says of itself. */
type Head = {
  subject: string
  preheader: string
  heading: string
}
type Props<Links extends string, Texts> = Sender & { links: Record<Links, string>; words: Head & Texts }

/** Asks the owner of an inbox whether it was they who signed up. @throws when mjml warns of anything */
export const renderConfirmation = (
  props: Props<
    'confirm',
    {
      /** Who asked, where and for what. */
      asked: string
      please: string
      button: string
      /** When the link ends. */
      until: string
      /** What to do if it was somebody else: nothing. */
      otherwise: string
    }
  >,
): Promise<ShortMail> => {
  const { asked, please, button, until, otherwise } = props.words
  return letter(props, [
    paragraph(asked),
    paragraph(please),
    { kind: 'button', label: button, url: props.links.confirm },
    paragraph(until),
    paragraph(otherwise),
  ])
}

type Ways = { preferences: string; unsubscribe: string }

/** Tells a reader that somebody, perhaps they, signed them up again. @throws when mjml warns of anything */
export const renderKnown = (
  /** `asked`: who signed up again, and where; `unchanged`: that nothing changed, and nothing need be done. */
  props: Props<keyof Ways, Ways & { asked: string; unchanged: string }>,
): Promise<ShortMail> =>
  letter(props, [paragraph(props.words.asked), paragraph(props.words.unchanged), ...ways(props)])

/** Tells a reader what their preferences are now. @throws when mjml warns of anything */
export const renderChanged = (
  /** `chosen`: what the reader gets from now on; `otherwise`: what to do if it was somebody else. */
  props: Props<keyof Ways, Ways & { chosen: string[]; otherwise: string }>,
): Promise<ShortMail> =>
  letter(props, [...props.words.chosen, props.words.otherwise].map(paragraph).concat(ways(props)))

/** The last mail to a reader who left. @throws when mjml warns of anything */
export const renderGoodbye = (
  /** `done`: that it is done, and this mail is the last; `mistake`: what to do if it was one. */
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
): Promise<ShortMail> => renderLetter({ ...sender, subject, preheader, heading, body })

const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

/** To change something, and to leave. */
const ways = ({ words, links }: { words: Ways; links: Ways }): Block[] => [
  { kind: 'button', label: words.preferences, url: links.preferences },
  { kind: 'link', label: words.unsubscribe, url: links.unsubscribe },
]
