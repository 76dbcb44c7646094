import * as z from 'zod'
import type { AuditTable } from '../access/audit.table.ts'
import { defined } from '../runtime/defined.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { AuditAnswer } from './answers/service.ts'
import { problemsOf } from './schema-problems.ts'

export type AuditDeps = { log: Pick<AuditTable, 'page'>; timeZone: string }

const onPage = 50

export const AuditQuery = z.strictObject({
  by: z.string().optional().meta({
    description: 'Only who is called this: an address, or the name of a key.',
    example: 'ada@example.org',
  }),
  about: z.string().optional().meta({
    description:
      'Only what was about this: the id of an issue (with its sends), a send, a segment, an import, a key or a reader.',
    example: 'tidelines-7--digest',
  }),
  after: z
    .string()
    .regex(/^[\dTZ:.-]{20,30}~[\w-]{1,50}$/, 'is no place in the log: leave it out to begin anew')
    .optional()
    .meta({ description: 'The “next” of the page before; left out, the newest.' }),
})

/** A key is called `key shop`, and asked for by its name, too. */
const isCalled = (by: string, asked: string): boolean =>
  [by, by.replace(/^key /, '')].some((name) => name.toLowerCase() === asked.toLowerCase())

/** What was about an issue's sends was about the issue. */
const isAbout = (id: string | undefined, asked: string): boolean =>
  id === asked || id?.startsWith(`${asked}--`) === true

/** Who did what, for owners. */
export const createAudit =
  ({ log, timeZone }: AuditDeps) =>
  /** @param query see `AuditQuery` */
  async (query: Record<string, string | undefined>): Promise<Answer> => {
    const read = AuditQuery.safeParse(query)
    if (!read.success) return refuse('not-valid', ...problemsOf(read.error))
    const { by, about, after } = read.data
    const { entries, next } = await log.page(
      (entry) =>
        (by === undefined || isCalled(entry.by, by)) &&
        (about === undefined || [entry.about, entry.result?.about].some((one) => isAbout(one, about))),
      after,
      onPage,
    )
    const value: AuditAnswer = { entries, ...defined({ next }), timeZone }
    return answer(200, value)
  }
export type Audit = ReturnType<typeof createAudit>
