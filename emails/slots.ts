import type { Note } from './digest-props.ts'

/**
 * A mail is laid out once and filled in for each reader. Until it is cut into pieces, this character marks its slots
 * and the content that only some readers get. It is a noncharacter (Unicode §23.7, reserved for internal use), so no
 * issue or publication may contain it and no text can be mistaken for a mark. Neither escaping nor mjml changes it.
 */
const mark = '\uffff'

/** A placeholder in a mail's props for a reader's value. @param name letters only */
export const slot = (name: string): string => `${mark}${name}${mark}`

/** Who gets a piece: readers of its topic, or mails of its kind; without either, everybody. */
type ForWhom = { topic?: string; only?: Note }
/** Ready text, or a slot; `otherwise` is the slot's fallback. */
export type Piece<Name extends string> = ForWhom &
  ({ text: string } | { slot: Name; otherwise?: string | undefined })

/** A mail's slots: it must have exactly these. */
export type Slots<Name extends string> = { [One in Name]?: { otherwise?: string | undefined } }

/** Opens content that only some readers get; {@link end} closes it. They do not nest. */
export const begin = (whom: { topic: string } | { only: string }): string =>
  mark + Object.entries(whom).map(([key, value]) => `${key}=${value}`) + mark
const endName = '/'
export const end: string = mark + endName + mark

/** A text without its marks. */
export const withoutMarks = (text: string): string => text.replaceAll(marks, '')
const marks = new RegExp(`${mark}[^${mark}]*${mark}`, 'g')

/**
 * Cuts a laid-out mail into pieces. Slot values are later escaped for HTML text and quoted attributes, so a slot may
 * stand nowhere else in HTML.
 * @throws when a slot is missing from either body, is unknown, or stands where that escaping would not be safe
 */
export const cutMail = <Name extends string>(
  { html, text }: { html: string; text: string },
  slots: Slots<Name>,
): { html: Piece<Name>[]; text: Piece<Name>[] } => {
  const parts = html.split(mark)
  for (let at = 1; at < parts.length; at += 2)
    if (isSlot(parts[at]!) && !takesText(withoutNames(parts.slice(0, at))))
      throw new Error(`The slot ${parts[at]} stands in HTML where no text may`)
  // In HTML, blanks between tags mean nothing; in text, a blank line is one.
  return { html: cut(parts, slots, false), text: cut(text.split(mark), slots, true) }
}

/** @param parts texts and mark names, alternating. @param withBlanks keeps texts of nothing but spaces */
const cut = <Name extends string>(
  parts: string[],
  slots: Slots<Name>,
  withBlanks: boolean,
): Piece<Name>[] => {
  const pieces: Piece<Name>[] = []
  const missing = new Set(Object.keys(slots))
  let whom: ForWhom = {}
  for (const [at, part] of parts.entries()) {
    if (at % 2 === 0) {
      const counts = withBlanks || part.trim() !== '' || isSlot(parts[at - 1]) || isSlot(parts[at + 1])
      if (part !== '' && counts) pieces.push({ ...whom, text: part })
    } else if (isSlot(part)) {
      if (!Object.hasOwn(slots, part)) throw new Error(`The mail has a slot that nobody fills in: ${part}`)
      missing.delete(part)
      pieces.push({ ...whom, slot: part as Name, ...slots[part as Name] })
    } else whom = part === endName ? {} : Object.fromEntries([part.split('=')])
  }
  if (missing.size > 0) throw new Error(`The mail has no slot ${[...missing].join(', ')}`)
  return pieces
}

/** Whether a mark's name is a slot's. */
const isSlot = (name: string | undefined): boolean => name !== undefined && /^[a-z]+$/i.test(name)

const withoutNames = (parts: string[]) => parts.filter((_, at) => at % 2 === 0).join('')

/** Complete comments (including those for Outlook), style sheets and tags. */
const whole =
  /<!--[\s\S]*?-->|<(style|script)\b[\s\S]*?<\/\1>|<(?!style|script)[/!a-z](?:"[^"]*"|'[^']*'|[^'">])*>/gi
/** A tag that is still open inside a quoted attribute value. */
const inValue = /^<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*=(?:"[^"]*|'[^']*)$/i

/** Whether escaped text is safe at the end of this HTML: between tags, or inside a quoted attribute. */
const takesText = (before: string): boolean => {
  const rest = before.replace(whole, '')
  const open = rest.indexOf('<')
  return open < 0 || inValue.test(rest.slice(open))
}
