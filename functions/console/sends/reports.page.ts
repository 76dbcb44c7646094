import type { StatusAnswer } from '../../api/answers/statuses.ts'
import { type Html, html } from '../../web/html.ts'
import { type Figure, figures } from '../frame/facts.page.ts'
import { barOf } from '../issues/articles.page.ts'
import type { Visit } from '../visit.ts'

/** A count of SES’s reports; `machines`: the same by machines, which fetch pictures and follow links before people do. */
type Reported = { name: string; count: number; kind?: string; machines?: number }

/** What SES reported: in figures while it goes out, and as bars, of what was accepted, when it is over. */
export const reportsOf = (status: StatusAnswer, visit: Visit): Html =>
  status.state === 'finished' && status.audience.accepted > 0
    ? asBars(status, visit)
    : figures(countsIn(status, visit).map((one): Figure => [one.name, visit.format.number(one.count)]))

const countsIn = ({ reports, send }: StatusAnswer, { words }: Visit): Reported[] => {
  const texts = words.send
  const tracked = send.frozen?.tracked
  const some = (one: Reported): Reported[] => (one.count > 0 ? [one] : [])
  return [
    { name: texts.delivered, count: reports.delivered, kind: 'accepted' },
    { name: texts.bounced, count: reports.bounced, kind: 'failed' },
    ...some({ name: texts.softBounced, count: reports.softBounced, kind: 'uncertain' }),
    { name: texts.complained, count: reports.complained, kind: 'failed' },
    { name: texts.unsubscribed, count: reports.unsubscribed, kind: 'excluded' },
    ...(tracked?.opens
      ? [{ name: texts.opened, count: reports.opened, machines: reports.openedByMachine }]
      : []),
    ...(tracked?.clicks
      ? [{ name: texts.clicked, count: reports.clicked, machines: reports.clickedByMachine }]
      : []),
    ...some({ name: texts.worth, count: reports.worthReading, kind: 'accepted' }),
    ...some({ name: texts.notWorth, count: reports.notWorthReading, kind: 'excluded' }),
  ]
}

/** A table in which each count has its bar: who does not see the bars reads the same from it. */
const asBars = (status: StatusAnswer, visit: Visit): Html => {
  const { words, format } = visit
  const texts = words.send
  const all = status.audience.accepted
  const row = ({ name, count, kind, machines = 0 }: Reported) =>
    html`<tr><th scope="row">${name}${machines > 0 && html`<small>${texts.byMachines(format.number(machines))}</small>`}${barOf(Math.min(1, count / all), kind)}</th><td class="number">${format.number(count)}</td><td class="number">${format.share(count, all)}</td></tr>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${texts.reports}"><table class="bars"><thead><tr><th scope="col">${texts.report}</th><th scope="col" class="number">${texts.count}</th><th scope="col" class="number">${texts.ofAccepted}</th></tr></thead><tbody>${countsIn(status, visit).map(row)}</tbody></table></div>`
}
