import * as z from 'zod'
import type { Language } from '../platform/language.ts'
import { type AddressProblem, readAddress } from './address.ts'
import { type Choice, type ChoiceProblem, type FieldProblem, type Offer, readChoice } from './choice.ts'

export type SignUp = Choice & {
  email: string
  /** Path of the page that the form stood on. */
  form: string
}
export type SignUpProblem = FieldProblem<AddressProblem | ChoiceProblem>

/** What the sign-up form holds beside the choice. What is not even text counts as absent. */
const Fields = z.object({
  email: z.string().catch(''),
  /** A form on another page of ours says on which; what is no path is not believed. */
  form: z
    .string()
    .regex(/^\/[\w./%-]{0,200}$/)
    .catch('/subscribe'),
  /** Hidden from people; only machines fill it in. */
  website: z.unknown().optional(),
})

export type ReadSignUp =
  | { outcome: 'read'; signUp: SignUp }
  | { outcome: 'refused'; problems: SignUpProblem[] }
  /** A machine filled in the field that people do not see. */
  | { outcome: 'trapped' }

/**
 * Reads a sign-up form.
 * @param fallback the language when the form names none
 */
export const readSignUp = (
  fields: Record<string, unknown>,
  publication: Offer,
  fallback: Language,
): ReadSignUp => {
  const form = Fields.parse(fields)
  const address = readAddress(form.email)
  const { choice, problems } = readChoice(fields, publication, { language: fallback, topics: [] })
  if (address.outcome === 'refused')
    return { outcome: 'refused', problems: [{ field: 'email', problem: address.problem }, ...problems] }
  if (problems.length > 0) return { outcome: 'refused', problems }
  if (form.website) return { outcome: 'trapped' }
  return { outcome: 'read', signUp: { email: address.address, form: form.form, ...choice } }
}
