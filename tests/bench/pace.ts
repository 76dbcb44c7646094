import { pricesFor } from '#local-cloud/bill/prices'
import type { Benchmark } from './figures.ts'
import { type SentOnVirtualTime, sendOnVirtualTime } from './pace/virtual-send.ts'

/** Messages a second that SES grants: its sandbox, a small account, production as it begins, and more. */
const rates = [1, 5, 13, 14, 50, 500]
const audiences = [50, 500, 5_000]

/** Of the rate that is granted to sends, how much a send must use from its first mail to its last, percent. */
const leastOf = (audience: number) => (audience <= 50 ? 85 : 95)

/**
 * Sends at small and large rates, by the use cases that plan, deliver and sweep, on virtual time: a call to the database
 * takes 5 ms, one to SES 60 to 200 ms, and SES has no burst.
 */
export const benchPace: Benchmark = async (found, { say, scale }) => {
  for (const rate of rates)
    for (const usual of audiences) {
      const audience = Math.max(50, Math.round(usual * scale))
      const sent = await sendOnVirtualTime({ rate, audience })
      const name = `${rate}/s, ${audience} readers`
      found({
        what: `${name}: used of the rate granted to sends`,
        value: sent.usedPercent,
        unit: '%',
        budget: [leastOf(audience), 100.5],
      })
      found({ what: `${name}: uncertain, or never called`, value: sent.notAccepted, unit: '', budget: 0 })
      found({ what: `${name}: throttled by SES`, value: sent.throttled, unit: 'calls' })
      found({ what: `${name}: a million messages, beside SES’s price`, value: costOf(sent), unit: '$' })
    }
  const each = pricesFor('essentials')['ses.messages']
  say(
    `Sends are granted 96 % of SES’s rate. SES asks $${((each.usd / each.per) * 1e6).toFixed(0)} a million.`,
  )
}

/** What the workers, their calls and the ledger's units cost a million messages, $. */
const costOf = ({
  accepted,
  invocations,
  workerSeconds,
  writeUnits,
  readUnits,
  queueCalls,
}: SentOnVirtualTime) => {
  const prices = pricesFor('essentials')
  const cost = (item: keyof typeof prices, count: number) => (prices[item].usd / prices[item].per) * count
  const sum =
    cost('lambda.requests', invocations) +
    cost('lambda.seconds.arm64', workerSeconds * (512 / 1024)) +
    cost('dynamodb.writes', writeUnits) +
    cost('dynamodb.reads', readUnits) +
    cost('sqs.requests', queueCalls)
  return (sum / accepted) * 1e6
}
