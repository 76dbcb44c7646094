import type { Item } from './prices.ts'

/** How much of what, in the units of the price table. */
export type Quantities = Partial<Record<Item, number>>

/** Takes down what a caller (a function, a schedule, a service) used. */
export type Meter = (caller: string, used: Quantities) => void

/** What a caller did: its AWS calls by the SDK's names, what AWS bills for it and, of a function, how it ran. */
export type CallerUsage = {
  calls: Record<string, number>
  billed: Quantities
  runs?: FunctionRuns
}

export type FunctionRuns = {
  invocations: number
  /** Processor time on this machine, starts and all. */
  cpuMs: number
  memoryMB: number
  architecture: 'arm64' | 'x86_64'
  /** How many of it work at once where a queue's mapping or a reservation says so. */
  atOnce?: number | undefined
}

/** By caller. */
export type Usage = Record<string, CallerUsage>

/** AWS counts a GB of transfer, storage and logs as 2^30 bytes. */
export const GB = 2 ** 30

/** How many units a payload counts as: at least one, and one for each part of `size` bytes that is begun. */
export const partsOf = (bytes: number, size: number): number => Math.max(1, Math.ceil(bytes / size))

/** SQS, SNS and EventBridge bill a payload by parts of 64 KB. */
export const messageParts = (bytes: number): number => partsOf(bytes, 64 * 1024)

/** Adds quantities to others in place. */
export const addTo = <Name extends string>(
  into: Partial<Record<Name, number>>,
  more: Partial<Record<Name, number>>,
): void => {
  for (const name of Object.keys(more) as Name[]) into[name] = (into[name] ?? 0) + (more[name] ?? 0)
}

/** Usage without the calls: what a bill is made of. */
export const billedIn = (usage: Usage): Record<string, Quantities> =>
  Object.fromEntries(Object.entries(usage).map(([caller, { billed }]) => [caller, billed]))
