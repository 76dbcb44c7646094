import type { ActResult, BegunAct } from '../access/audit-entry.ts'
import type { Caller } from '../access/caller.ts'
import { defined } from '../runtime/defined.ts'
import { type Answer, refuse } from './answer.ts'
import { aboutOf } from './routes-and-roles.ts'

/** A call as the audit log looks at it. `fields`: its body, which nobody has looked at yet; `from`: the caller's network. */
export type Called = {
  route: string
  caller: Caller
  /** The path's. */
  id: string
  fields: Readonly<Record<string, unknown>>
  from: string
}

export type AuditedDeps = {
  log: {
    begin: (act: Omit<BegunAct, 'id' | 'at'>) => Promise<string>
    end: (id: string, result: Omit<ActResult, 'at'>) => Promise<void>
  }
  /** The keyed id of the reader whose address is in a body, if one is. */
  readerIn: (fields: Called['fields']) => Promise<string | undefined>
  /** Called when the log cannot be written. */
  onTrouble: (error: unknown) => void
}

/**
 * Writes acts into the audit log: an entry before the act, its result after it. So nothing is done that is not in the log,
 * wherever a function dies; an act whose entry cannot be written is refused and not begun. One whose result cannot be
 * written is done all the same, and its entry says nothing of how it ended.
 */
export const createAudited =
  ({ log, readerIn, onTrouble }: AuditedDeps) =>
  /** @param act does what is called for, or refuses it; a call that changes nothing is not written */
  async (call: Called, act: () => Promise<Answer>): Promise<Answer> => {
    const about = aboutOf(call.route)
    if (!about) return act()
    const named = async () => {
      if (about === 'reader') return readerIn(call.fields)
      return nameIn(about === 'path' ? call.id : call.fields[about.field])
    }
    const begin = async () => log.begin(begunBy(call, await named()))
    const id = await begin().catch(onTrouble)
    if (id === undefined) return refuse('not-audited', unwritten)
    const end = (result: Omit<ActResult, 'at'>) => log.end(id, result).catch(onTrouble)
    try {
      const { noted, ...answer } = await act()
      await end({ status: answer.status, ...defined({ why: whyRefused(answer) }), ...noted })
      return answer
    } catch (error) {
      await end({ status: 500 })
      throw error
    }
  }
export type Audited = ReturnType<typeof createAudited>

/** Nothing that may be a reader's address. */
const whyRefused = ({ status, value }: Pick<Answer, 'status' | 'value'>): string | undefined => {
  const { detail } = (value ?? {}) as { detail?: unknown }
  return status >= 400 && typeof detail === 'string' && !detail.includes('@')
    ? detail.slice(0, 300)
    : undefined
}

const unwritten = { message: 'The audit log cannot be written just now, so nothing was done: try again' }

/** What may stand in the log of a body that nobody has read yet: a name, and never an address. */
const aName = /^[a-z0-9][a-z0-9-]{0,199}$/
const nameIn = (value: unknown): string | undefined =>
  typeof value === 'string' && aName.test(value) ? value : undefined

const begunBy = (
  { route, caller: { person: _, email: __, ...caller }, fields, from }: Called,
  about: string | undefined,
) => ({
  ...caller,
  route,
  ...defined({ about, action: nameIn(fields.action) }),
  from,
})
