import type { Note } from './digest-props.ts'

/**
 * A mail is laid out once and filled in for each reader. Until it is cut into pieces, this character marks its slots,
 * and what only some readers get. No issue and no publication may hold it (Unicode §23.7 keeps it for use inside a
 * program), so that no text is taken for a mark; neither escaping nor mjml touches it.
 */
const mark = '\uffff'

/** What stands in a mail's props where what is one reader's will. @param name letters only */
export const slot = (name: string): string => `${mark}${name}${mark}`

/** Who gets a piece: the readers of its topic, the mails of its kind; else everybody. */
type ForWhom = { topic?: string; only?: Note }
/** Ready text, or a slot, with what stands there `otherwise`. */
export type Piece<Name extends string> = ForWhom &
  ({ text: string } | { slot: Name; otherwise?: string | undefined })

/** The slots of a mail: all that it must and may have. */
export type Slots<Name extends string> = { [One in Name]?: { otherwise?: string | undefined } }

/** Stands before what only some get, and {@link end} after it; within it no other. */
export const begin = (whom: { topic: string } | { only: string }): string =>
  mark + Object.entries(whom).map(([key, value]) => `${key}=${value}`) + mark
const endName = '/'
export const end: string = mark + endName + mark

/** A text without its marks. */
export const withoutMarks = (text: string): string => text.replaceAll(marks, '')
const marks = new RegExp(`${mark}[^${mark}]*${mark}`, 'g')

/**
 * Cuts a mail that is laid out into pieces. What will be filled in is escaped for HTML text and for quoted attributes,
 * so a slot may stand nowhere else in HTML.
 * @throws when a slot is missing in either body, unknown, or stands where escaping would not do
 */
export const cutMail = <Name extends string>(
  { html, text }: { html: string; text: string },
  slots: Slots<Name>,
): { html: Piece<Name>[]; text: Piece<Name>[] } => {
  const parts = html.split(mark)
  for (let at = 1; at < parts.length; at += 2)
    if (isSlot(parts[at]!) && !takesText(withoutNames(parts.slice(0, at))))
      throw new Error(`The slot ${parts[at]} stands in HTML where no text may`)
  return { html: cut(parts, slots), text: cut(text.split(mark), slots) }
}

/** @param parts texts and the names of marks in turn */
const cut = <Name extends string>(parts: string[], slots: Slots<Name>): Piece<Name>[] => {
  const pieces: Piece<Name>[] = []
  const missing = new Set(Object.keys(slots))
  let whom: ForWhom = {}
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 0) {
      if (part.trim() !== '' || (part !== '' && (isSlot(parts[at - 1]) || isSlot(parts[at + 1]))))
        pieces.push({ ...whom, text: part })
    } else if (isSlot(part)) {
      if (!Object.hasOwn(slots, part)) throw new Error(`The mail has a slot that nobody fills in: ${part}`)
      missing.delete(part)
      pieces.push({ ...whom, slot: part as Name, ...slots[part as Name] })
    } else whom = part === endName ? {} : Object.fromEntries([part.split('=')])
  }
  if (missing.size > 0) throw new Error(`The mail has no slot ${[...missing].join(', ')}`)
  return pieces
}

/** Whether the name of a mark is a slot's. */
const isSlot = (name: string | undefined): boolean => name !== undefined && /^[a-z]+$/i.test(name)

const withoutNames = (parts: string[]) => parts.filter((_, at) => at % 2 === 0).join('')

/** Whole comments (those for Outlook, too), style sheets and tags. */
const whole =
  /<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\1>|<(?!style|script)[/!a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi
/** A tag that is open inside a quoted value. */
const inValue = /^<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*=(?:"[^"]*|'[^']*)$/i

/** Whether text may stand after so much HTML: between tags, or inside a quoted attribute. */
const takesText = (before: string): boolean => {
  const rest = before.replace(whole, '')
  const open = rest.indexOf('<')
  return open < 0 || inValue.test(rest.slice(open))
}
