import type { QuotaAnswer } from '../../functions/api/answers/service.ts'
import { mostAsked, tooManyToAsk } from '../../functions/subscription/import/import-limits.ts'
import type { Counts } from '../../functions/subscription/import/tally.ts'
import { askDays } from '../../functions/subscription/states/unconfirmed-days.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { number, plural } from '../terminal/format.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'

/** How many are asked in a day at the rate that SES grants now, and how many days all of them take. */
export type AskingPlan = { asksADay: number; days: number }

/**
 * Says how long it takes to ask the readers of a file.
 * @returns undefined when nobody is to be asked, or, of a trial, when the service cannot be reached
 * @throws Stop when they are more than may be asked
 */
export const planAsking = async (
  io: TerminalIo,
  { taken }: Counts,
  { dryRun = false, ask = false, api }: { dryRun?: boolean; ask?: boolean; api?: string },
): Promise<AskingPlan | undefined> => {
  const readers = taken.pending ?? 0
  if (!ask || readers === 0) return undefined
  if (readers > mostAsked) throw new Stop(tooManyToAsk)
  try {
    const plan = planOf(readers, await askedADay(io, api))
    io.print(said(plan))
    if (readers > plan.asksADay * askDays) throw new Stop(tooLong(plan))
    return plan
  } catch (error) {
    if (!dryRun || !(error instanceof Stop)) throw error
    io.complain(io.style('yellow', error.message))
    return undefined
  }
}

const planOf = (readers: number, asksADay: number): AskingPlan => ({
  asksADay,
  days: Math.ceil(readers / Math.max(asksADay, 1)),
})

const said = ({ asksADay, days }: AskingPlan): string =>
  `At the rate that SES grants now, ${number(asksADay)} are asked a day at most: ${days === 1 ? 'within a day' : `it takes ${plural(days, 'day')}`}`

const tooLong = ({ asksADay }: AskingPlan): string =>
  `Who is not asked within ${askDays} days is forgotten: cut the file into parts of ${number(asksADay * askDays)} readers, or ask SES for a higher quota`

const askedADay = async (io: TerminalIo, api?: string): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.get<QuotaAnswer>('/api/quota')
  if (reply.outcome === 'refused')
    throw new Stop(`How long it takes to ask them is not known: ${reply.problems[0]?.message}`)
  return reply.value.asksADay
}
