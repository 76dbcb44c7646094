import type { StatusAnswer } from '../../api/answers/statuses.ts'
import { deliveredBy } from '../../sending/ledger/delivery-times.ts'
import { type Html, html } from '../../web/html.ts'
import { barsInTime } from '../frame/chart.page.ts'
import { figures } from '../frame/facts.page.ts'
import { dataTable } from '../frame/table.page.ts'
import type { Visit } from '../visit.ts'

/** When its mails were delivered, as bars over time and as a table; nothing while that is not known. */
export const deliveriesCard = ({ deliveries, reports }: StatusAnswer, visit: Visit): Html | false => {
  if (!deliveries) return false
  const { words, format } = visit
  const texts = words.send.deliveries
  const { stepSeconds, steps } = deliveries
  const known = steps.reduce((sum, { delivered }) => sum + delivered, 0)
  const facts = figures([
    [texts.half, format.time(deliveredBy(deliveries, 0.5))],
    [texts.nineInTen, format.time(deliveredBy(deliveries, 0.9))],
  ])
  const title = texts.every(format.duration(stepSeconds))
  let sum = 0
  const rows = steps.map(({ from, delivered }) => {
    sum += delivered
    return [format.time(from), format.number(delivered), format.share(sum, known)]
  })
  const bars = steps.map(({ from, delivered }) => ({ at: Date.parse(from) / 1_000, value: delivered }))
  const chart =
    steps.length > 1 &&
    barsInTime(bars, { step: stepSeconds, title, number: format.number, time: (at) => format.time(at) })
  return html`<section class="panel"><h2>${texts.title}</h2>
${facts}
${chart}
<details><summary>${title}</summary>${dataTable(texts.title, [texts.from, { number: texts.delivered }, { number: texts.soFar }], rows)}</details>
${known < reports.delivered && html`<p class="note">${texts.unknown(format.number(reports.delivered - known))}</p>`}</section>`
}
