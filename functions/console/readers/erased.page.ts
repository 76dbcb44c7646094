import { mayDo } from '../../access/role.ts'
import type { ReaderAnswer } from '../../api/answers/readers.ts'
import type { Html } from '../../web/html.ts'
import { html } from '../../web/html.ts'
import { facts } from '../frame/facts.page.ts'
import type { Shown, Visit } from '../visit.ts'
import { readersPath, readerTabs } from './tabs.ts'

type Erased = NonNullable<ReaderAnswer['erased']>

/** What is left of who was erased, left long ago, or never was a reader: no address is known of them. */
export const remains = (erased: Erased, visit: Visit, above: Html | false): Shown => {
  const { words, format, who } = visit
  const { reader: texts } = words
  const { at, left, unknown, suppressed } = erased
  const [name, note] = left
    ? [texts.leftAt, texts.leftNote]
    : unknown
      ? [texts.notedAt, texts.notedNote]
      : [texts.erasedAt, texts.erasedNote]
  const main = html`<h1>${texts.gone}</h1>
${readerTabs(visit, '')}${above}
<div class="panels"><section class="panel wide">${facts([
    [name, format.time(left ?? at)],
    [texts.import, texts.noImport],
    [texts.mail, suppressed ? texts.noMail(texts.causes[suppressed]) : texts.mailAnew],
  ])}<p class="quietly">${note}</p></section></div>
${suppressed && who.role && mayDo(who.role, 'sender') && restoreForm(visit)}`
  return { title: texts.gone, main }
}

/** Who wants to restore an address has to know it. */
const restoreForm = ({ words: { reader: texts } }: Visit): Html =>
  html`<section class="panel"><details><summary>${texts.restore}</summary><form class="inline" method="post" action="${readersPath}/address"><input type="hidden" name="action" value="restore"><label>${texts.restoreAsk}<input type="email" name="address" autocomplete="off" spellcheck="false" required></label><button class="button danger">${texts.restoreSure}</button></form><p class="note">${texts.restoreNote}</p></details></section>`
