import * as z from 'zod'
import { encodings } from './encoding.ts'
import { uploadSeconds } from './import-limits.ts'
import { Plan } from './reading-plan.ts'
import { Counts, noCounts } from './tally.ts'

/** What somebody asked for. */
export const ImportRequest = z.object({
  id: z.string(),
  /** `sha256`: of its bytes, in hexadecimal digits, so that no other file takes its place. */
  file: z.object({ name: z.string(), size: z.number(), sha256: z.string().optional() }),
  /** Where the readers' consent came from, in the words of whoever imports them. */
  consent: z.string(),
  mapping: z.record(z.string(), z.string()),
  encoding: z.enum(encodings).optional(),
  /** Of readers whose row says none. */
  language: z.string(),
  roles: z.boolean(),
  /** Each new reader is asked by mail, and becomes one by confirming. */
  ask: z.literal(true).optional(),
  /** Only tried: all rows are judged, and nobody becomes a reader or is kept out before it is started. */
  trial: z.literal(true).optional(),
})
export type ImportRequest = z.infer<typeof ImportRequest>

/** How far asking is: the run of rows, by its first, and the next reader in it; and how many were asked before that. */
export const Asking = z.object({ row: z.number(), at: z.number(), asked: z.number() })
export type Asking = z.infer<typeof Asking>

/**
 * The record of an import: the evidence of where its readers come from, and how far it is. Kept as long as any reader
 * refers to it. Times are ISO 8601 in UTC.
 */
export const Import = ImportRequest.extend({
  at: z.string(),
  /** Who asked for it. */
  by: z.string().optional(),
  /** `waiting`: for its file; `tried`: for whoever starts it; `asking`: all rows are read, and readers are being asked. */
  state: z.enum(['waiting', 'working', 'tried', 'asking', 'done', 'cancelled', 'refused']),
  /** Why it was refused. */
  problem: z.string().optional(),
  /** Of the uploaded file: another must not take its place half-way. */
  etag: z.string().optional(),
  /** How many trials came before this one. */
  triedBefore: z.number().optional(),
  plan: Plan.optional(),
  /** Where the first row begins that is not counted yet. */
  position: z.object({ byte: z.number(), row: z.number(), unreadable: z.number().optional() }).optional(),
  counts: Counts,
  asking: Asking.optional(),
  endedAt: z.string().optional(),
  /** Unix seconds after which a record is forgotten whose file never came, or which was tried and never started. */
  expires: z.number().optional(),
  /** Grows by one with each change. */
  revision: z.number(),
})
export type Import = z.infer<typeof Import>

/** @param now Unix ms. @param by who asks */
export const newImport = (request: ImportRequest, now: number, by?: string): Import => ({
  ...request,
  at: new Date(now).toISOString(),
  ...(by !== undefined && { by }),
  state: 'waiting',
  counts: noCounts(),
  expires: Math.floor(now / 1000) + uploadSeconds,
  revision: 0,
})

/** Whether nothing more becomes of it. */
export const isOver = ({ state }: Pick<Import, 'state'>): boolean =>
  state === 'done' || state === 'cancelled' || state === 'refused'

/**
 * By what the rows of an import are noted that are not imported: those of each trial apart, since others may be of the next one,
 * or of the import.
 */
export const rowsKeyOf = ({
  id,
  trial,
  triedBefore,
}: Pick<Import, 'id' | 'trial' | 'triedBefore'>): string =>
  trial ? `${id}.trial${triedBefore ? `.${triedBefore}` : ''}` : id

/** Hexadecimal digits, as S3 writes checksums. */
export const base64Of = (sha256: string | undefined): string | undefined =>
  sha256 && Buffer.from(sha256, 'hex').toString('base64')
