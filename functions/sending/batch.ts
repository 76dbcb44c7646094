import * as z from 'zod'

/** One person of a frozen audience, as planned. The address is read when the mail is made, not kept here. */
export type Recipient = { id: string; language: string; topics: string[] }

const Counts = z.record(z.string(), z.number())

/** A step of a range's plan: the next batch, or the end. Each number is taken once, by a conditional write. */
export const Slot = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('batch'),
    number: z.number(),
    /** The last subscriber that this step looked at: the next step goes on after it. */
    upTo: z.string(),
    recipients: z.string(),
    size: z.number(),
    candidates: z.number(),
    excluded: Counts,
  }),
  z.object({ kind: z.literal('end'), number: z.number(), candidates: z.number(), excluded: Counts }),
])
export type Slot = z.infer<typeof Slot>

/** A batch's state: who works on it and what became of each recipient. Kept apart from the recipients and under 1 KB. */
export const Batch = z.object({
  key: z.string(),
  size: z.number(),
  candidates: z.number(),
  excluded: Counts,
  /** One letter a recipient, see outcomes.ts. */
  codes: z.string(),
  /** When a message was last put into the queue for it, Unix ms. */
  hintedAt: z.number(),
  closed: z.boolean(),
  /** The claim: whoever holds the token may write, until the lease ends (Unix ms). */
  token: z.string().optional(),
  lease: z.number().optional(),
  attempt: z.number(),
  /** Calls to SES may have begun for these recipients, [from, to), and nothing is known of them yet. */
  begun: z.object({ from: z.number(), to: z.number() }).optional(),
  /** When a recipient last became uncertain, Unix ms. */
  uncertainAt: z.number().optional(),
  /** A person had uncertain or failed recipients sent again: events of before may still come. */
  reopened: z.boolean().optional(),
})
export type Batch = z.infer<typeof Batch>

/** Recipients as one string, for size: `id language topic,topic`, a line each. */
export const packRecipients = (recipients: readonly Recipient[]): string =>
  recipients.map(({ id, language, topics }) => `${id} ${language} ${topics.join(',')}`).join('\n')

export const unpackRecipients = (packed: string): Recipient[] =>
  packed.split('\n').map((line) => {
    const [id = '', language = '', topics = ''] = line.split(' ')
    return { id, language, topics: topics ? topics.split(',') : [] }
  })
