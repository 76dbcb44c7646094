import { addTo, type CallerUsage, type Meter, type Usage } from './usage.ts'

/** Counts what is done in the cloud, by who did it. */
export type Tally = {
  /** One AWS call, by the SDK's name: `DynamoDB.PutItem`. */
  count(caller: string, call: string): void
  meter: Meter
  /** All callers' calls together. */
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
