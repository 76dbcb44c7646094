import { type Item, type Price, priced, pricesFor, type SesPlan } from './prices.ts'
import type { Quantities } from './usage.ts'

/** One item that AWS bills. */
export type BillLine = {
  service: string
  unit: string
  quantity: number
  /** USD per unit. */
  price: number
  /** USD. */
  cost: number
  /** Quantity by who used it. */
  by: Record<string, number>
}

export type Bill = {
  region: string
  /** The date of the prices. */
  prices: string
  lines: BillLine[]
  /** USD. */
  total: number
}

/**
 * What usage costs, most expensive first. Unused items have no line.
 * @param used quantities by who used them
 */
export const billOf = (used: Record<string, Quantities>, plan: SesPlan = 'essentials'): Bill => {
  const lines = Object.entries(pricesFor(plan))
    .map(([item, price]) => lineOf(item as Item, price, used))
    .filter(({ quantity }) => quantity > 0)
    .sort((a, b) => b.cost - a.cost)
  const total = lines.reduce((sum, { cost }) => sum + cost, 0)
  return { region: priced.region, prices: priced.on, lines, total }
}

const lineOf = (
  item: Item,
  { service, unit, usd, per }: Price,
  used: Record<string, Quantities>,
): BillLine => {
  const by = Object.fromEntries(
    Object.entries(used).flatMap(([caller, quantities]) =>
      quantities[item] ? [[caller, quantities[item]]] : [],
    ),
  )
  const quantity = Object.values(by).reduce((sum, one) => sum + one, 0)
  return { service, unit, quantity, price: usd / per, cost: (quantity * usd) / per, by }
}
