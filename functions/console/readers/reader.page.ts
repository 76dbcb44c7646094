import { mayDo } from '../../access/role.ts'
import type { ReaderShown } from '../../api/answers/readers.ts'
import { type Html, html } from '../../web/html.ts'
import type { Reply } from '../calls.ts'
import { doneNotice, facts } from '../frame/facts.page.ts'
import { noSuchPage, problemsBox, refusedPage } from '../frame/refused.page.ts'
import { withQuery } from '../mail/view.ts'
import { consolePath, importsPath } from '../settings.ts'
import type { Answerer, Shown, Visit } from '../visit.ts'
import { textNamed } from '../words/named.ts'
import { answerNames, languageName, topicName } from '../words/publication-names.ts'
import { remains } from './erased.page.ts'
import { type Happening, lifeOf } from './life.ts'
import { readerActs } from './reader-acts.page.ts'
import { stateOfReader } from './reader-state.page.ts'
import { readersPath, readerTabs } from './tabs.ts'

/**
 * GET /admin/readers/{id}: one reader, by the keyed id, so that no address is in a URL: the page can be loaded anew, kept
 * in a tab and come back to.
 */
export const readerPage: Answerer = async (visit) => {
  return showReader(visit, doneNotice(textNamed(visit.words.reader.done, visit.query.done)))
}

/** @param above what was done, or why it was not */
export const showReader = async (visit: Visit, above: Html | false = false): Promise<Shown> => {
  const { call, id, words } = visit
  const found = await call('POST /api/readers/find', { body: { id } })
  if (found.outcome === 'refused') return nobody(found, visit)
  const { reader, erased } = found.value
  if (!reader) return erased ? remains(erased, visit, above) : noSuchPage(words)
  const history = await call('POST /api/readers/sends', { body: { address: reader.address } })
  const texts = words.reader
  const sends = history.outcome === 'done' ? history.value.sends : []
  const main = html`<h1>${reader.address}</h1>
${readerTabs(visit, readersPath, true)}${above}
<div class="panels"><section class="panel wide"><h2>${texts.choices}</h2>${known(reader, visit)}${
    visit.who.role === 'owner' &&
    html`<p><a href="${consolePath}/service/audit?about=${reader.id}">${texts.audit}</a></p>`
  }</section></div>
<div class="panels"><section class="panel wide"><h2>${texts.life}</h2><p class="quietly">${texts.lifeNote}</p>${history.outcome === 'refused' && html`<p class="state held">${texts.sendsUnknown}</p>`}${timeline(lifeOf(reader, sends, visit), visit)}</section></div>
${visit.who.role && mayDo(visit.who.role, 'sender') && readerActs(reader, visit)}`
  return { title: reader.address, main }
}

const nobody = (refused: Extract<Reply<unknown>, { outcome: 'refused' }>, visit: Visit): Shown => {
  const { words } = visit
  if (refused.status !== 404 || refused.problems.length === 0) return refusedPage(refused, words)
  return {
    title: words.reader.unknown,
    status: 404,
    main: html`<h1>${words.reader.unknown}</h1>${readerTabs(visit, readersPath, true)}${problemsBox(refused, words)}<p><a href="${readersPath}">${words.reader.back}</a></p>`,
  }
}

const known = (reader: ReaderShown, visit: Visit): Html => {
  const { words } = visit
  const texts = words.reader
  const { language, topics, timeZone, fields = {} } = reader
  return facts([
    [texts.state, stateOfReader(reader, words)],
    [words.readers.language, languageName(language, visit)],
    visit.publication.topics.length > 0 && [
      texts.topics,
      topics.length > 0 ? topics.map((id) => topicName(id, visit)).join(words.comma) : texts.allTopics,
    ],
    timeZone !== undefined && [texts.timeZone, timeZone],
    ...Object.entries(fields).map(([id, answer]) => answerNames(id, answer, visit)),
  ])
}

const timeline = (life: readonly Happening[], { id, words, format }: Visit): Html =>
  html`<ol class="timeline" reversed>${life.map(
    ({ at, what, notes = [], about, mail }) =>
      html`<li><time datetime="${at}">${format.time(at)}</time>${about ? html`<a href="${pageOf(about)}">${what}</a>` : what}${notes.map((note) => html`<small>${note}</small>`)}${mail && html`<a class="see-mail" href="${withQuery(`${readersPath}/${id}/mail`, { send: mail })}">${words.readerMail.see}</a>`}</li>`,
  )}</ol>`

const pageOf = (about: NonNullable<Happening['about']>): string =>
  'send' in about ? `${consolePath}/sends/${about.send}` : `${importsPath}/${about.import}`
