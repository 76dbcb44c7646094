import { type Html, html } from '../../web/html.ts'

export type Point = { label: string; value: number }

const [width, height, left, bottom, top] = [640, 180, 44, 22, 10]

/** The largest round number of a scale that holds a value: 1, 2 or 5 of a power of ten. */
const roundAbove = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= value)!
}

/**
 * A line over days, as SVG that needs no script. A table beside it says the same to who does not see it.
 * @param points in order, at least two
 * @param title what it shows
 * @param number writes the values of the scale
 */
export const lineChart = (
  points: readonly Point[],
  title: string,
  number: (value: number) => string,
): Html => {
  const most = roundAbove(Math.max(...points.map(({ value }) => value)))
  const x = (index: number) => left + (index / (points.length - 1)) * (width - left - 8)
  const y = (value: number) => top + (1 - value / most) * (height - top - bottom)
  const round = (value: number) => Math.round(value * 10) / 10
  const line = points.map(({ value }, index) => `${round(x(index))},${round(y(value))}`).join(' ')
  const [first, last] = [points[0]!, points.at(-1)!]
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}">
${[0, most / 2, most].map(
  (value) =>
    html`<line class="rule" x1="${left}" x2="${width}" y1="${round(y(value))}" y2="${round(y(value))}"/><text x="${left - 8}" y="${round(y(value)) + 4}" text-anchor="end">${number(value)}</text>`,
)}
<polygon class="area" points="${left},${round(y(0))} ${line} ${round(x(points.length - 1))},${round(y(0))}"/>
<polyline class="line" points="${line}"/>
<text x="${left}" y="${height - 4}">${first.label}</text><text x="${width}" y="${height - 4}" text-anchor="end">${last.label}</text>
</svg>`
}

const half = 26

/** Two counts a day, one above a line and the other below it, as wide as `lineChart`. @param days in order, at least one */
export const twoWayBars = (days: readonly { up: number; down: number }[], title: string): Html => {
  const most = Math.max(1, ...days.flatMap(({ up, down }) => [up, down]))
  const step = (width - left - 8) / days.length
  const round = (value: number) => Math.round(value * 10) / 10
  const bar = (kind: string, index: number, value: number, y: number) =>
    value > 0 &&
    html`<rect class="${kind}" x="${round(left + index * step)}" width="${round(step * 0.7)}" y="${round(y)}" height="${round((value / most) * half)}"/>`
  return html`<svg class="chart flow" viewBox="0 0 ${width} ${2 * half + 1}" role="img" aria-label="${title}">
${days.map(({ up, down }, index) => html`${bar('up', index, up, half * (1 - up / most))}${bar('down', index, down, half + 1)}`)}
<line class="rule" x1="${left}" x2="${width}" y1="${half + 0.5}" y2="${half + 0.5}"/>
</svg>`
}
