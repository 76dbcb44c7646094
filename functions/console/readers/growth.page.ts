import type { GrowthAnswer } from '../../api/answers/readers.ts'
import type { DayCounts } from '../../subscription/counts/day-counts.ts'
import { sumOfFlows } from '../../subscription/counts/flow.ts'
import { type Html, html } from '../../web/html.ts'
import { lineChart, twoWayBars } from '../frame/chart.page.ts'
import { figures } from '../frame/facts.page.ts'
import { calendarDayOf, dataTable } from '../frame/table.page.ts'
import type { Visit } from '../visit.ts'

/** The days that were counted, in order. */
export const countedDays = ({ days }: GrowthAnswer): DayCounts[] =>
  days.filter((day): day is DayCounts => !('missing' in day))

const shownDays = 90
const monthDays = 30

/** Who left, for whatever reason. */
const gone = ({ flow }: DayCounts): number => flow.left + flow.bounced + flow.complained + flow.suppressed

/** How many readers there were lately, who came and who went. @param days in order, at least two */
export const growthCards = (days: readonly DayCounts[], visit: Visit): Html => {
  const { words, format } = visit
  const [texts, table] = [words.readers, words.chart]
  const shown = days.slice(-shownDays)
  const label = ({ day }: DayCounts) => format.calendarDay(day)
  const active = ({ statuses }: DayCounts) => statuses.active ?? 0
  const flow = sumOfFlows(days.slice(-monthDays).map((day) => day.flow))
  const kinds = ['joined', 'left', 'bounced', 'complained', 'suppressed', 'erased'] as const
  const rows = shown
    .toReversed()
    .map((day) => [
      calendarDayOf(day.day, format),
      ...[active(day), day.flow.joined, gone(day)].map(format.number),
    ])
  return html`<div class="cards">
<section class="card wide"><h2>${texts.growth}</h2>
${lineChart(
  shown.map((day) => ({ label: label(day), value: active(day) })),
  table.title,
  format.number,
)}
${twoWayBars(
  shown.map((day) => ({ up: day.flow.joined, down: gone(day) })),
  texts.flow,
)}
<p class="quietly">${texts.flow}</p>
<details><summary>${table.table}</summary>${dataTable(table.title, [table.day, { number: table.active }, { number: table.joined }, { number: table.left }], rows)}</details></section>
<section class="card wide"><h2>${texts.month}</h2>${figures(kinds.map((kind) => [texts[kind], format.number(flow[kind])]))}</section>
</div>`
}
