import * as z from 'zod'
import { noReaders, ReaderCounts, sumOfCounts } from '../../subscription/counts/reader-counts.ts'
import { type Html, html } from '../../web/html.ts'
import { countedSoFar, countNow, countOn } from '../frame/counting.page.ts'
import { doneNotice } from '../frame/facts.page.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { type Answerer, type Shown, textOf, type Visit } from '../visit.ts'
import { countTables, stateFigures } from './counts.page.ts'
import { countedDays, growthCards } from './growth.page.ts'
import { maySeeReaders, readersPath, readerTabs } from './tabs.ts'

/** GET /admin/readers: how many there are, how that changed, and a way to one of them. */
export const readersPage: Answerer = async (visit) => {
  const { words, query } = visit
  return showReaders(visit, doneNotice(query.done === 'erased' ? words.readers.erasedNotice : undefined))
}

/** @param above what was done, or why it was not */
export const showReaders = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, words, format } = visit
  const texts = words.readers
  const reply = await call('GET /api/readers/growth')
  const days = reply.outcome === 'done' ? countedDays(reply.value) : []
  const last = days.at(-1)
  const counted = last
    ? html`<p class="quietly">${texts.asOf(format.time(last.at))}</p>${stateFigures(last, visit)}`
    : html`<p class="quietly">${words.overview.readersUnknown}</p>`
  const main = html`<h1>${texts.title}</h1>
${readerTabs(visit, readersPath)}${above}
${maySeeReaders(visit) ? findForm(visit) : html`<p class="quietly">${texts.onlyCounts}</p>`}
<div id="count">
<div class="panels"><section class="panel wide"><h2>${texts.now}</h2>${counted}${countNow(`${readersPath}/count`, texts.countNow)}</section></div>
${last && countTables(last, visit)}
</div>
${days.length > 1 && growthCards(days, visit)}`
  return { title: texts.title, main }
}

/** By POST, so that no address is in a URL, and so in no log. */
export const findForm = ({ words, fields }: Visit): Html => {
  const texts = words.readers
  return html`<form class="inline" method="post" action="${readersPath}/find"><label>${texts.find}<input type="search" name="address" value="${textOf(fields, 'address')}" placeholder="${texts.address}" maxlength="254" autocomplete="off" autocapitalize="off" spellcheck="false" required></label><button class="button">${texts.findButton}</button></form>`
}

const SoFar = z.object({ counts: ReaderCounts, after: z.string() })

/** POST /admin/readers/count: counts the next of the readers as they stand now. */
export const countReaders: Answerer = async (visit) => {
  const { call, fields, words } = visit
  const texts = words.readers
  const before: { counts: ReaderCounts; after?: string } = countedSoFar(fields, SoFar) ?? {
    counts: noReaders(),
  }
  const reply = await call('GET /api/readers/counts', {
    query: { ...(before.after !== undefined && { after: before.after }) },
  })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const counts = sumOfCounts([before.counts, reply.value.counts])
  const after = reply.value.next
  const again = `${readersPath}/count`
  const main = html`<h1>${texts.title}</h1>
${readerTabs(visit, readersPath)}
<div id="count">
<div class="panels"><section class="panel wide"><h2>${texts.now}</h2>${after === undefined && html`<p class="quietly" role="status">${texts.asOfNow}</p>`}${stateFigures(counts, visit)}${after === undefined ? countNow(again, texts.countNow) : countOn(again, { counts, after }, visit)}</section></div>
${countTables(counts, visit)}
</div>`
  return { title: texts.title, main }
}
