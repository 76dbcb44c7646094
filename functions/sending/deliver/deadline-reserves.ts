import { callMs } from '../../mail/ses-timeouts.ts'

/** Milliseconds for the write that records the outcomes. */
export const settleMs = 6_000
/** Milliseconds that must be left when a call begins. */
export const callAndSettleMs = callMs + settleMs

/** Milliseconds for a chunk at the lowest rate, its calls, and the write after them. */
export const enoughMs = 10_000 + callAndSettleMs
