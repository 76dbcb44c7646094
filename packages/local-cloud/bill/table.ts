import type { Bill, BillLine } from './bill.ts'
import { pricesFor } from './prices.ts'

/**
 * Formats rows as a table for a terminal.
 * @param right indexes of the columns to align right, for numbers
 */
export const columns = (rows: string[][], right: number[]): string => {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)))
  return rows
    .map((row) =>
      row
        .map((cell, at) => (right.includes(at) ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

/** Three significant digits for small quantities, whole numbers for large ones. */
export const quantityText = (quantity: number): string =>
  quantity >= 100 || Number.isInteger(quantity)
    ? Math.round(quantity).toLocaleString('en')
    : Number(quantity.toPrecision(3)).toLocaleString('en', { maximumFractionDigits: 9 })

/** USD, with six decimals because a run costs fractions of a cent. */
export const costText = (usd: number): string => `$${usd.toFixed(usd >= 1 ? 2 : 6)}`

/** A bill for the terminal, with a note on what it leaves out. */
export const billTable = ({ lines, total, region, prices }: Bill): string => {
  const rows = lines.map((line) => [
    line.service,
    quantityText(line.quantity),
    line.unit,
    costText(line.cost),
    mainUser(line),
  ])
  const table = columns([...rows, ['Total', '', '', costText(total), '']], [1, 3])
  return `On AWS this run would have cost (${region}, prices of ${prices}):\n\n${table}\n\n${remarks}`
}

const mainUser = ({ by, quantity }: BillLine): string => {
  const [[name, most] = ['', 0], ...others] = Object.entries(by).sort(([, a], [, b]) => b - a)
  return others.length === 0 ? name : `${name} ${Math.round((most / quantity) * 100)} %`
}

const olderSes = pricesFor('a-la-carte')['ses.messages']

const remarks = `Free tiers are not subtracted. SES is billed as a new account pays it (Essentials); an older one, à la carte, pays
$${olderSes.usd.toFixed(2)} for ${olderSes.per.toLocaleString('en')}. Seconds of Lambda are this machine's.
Queues are polled more often here than by AWS, so empty receives are a line of their own.`
