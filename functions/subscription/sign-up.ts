import * as z from 'zod'
import type { Language } from '../platform/language.ts'
import type { Publication } from '../platform/publication.ts'
import { type AddressProblem, readAddress } from './address.ts'
import { type Choice, type ChoiceProblem, type FieldProblem, readChoice } from './choice.ts'

export type SignUp = Choice & { email: string }
export type SignUpProblem = FieldProblem<AddressProblem | ChoiceProblem>

/** The sign-up form as posted. What is not even text counts as absent or unknown. */
const Fields = z.object({
  email: z.string().catch(''),
  language: z.string().optional().catch('?'),
  topics: z
    .union([z.string(), z.array(z.string()).max(100)])
    .optional()
    .catch('?'),
  /** Hidden from people; only machines fill it in. */
  website: z.unknown(),
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
  publication: Pick<Publication, 'languages' | 'topics'>,
  fallback: Language,
): ReadSignUp => {
  const form = Fields.parse(fields)
  const address = readAddress(form.email)
  const { choice, problems } = readChoice(form, publication, fallback)
  if (address.outcome === 'refused')
    return { outcome: 'refused', problems: [{ field: 'email', problem: address.problem }, ...problems] }
  if (problems.length > 0) return { outcome: 'refused', problems }
  if (form.website) return { outcome: 'trapped' }
  return { outcome: 'read', signUp: { email: address.address, ...choice } }
}
