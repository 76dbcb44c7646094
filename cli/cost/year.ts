import type { Bill } from '#local-cloud/bill/bill'
import { priced, type SesPlan } from '#local-cloud/bill/prices'
import type { Usage } from '#local-cloud/bill/usage'
import { assumed, assumptionsInWords } from './assumptions.ts'
import { budgets, costOfAMillion, type Million } from './cost-of-a-million.ts'
import { asOnAws } from './durations.ts'
import { createParts, type Part, parts } from './parts.ts'
import type { Measured } from './phases.ts'
import { minutesAYear, standingCosts } from './standing-costs.ts'

export type Wanted = { subscribers: number; issues: number; rate: number; plan: SesPlan }

export type Year = Wanted & {
  region: string
  /** The day whose prices these are. */
  prices: string
  messages: number
  /** By what the money is spent on. */
  parts: ({ part: Part; name: string } & Pick<Bill, 'lines' | 'total'>)[]
  /** USD. */
  total: number
  million: Million
  /** As shares of SES's own price. */
  besideSes: Record<keyof typeof budgets, { share: number; budget: number; held: boolean }>
  assumptions: string[]
}

/** What a year costs, from what was measured. */
export const yearOf = (measured: Measured, wanted: Wanted): Year => {
  const { subscribers, issues, rate, plan } = wanted
  const messages = subscribers * issues
  const gathered = createParts()
  const add = (part: Part, usage: Usage, times: number) => gathered.add(part, asOnAws(usage, rate), times)

  add('sending', measured.send, messages / measured.messages)
  add('publishing', measured.publish, issues)
  add('forms', measured.forms, (subscribers * assumed.joining) / measured.joined)
  add('reading', cached(measured.images), messages * assumed.opened)
  add('reading', cached(measured.visit), messages * assumed.visits)
  add('standing', measured.sweep, minutesAYear)
  for (const [what, used] of Object.entries(standingCosts(measured, wanted)))
    gathered.addOne('standing', what, used)

  const million = costOfAMillion(measured.send, { messages: measured.messages, rate, plan })
  const bills = (Object.keys(parts) as Part[]).map((part) => {
    const { lines, total } = gathered.bill(part, plan)
    return { part, name: parts[part], lines, total }
  })
  return {
    ...wanted,
    region: priced.region,
    prices: priced.on,
    messages,
    parts: bills,
    total: bills.reduce((sum, { total }) => sum + total, 0),
    million,
    besideSes: { sending: beside(million, 'sending'), feedback: beside(million, 'feedback') },
    assumptions: assumptionsInWords({ ...measured, rate }),
  }
}

/** CloudFront does not read from S3 what it has cached. */
const cached = (usage: Usage): Usage =>
  Object.fromEntries(
    Object.entries(usage).map(([caller, it]) => [caller, { ...it, billed: { ...it.billed, 's3.reads': 0 } }]),
  )

const beside = (million: Million, name: keyof typeof budgets) => {
  const share = million[name] / million.ses
  return { share, budget: budgets[name], held: share <= budgets[name] }
}
