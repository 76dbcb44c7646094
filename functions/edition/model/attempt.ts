import * as z from 'zod'

/** The outcome of an issue's last upload, for the editor who waits for it. */
export const Attempt = z.object({
  id: z.string(),
  /** SHA-256 of the manifest. */
  manifest: z.string(),
  at: z.string(),
  outcome: z.enum(['published', 'unchanged', 'refused', 'unpublished']),
  problems: z.array(z.object({ file: z.string(), line: z.number().optional(), reason: z.string() })),
})
export type Attempt = z.infer<typeof Attempt>
