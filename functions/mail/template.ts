import * as z from 'zod'
import { escapeHtml } from '../web/escape-html.ts'

/** A slot in a mail for one reader's value; `otherwise` is used when there is none. */
export type Slot<Name extends string> = { slot: Name; otherwise?: string | undefined }

/**
 * A mail that is complete except for its slots. The compiler checks that its slots are exactly those that get filled in
 * (`emails/slots.ts`).
 * @template Text a piece as a string, or encoded once for many mails
 */
export type Template<Name extends string, Text = string> = {
  html: (Text | Slot<Name>)[]
  text: (Text | Slot<Name>)[]
}

/** A schema for a slot with one of the given names. */
export const slotOf = <const Name extends string>(names: readonly Name[]) =>
  z.object({ slot: z.enum(names), otherwise: z.string().optional() })

/** A schema for a template with slots of the given names. */
export const templateOf = <const Name extends string>(names: readonly Name[]) => {
  const pieces = z.array(z.union([z.string(), slotOf(names)]))
  return z.object({ subject: z.string(), html: pieces, text: pieces })
}

/** A value for each slot; undefined to use the slot's `otherwise`. */
type Values = Record<string, string | undefined>
type NameIn<Given extends Values> = keyof Given & string

/** Fills one reader's values into the slots, escaped for HTML. */
export const place = <Given extends Values, Text extends string | object>(
  { html, text }: Template<NameIn<Given>, Text>,
  values: Given,
): { html: (Text | string)[]; text: (Text | string)[] } => ({
  html: html.map((part) => (isSlot(part) ? escapeHtml(valueIn(part, values)) : part)),
  text: text.map((part) => (isSlot(part) ? valueIn(part, values) : part)),
})

/** Renders one reader's whole mail. */
export const fill = <Given extends Values>(
  template: Template<NameIn<Given>>,
  values: Given,
): { html: string; text: string } => {
  const { html, text } = place(template, values)
  return { html: html.join(''), text: text.join('') }
}

const valueIn = ({ slot, otherwise = '' }: Slot<string>, values: Values): string => values[slot] ?? otherwise

const isSlot = (part: string | object): part is Slot<string> => typeof part === 'object' && 'slot' in part
