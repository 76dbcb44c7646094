import * as z from 'zod'
import { escapeHtml } from '../web/entities.ts'

/** A slot in a mail for what is one reader's, with what stands there `otherwise`. */
export type Slot<Name extends string> = { slot: Name; otherwise?: string | undefined }

/**
 * A mail that is ready but for its slots. That these are just the slots which somebody fills in is seen to when it is
 * compiled (`emails/slots.ts`).
 * @template Text a piece as it is, or encoded once for many mails
 */
export type Template<Name extends string, Text = string> = {
  html: (Text | Slot<Name>)[]
  text: (Text | Slot<Name>)[]
}

/** The shape of a slot with one of some names. */
export const slotOf = <const Name extends string>(names: readonly Name[]) =>
  z.object({ slot: z.enum(names), otherwise: z.string().optional() })

/** The shape of a template with slots of some names. */
export const templateOf = <const Name extends string>(names: readonly Name[]) => {
  const pieces = z.array(z.union([z.string(), slotOf(names)]))
  return z.object({ subject: z.string(), html: pieces, text: pieces })
}

/** A value for each slot; undefined for what stands there otherwise. */
type Values = Record<string, string | undefined>
type NameIn<Given extends Values> = keyof Given & string

/** Puts what is one reader's into its slots; HTML gets it escaped. */
export const place = <Given extends Values, Text extends string | object>(
  { html, text }: Template<NameIn<Given>, Text>,
  values: Given,
): { html: (Text | string)[]; text: (Text | string)[] } => ({
  html: html.map((part) => (isSlot(part) ? escapeHtml(valueIn(part, values)) : part)),
  text: text.map((part) => (isSlot(part) ? valueIn(part, values) : part)),
})

/** The whole mail of one reader. */
export const fill = <Given extends Values>(
  template: Template<NameIn<Given>>,
  values: Given,
): { html: string; text: string } => {
  const { html, text } = place(template, values)
  return { html: html.join(''), text: text.join('') }
}

const valueIn = ({ slot, otherwise = '' }: Slot<string>, values: Values): string => values[slot] ?? otherwise

const isSlot = (part: string | object): part is Slot<string> => typeof part === 'object' && 'slot' in part
