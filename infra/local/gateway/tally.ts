import type { Units } from './capacity.ts'

/** What one caller (a function, a schedule) asked of AWS: calls by the SDK's names, and DynamoDB's request units. */
export type Usage = { calls: Record<string, number>; units: Units }

const add = (into: Record<string, number>, name: string, count: number) => {
  into[name] = (into[name] ?? 0) + count
}

/** Counts calls by caller and name. */
export const createTally = () => {
  const usage = new Map<string, Usage>()
  const of = (caller: string): Usage => {
    const known = usage.get(caller) ?? { calls: {}, units: { read: 0, write: 0 } }
    usage.set(caller, known)
    return known
  }
  return {
    count: (caller: string, name: string) => add(of(caller).calls, name, 1),
    consume: (caller: string, { read, write }: Units) => {
      const { units } = of(caller)
      units.read += read
      units.write += write
    },
    /** All callers' calls together. */
    calls: (): Record<string, number> => {
      const all: Record<string, number> = {}
      for (const { calls } of usage.values())
        for (const [name, count] of Object.entries(calls)) add(all, name, count)
      return all
    },
    usage: (): Record<string, Usage> => structuredClone(Object.fromEntries(usage)),
  }
}
