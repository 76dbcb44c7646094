import * as z from 'zod'
import { Language } from '../../publication/language.ts'

export const FormConsent = z.object({
  at: z.string(),
  /** Path of the page where it was given. */
  form: z.string(),
  /** The wording that the reader agreed to, as shown. */
  wording: z.string(),
  /** In which language it was shown. */
  language: Language.optional(),
  /** From which network they asked: never their whole address, see `networkOf`. */
  network: z.string().optional(),
  confirmedAt: z.string().optional(),
  /** From which network they confirmed. */
  confirmedNetwork: z.string().optional(),
})
export type FormConsent = z.infer<typeof FormConsent>

/** What a form showed, in which language and to which network. */
export type Shown = Pick<FormConsent, 'wording' | 'language' | 'network'>

/** Given elsewhere: what was stated of that is in the record of the import. */
export const ImportConsent = z.object({
  /** When they signed up, as the file says, or when they were imported. */
  at: z.string(),
  /** The import's id. */
  import: z.string(),
  /** The row of its file. */
  row: z.number(),
  confirmedAt: z.string().optional(),
  /** What they had signed up by here when the import came, or were asked by mail; evidence once they have confirmed it. */
  form: FormConsent.optional(),
})
export type ImportConsent = z.infer<typeof ImportConsent>

/** The evidence of an opt-in (GDPR Art. 7(1)). Times are ISO 8601 in UTC. */
export const Consent = z.union([FormConsent, ImportConsent])
export type Consent = z.infer<typeof Consent>

export const isImported = (consent: Consent): consent is ImportConsent => 'import' in consent

/**
 * Tells sign-ups of one address apart, so that a link confirms the one that it was mailed for: the time, which no two share. Empty
 * for who is yet to be asked.
 */
export const signUpMark = (consent: Consent): string => {
  const form = isImported(consent) ? consent.form : consent
  return form ? Date.parse(form.at).toString(36) : ''
}
