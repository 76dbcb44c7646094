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

/** How many got the digest that night. */
export const activeOn = ({ statuses }: DayCounts): number => statuses.active ?? 0

/** How many readers there were day by day, of late. @param days in order, at least two @param between chart and table */
export const growthChart = (days: readonly DayCounts[], visit: Visit, between?: Html): Html => {
  const { chart: texts } = visit.words
  const { calendarDay, number } = visit.format
  const shown = days.slice(-shownDays)
  const rows = shown
    .toReversed()
    .map((day) => [
      calendarDayOf(day.day, visit.format),
      ...[activeOn(day), day.flow.joined, gone(day)].map(number),
    ])
  return html`${lineChart(
    shown.map((day) => ({ label: calendarDay(day.day), value: activeOn(day) })),
    texts.title,
    number,
  )}
${between}<details><summary>${texts.table}</summary>${dataTable(texts.title, [texts.day, { number: texts.active }, { number: texts.joined }, { number: texts.left }], rows)}</details>`
}

/** How many readers there were lately, who came and who went. @param days in order, at least two */
export const growthCards = (days: readonly DayCounts[], visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.readers
  const flow = sumOfFlows(days.slice(-monthDays).map((day) => day.flow))
  const kinds = ['joined', 'left', 'bounced', 'complained', 'suppressed', 'erased'] as const
  const comings = twoWayBars(
    days.slice(-shownDays).map((day) => ({ up: day.flow.joined, down: gone(day) })),
    texts.flow,
  )
  return html`<div class="panels">
<section class="panel wide"><h2>${texts.growth}</h2>${growthChart(days, visit, html`${comings}<p class="quietly">${texts.flow}</p>`)}</section>
<section class="panel wide"><h2>${texts.month}</h2>${figures(kinds.map((kind) => [texts[kind], format.number(flow[kind])]))}</section>
</div>`
}
