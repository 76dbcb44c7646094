import * as z from 'zod'

/** By this many ms whoever read a row, or wrote it, is dead, and all their writes have taken effect. */
export const settledMs = 15 * 60_000

/**
 * A time in which a row's key is the one by which its person is planned: for sends frozen from `since` on, and before
 * `until`. Without either it has no end on that side. ISO 8601 in UTC, with milliseconds.
 */
export const Stay = z.object({ since: z.string().optional(), until: z.string().optional() })
export type Stay = z.infer<typeof Stay>

/**
 * Whether a person is planned by this row's key in a send. Compares stored times, so that no clock matters.
 * @param frozenAt ISO 8601 in UTC, with milliseconds
 */
export const isHere = ({ stays }: { stays?: readonly Stay[] | undefined }, frozenAt: string): boolean =>
  !stays ||
  stays.some(
    ({ since, until }) =>
      (since === undefined || since <= frozenAt) && (until === undefined || frozenAt < until),
  )

/** The stays of a key that its person has left. */
export const ended = (stays: readonly Stay[], until: string): Stay[] =>
  stays.map((stay, index) => (index === stays.length - 1 && !stay.until ? { ...stay, until } : stay))

/** An address that a reader had before, kept with the evidence of their consent. */
export const MovedFrom = z.object({
  /** The id of that address, whose row leads here. */
  id: z.string(),
  email: z.string(),
  /** When they moved, having confirmed the new address. */
  at: z.string(),
  /** From which network they confirmed the new one. */
  network: z.string().optional(),
  /** Sends frozen before still have them by that id. */
  until: z.string(),
  /** They came to a reader who stood here already: that reader is planned, and they are not. */
  joined: z.literal(true).optional(),
  /** They came to where another had been a reader, and had left. */
  closed: z.literal(true).optional(),
})
export type MovedFrom = z.infer<typeof MovedFrom>

/** An address that a reader wants to have their mail at, until they confirm it there, or until `until` (Unix seconds). */
export const NewAddress = z.object({
  id: z.string(),
  email: z.string(),
  until: z.number(),
  /** From which network it was confirmed, of who is on their way there. */
  network: z.string().optional(),
})
export type NewAddress = z.infer<typeof NewAddress>

/** Ids by which a reader was sent what they got. Who came to them was another reader. */
export const formerIds = (reader: { movedFrom?: readonly MovedFrom[] | undefined } | undefined): string[] =>
  (reader?.movedFrom ?? []).filter(({ joined }) => !joined).map(({ id }) => id)

/**
 * Whether a link by an id opens a reader's record. Where somebody had been a reader in their own right before another came to
 * their address, mails to that other one, who may have passed them on, are no key to what is known of the one who was there.
 */
export const opens = (id: string, reader: Came | undefined): boolean =>
  !reader || !idsThatOpenNothing(reader).includes(id)

/** Ids of whoever came to where another had been a reader. */
export const idsThatOpenNothing = ({ movedFrom = [] }: Came): string[] =>
  movedFrom.filter(({ joined, closed }) => joined || closed).map(({ id }) => id)

type Came = { movedFrom?: readonly MovedFrom[] | undefined }
