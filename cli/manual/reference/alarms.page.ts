import { type Html, html } from '../../../functions/web/html.ts'
import type { AlarmFacts } from './stack.ts'

/** What the last word of an alarm's name means. */
export const kinds = [
  'ServerErrors',
  'BounceRate',
  'ComplaintRate',
  'Throttles',
  'Silence',
  'Failures',
  'Errors',
  'Depth',
  'Age',
] as const
type Kind = (typeof kinds)[number]

/** @throws for an alarm of a kind that the manual does not know */
const kindOf = ({ id }: AlarmFacts): Kind => {
  const kind = kinds.find((one) => id.endsWith(one))
  if (!kind) throw new Error(`The alarm ${id} is of no kind that docs/manual/alarms.md speaks of`)
  return kind
}

/** The alarms of a kind: what each is called in CloudWatch, when it rings, and who is hurt. */
export const alarmsOf = (all: readonly AlarmFacts[], kind: string): Html =>
  html`<div class="scroll" tabindex="0"><table class="alarms"><thead><tr><th>Alarm</th><th>Rings when</th><th>Who is hurt</th></tr></thead><tbody>${all
    .filter((alarm) => kindOf(alarm) === kind)
    .map(
      (alarm) =>
        html`<tr id="alarm-${alarm.id.toLowerCase()}"><td><code>${breakable(alarm.id)}</code></td><td>${ringsWhen(alarm)}</td><td>${alarm.description}</td></tr>`,
    )}</tbody></table></div>`

const ringsWhen = ({ metric, comparison, threshold, period, periods, bad }: AlarmFacts): string => {
  const much = metric.startsWith('Reputation.') ? `${threshold * 100} %` : String(threshold)
  const over = bad > 1 ? `for ${time(period * periods)}` : `within ${time(period)}`
  return `${readable(metric)} ${comparisons[comparison] ?? comparison} ${metric.includes('Age') ? time(threshold) : much} ${over}`
}

/** Allows a long name to break between its words. */
const breakable = (name: string): Html =>
  html`${name.split(/(?=[A-Z][a-z])/).map((word, at) => (at === 0 ? word : html`<wbr>${word}`))}`

const comparisons: Record<string, string> = {
  GreaterThanOrEqualToThreshold: '≥',
  GreaterThanThreshold: '>',
  LessThanThreshold: '<',
}

const readable = (metric: string): string =>
  metric
    .replace('Approximate', '')
    .replace('Reputation.', '')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase()
    .trim()

const time = (seconds: number): string => {
  const [amount, unit] = seconds % 3600 === 0 ? [seconds / 3600, 'h'] : [seconds / 60, 'min']
  return `${amount} ${unit}`
}
