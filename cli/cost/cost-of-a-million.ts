import { pricesFor, type SesPlan } from '#local-cloud/bill/prices'
import type { Usage } from '#local-cloud/bill/usage'
import { asOnAws } from './durations.ts'
import { createParts } from './parts.ts'

export type Send = {
  /** How many messages the usage is for. */
  messages: number
  /** The account's rate, messages a second. */
  rate: number
  plan?: SesPlan
}

const million = 1_000_000

/**
 * What a million messages cost, in USD, by what was counted in one send (`Cloud.metered()` after it less before it):
 * SES's own price, what it takes to send, and what it takes to hear what became of them (0 if SES's events were not
 * let through). Seconds of Lambda are worked out from the rate, see `secondsOnAws`.
 */
export const costOfAMillion = (usage: Usage, { messages, rate, plan = 'essentials' }: Send) => {
  const { add, bill } = createParts()
  add('sending', asOnAws(usage, rate), million / messages)
  const { usd, per } = pricesFor(plan)['ses.messages']
  return {
    ses: (million * usd) / per,
    sending: bill('sending', plan).total,
    feedback: bill('feedback', plan).total,
  }
}
export type Million = ReturnType<typeof costOfAMillion>

/** The budget: shares of SES's own price. */
export const budgets = { sending: 0.02, feedback: 0.01 }
