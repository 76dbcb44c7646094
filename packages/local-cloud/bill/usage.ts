import type { Item } from './prices.ts'

/** Quantities in the units of the price table. */
export type Quantities = Partial<Record<Item, number>>

/** Records what a caller (a function, a schedule or a service) used. */
export type Meter = (caller: string, used: Quantities) => void

/** A caller's AWS calls by SDK name, what AWS bills for it and, for a function, how it ran. */
export type CallerUsage = {
  calls: Record<string, number>
  billed: Quantities
  runs?: FunctionRuns
}

export type FunctionRuns = {
  invocations: number
  /** CPU time on this machine in ms, including start-up. */
  cpuMs: number
  memoryMB: number
  architecture: 'arm64' | 'x86_64'
  /** Maximum concurrency, if an event source mapping or reserved concurrency limits it. */
  atOnce?: number | undefined
}

/** By caller. */
export type Usage = Record<string, CallerUsage>

/** AWS counts a GB of transfer, storage and logs as 2^30 bytes. */
export const GB = 2 ** 30

/** Billing units of a payload: one for each started part of `size` bytes, at least one. */
export const partsOf = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size))

/** SQS, SNS and EventBridge bill payloads in parts of 64 KB. */
export const messageParts = (bytes: number): number => partsOf(bytes, 64 * 1024)

/** Adds quantities to `into`, in place. */
export const addTo = <Name extends string>(
  into: Partial<Record<Name, number>>,
  more: Partial<Record<Name, number>>,
): void => {
  for (const name of Object.keys(more) as Name[]) into[name] = (into[name] ?? 0) + (more[name] ?? 0)
}

/** Usage without the calls, as needed for a bill. */
export const billedIn = (usage: Usage): Record<string, Quantities> =>
  Object.fromEntries(Object.entries(usage).map(([caller, { billed }]) => [caller, billed]))
