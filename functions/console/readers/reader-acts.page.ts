import { mayDo } from '../../access/role.ts'
import type { ReaderShown } from '../../api/answers/readers.ts'
import { type Html, html } from '../../web/html.ts'
import type { Visit } from '../visit.ts'
import { readersPath } from './tabs.ts'

/** What a role may do to a reader, each behind a second press. */
export const readerActs = (reader: ReaderShown, { words, who }: Visit): Html => {
  const texts = words.reader
  const form = (action: string, sure: string, note: string, ask: Html | false = false) =>
    html`<form class="inline" method="post" action="${readersPath}/${reader.id}"><input type="hidden" name="action" value="${action}">${ask}<button class="button danger">${sure}</button></form><p class="note">${note}</p>`
  const typed = html`<label>${texts.eraseAsk(reader.address)}<input type="text" name="typed" autocomplete="off" spellcheck="false" required></label>`
  return html`<section class="panel"><h2>${texts.do}</h2>
${
  reader.status === 'suppressed'
    ? html`<details><summary>${texts.restore}</summary>${form('restore', texts.restoreSure, texts.restoreNote)}</details>`
    : html`<details><summary>${texts.suppress}</summary>${form('suppress', texts.suppressSure, texts.suppressNote)}</details>`
}
${who.role && mayDo(who.role, 'owner') && html`<details><summary>${texts.erase}</summary>${form('erase', texts.eraseSure, texts.eraseNote, typed)}</details>`}
</section>`
}
