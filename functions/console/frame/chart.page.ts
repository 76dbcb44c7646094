import { type Html, html } from '../../web/html.ts'

export type Point = { label: string; value: number }

const [width, height, left, bottom, top] = [640, 180, 44, 22, 10]

/** The largest round number of a scale that holds a value: 1, 2 or 5 of a power of ten. */
const roundAbove = (value: number): number => {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)))
  return [1, 2, 5, 10].map((one) => one * power).find((one) => one >= value)!
}

/** Rules at nothing, half and all of a scale, with their values. @param y where a value is */
const scale = (most: number, y: (value: number) => number, number: (value: number) => string): Html[] =>
  [0, most / 2, most].map((value) => {
    const at = Math.round(y(value) * 10) / 10
    return html`<line class="rule" x1="${left}" x2="${width}" y1="${at}" y2="${at}"/><text x="${left - 8}" y="${at + 4}" text-anchor="end">${number(value)}</text>`
  })

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
${scale(most, y, number)}
<polygon class="area" points="${left},${round(y(0))} ${line} ${round(x(points.length - 1))},${round(y(0))}"/>
<polyline class="line" points="${line}"/>
<text x="${left}" y="${height - 4}">${first.label}</text><text x="${width}" y="${height - 4}" text-anchor="end">${last.label}</text>
</svg>`
}

/** How much there was from an instant on, for a step. @param at Unix seconds */
export type InTime = { at: number; value: number }

/** Bars over time, as wide as `lineChart`: where there was nothing, there is none. @param bars in order, at least one */
export const barsInTime = (
  bars: readonly InTime[],
  how: { step: number; title: string; number: (value: number) => string; time: (iso: string) => string },
): Html => {
  const most = roundAbove(Math.max(...bars.map(({ value }) => value)))
  const [first, last] = [bars[0]!.at, bars.at(-1)!.at]
  const inner = width - left - 8
  const slot = inner / ((last - first) / how.step + 1)
  const y = (value: number) => top + (1 - value / most) * (height - top - bottom)
  const round = (value: number) => Math.round(value * 10) / 10
  const wide = Math.max(1, slot * 0.8)
  const label = (at: number) => how.time(new Date(at * 1_000).toISOString())
  return html`<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${how.title}">
${scale(most, y, how.number)}
${bars.map(({ at, value }) => html`<rect class="step" x="${round(left + ((at - first) / how.step) * slot)}" width="${round(wide)}" y="${round(y(value))}" height="${round(y(0) - y(value))}"/>`)}
<text x="${left}" y="${height - 4}">${label(first)}</text><text x="${width}" y="${height - 4}" text-anchor="end">${label(last + how.step)}</text>
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
