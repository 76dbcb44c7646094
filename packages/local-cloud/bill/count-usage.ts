import { addTo, type CallerUsage, type Meter, type Usage } from './usage.ts'

/** Counts calls and usage in the cloud, by caller. */
export type Tally = {
  /** Counts one AWS call by its SDK name: `DynamoDB.PutItem`. */
  count(caller: string, call: string): void
  meter: Meter
  /** Calls of all callers together. */
  calls(): Record<string, number>
  usage(): Usage
}

export const createTally = (): Tally => {
  const usage = new Map<string, CallerUsage>()
  const of = (caller: string): CallerUsage => {
    const known = usage.get(caller) ?? { calls: {}, billed: {} }
    usage.set(caller, known)
    return known
  }
  return {
    count: (caller, call) => addTo(of(caller).calls, { [call]: 1 }),
    meter: (caller, used) => addTo(of(caller).billed, used),
    calls: () => {
      const all: Record<string, number> = {}
      for (const { calls } of usage.values()) addTo(all, calls)
      return all
    },
    usage: () => structuredClone(Object.fromEntries(usage)),
  }
}
