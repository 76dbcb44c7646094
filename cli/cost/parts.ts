import { type Bill, billOf } from '#local-cloud/bill/bill'
import type { Item, SesPlan } from '#local-cloud/bill/prices'
import { addTo, type Quantities, type Usage } from '#local-cloud/bill/usage'

/** What money goes to. */
export const parts = {
  ses: 'SES itself',
  sending: 'Sending',
  feedback: 'Feedback',
  publishing: 'Publishing',
  forms: 'Forms',
  reading: 'Reading',
  standing: 'Standing costs',
} as const
export type Part = keyof typeof parts

/**
 * The part to which usage during `phase` belongs. Feedback and sweeps go on whatever else is done. Undefined for usage
 * that is not the service's, but the measurement's own.
 */
const partOf = (phase: Part, caller: string, item: Item): Part | undefined => {
  if (caller === 'operator') return undefined
  if (item === 'ses.messages') return 'ses'
  if (caller === 'SES' || caller.startsWith('Feedback')) return 'feedback'
  const sweeps = /^Sending(Sweep|EveryMinute)/.test(caller)
  if (sweeps) return phase === 'standing' ? phase : undefined
  return phase
}

/** Gathers usage by part. */
export const createParts = () => {
  const gathered = new Map<Part, Record<string, Quantities>>()
  const addOne = (part: Part, caller: string, used: Quantities) => {
    const own = gathered.get(part) ?? {}
    gathered.set(part, own)
    const quantities = own[caller] ?? {}
    own[caller] = quantities
    addTo(quantities, used)
  }
  return {
    /** Adds the usage measured during `phase`, multiplied. */
    add(phase: Part, usage: Usage, times: number) {
      for (const [caller, { billed }] of Object.entries(usage))
        for (const [item, quantity] of Object.entries(billed) as [Item, number][]) {
          const part = partOf(phase, caller, item)
          if (part) addOne(part, caller, { [item]: quantity * times })
        }
    },
    addOne,
    bill: (part: Part, plan: SesPlan): Bill => billOf(gathered.get(part) ?? {}, plan),
  }
}
