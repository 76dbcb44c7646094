import type { Language } from '../../publication/language.ts'
import { type AddressProblem, type ReadAddress, readAddress } from './address.ts'
import { type Choice, type ChoiceProblem, type FieldProblem, type Offer, readChoice } from './choice.ts'
import { isTrapped } from './honeypot.ts'

export type SignUp = Choice & {
  email: string
  /** Path of the page that held the form. */
  form: string
}
export type SignUpProblem = FieldProblem<AddressProblem | 'addressSeveral' | ChoiceProblem>

/** The path that a form claims as its own; undefined when it is not a valid path. */
export const formPath = (posted: unknown): string | undefined =>
  typeof posted === 'string' && /^\/[\w./%-]{0,200}$/.test(posted) ? posted : undefined

export type ReadSignUp =
  | { outcome: 'read'; signUp: SignUp }
  | { outcome: 'refused'; problems: SignUpProblem[] }
  /** A program filled in the honeypot field. */
  | { outcome: 'trapped' }

/**
 * Reads a sign-up form.
 * @param fallback the language to use when the form names none
 */
export const readSignUp = (
  fields: Record<string, unknown>,
  publication: Offer,
  fallback: Language,
): ReadSignUp => {
  const address = readEmail(fields.email)
  const { choice, problems } = readChoice(fields, publication, { language: fallback, topics: [] })
  if (address.outcome === 'refused')
    return { outcome: 'refused', problems: [{ field: 'email', problem: address.problem }, ...problems] }
  if (problems.length > 0) return { outcome: 'refused', problems }
  if (isTrapped(fields)) return { outcome: 'trapped' }
  return {
    outcome: 'read',
    signUp: { email: address.address, form: formPath(fields.form) ?? '/subscribe', ...choice },
  }
}

/** A repeated field arrives as a list; any other value that is not text counts as absent. */
const readEmail = (posted: unknown): ReadAddress | { outcome: 'refused'; problem: 'addressSeveral' } => {
  if (Array.isArray(posted)) return { outcome: 'refused', problem: 'addressSeveral' }
  return readAddress(typeof posted === 'string' ? posted : '')
}
