import type { BillLine } from '#local-cloud/bill/bill'
import { columns, quantityText } from '#local-cloud/bill/table'
import type { Year } from './year.ts'

/** Cents, or two digits of what is less than one. */
const usd = (amount: number) =>
  amount > 0 && amount < 0.01
    ? `$${amount.toFixed(1 - Math.floor(Math.log10(amount)))}`
    : `$${amount.toLocaleString('en', { minimumFractionDigits: 2, maximumFractionDigits: 2 })}`

const percent = (share: number) => `${(share * 100).toFixed(2)} %`

/** Lines below this share of their part are not named. */
const worthNaming = 0.03

/** A year's costs for the terminal: what the money is spent on, the shares of SES's own price, and the assumptions. */
export const yearText = (year: Year): string => {
  const { subscribers, issues, messages, total, region, prices } = year
  const rows = year.parts.flatMap(({ name, total: cost, lines }) => {
    const named = lines.filter((line) => line.cost >= worthNaming * cost).map(lineCells)
    const [first = ['', '', ''], ...others] = named
    return [
      [name, usd(cost), percent(cost / total), ...first],
      ...others.map((cells) => ['', '', '', ...cells]),
    ]
  })
  const table = columns([...rows, ['Total', usd(total), '', '', '', '']], [1, 2, 3, 4])
  return `A year: ${quantityText(subscribers)} subscribers, ${quantityText(issues)} issues, ${quantityText(messages)} digests
On AWS in ${region}, at the prices of ${prices}, without free tiers

${table}

${besideText(year)}

What this leans on:
${year.assumptions.map((text) => `- ${text}`).join('\n')}`
}

const lineCells = ({ service, unit, quantity, cost }: BillLine) => [
  usd(cost),
  quantityText(quantity),
  `${service} ${unit}`,
]

const besideText = ({ million, besideSes, rate }: Year): string => {
  const lines = (['sending', 'feedback'] as const).map((name) => {
    const { share, budget, held } = besideSes[name]
    const verdict = held ? 'held' : 'NOT HELD'
    return `  ${name.padEnd(8)}  ${usd(million[name])} = ${percent(share)}  (at most ${percent(budget)}: ${verdict})`
  })
  return `Beside SES's own price of a million messages, ${usd(million.ses)}, at ${rate} messages a second:\n${lines.join('\n')}`
}
