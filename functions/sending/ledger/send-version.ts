import { isDeepStrictEqual } from 'node:util'
import type { Send } from './send.ts'

/** What people change of a send, by where it stands in the row; not its figures, which change by themselves while it goes out. */
export const versionOf = (
  send: Send,
): { facts: Record<string, string | undefined>; holds: Send['holds'] } => ({
  facts: {
    requestedAt: send.requestedAt,
    at: send.at,
    ownZones: send.ownZones,
    cancelledAt: send.cancelledAt,
    reopening: send.reopening,
    'approval.by': send.approval?.by,
    'frozen.at': send.frozen?.at,
    act: send.act,
  },
  holds: send.holds,
})

/** Whether nobody has changed a send between these two readings of it. */
export const isUnchanged = (one: Send, other: Send): boolean =>
  isDeepStrictEqual(versionOf(one), versionOf(other))

/**
 * What a person does to a send. `name`: its own, by which they know it for theirs though the answer to the write was lost; `seen`:
 * it is done only to the send as they have seen it, however late the write takes effect.
 */
export type Act = { name: string; seen?: Send | undefined }

/** The part of a write by which it is that act, and the condition that the send is as it was seen. */
export const asAct = (act: Act | undefined) => {
  const names: Record<string, string> = {}
  const values: Record<string, string | number> = {}
  if (!act) return { set: '', condition: '', names, values }
  values[':act'] = act.name
  const conditions = act.seen ? standingAs(act.seen, names, values) : []
  return { set: 'act = :act', condition: conditions.map((one) => ` AND ${one}`).join(''), names, values }
}

const standingAs = (
  seen: Send,
  names: Record<string, string>,
  values: Record<string, string | number>,
): string[] => {
  const { facts, holds } = versionOf(seen)
  const nameOf = (part: string) => {
    const found = Object.entries(names).find(([, of]) => of === part)?.[0]
    const name = found ?? `#seen${Object.keys(names).length}`
    names[name] = part
    return name
  }
  const is = (parts: string[], value: string | number | undefined) => {
    const path = parts.map(nameOf).join('.')
    if (value === undefined) return `attribute_not_exists(${path})`
    const placeholder = `:seen${Object.keys(values).length}`
    values[placeholder] = value
    return `${path} = ${placeholder}`
  }
  const count = `:seen${Object.keys(values).length}`
  values[count] = Object.keys(holds).length
  return [
    `size(holds) = ${count}`,
    ...Object.entries(holds).map(([cause, since]) => is(['holds', cause], since)),
    ...Object.entries(facts).map(([path, value]) => is(path.split('.'), value)),
  ]
}
