import * as z from 'zod'

/**
 * Who had an upload published. `by`: what they are called; `person` and `email`: the person behind that, as the user pool knows
 * them. Whoever publishes without the API, as a workflow does under its own role, is nobody whom the service knows.
 */
export const Publisher = z.object({
  by: z.string(),
  person: z.string().optional(),
  email: z.string().optional(),
})
export type Publisher = z.infer<typeof Publisher>

/** The name of one edition of an issue among all. @param hash of its content */
export const editionName = (issue: string, language: string, hash: string): string =>
  `${issue}/${language}/${hash}`
