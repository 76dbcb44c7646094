import { type Html, html } from '../../../web/html.ts'
import { importsPath } from '../../settings.ts'
import type { Visit } from '../../visit.ts'

/** MB of a file that passes the console’s own function, where no script puts it into the bucket. */
export const mostMegabytes = 4

/** Where a file is chosen. It is only looked at first. */
export const importForm = ({ words }: Visit): Html => {
  const texts = words.importing
  return html`<section class="panel" id="import"><h2>${texts.title}</h2><form class="form" method="post" action="${importsPath}" enctype="multipart/form-data" data-upload="${texts.uploading}" data-failed="${texts.uploadFailed}">
<div class="field"><label for="file">${texts.file}</label><input type="file" id="file" name="file" accept=".csv,.tsv,.txt,.jsonl,.ndjson,text/csv,text/plain" required><p class="note">${texts.fileNote}</p><noscript><p class="note">${texts.withoutScript(String(mostMegabytes))}</p></noscript></div>
<p class="acts"><button class="button">${texts.look}</button></p><p role="status" data-progress hidden></p><progress max="1" value="0" aria-label="${texts.uploading}" hidden></progress></form></section>`
}
