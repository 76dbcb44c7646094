import type { ReaderMailAnswer } from '../../api/answers/previews.ts'
import { type Html, html } from '../../web/html.ts'
import { facts } from '../frame/facts.page.ts'
import { refusedPage } from '../frame/refused.page.ts'
import { mailInView, type To, viewSwitches } from '../mail/view.page.ts'
import { viewOf, withQuery } from '../mail/view.ts'
import { consolePath } from '../settings.ts'
import type { Answerer, Visit } from '../visit.ts'
import { languageName, topicName } from '../words/publication-names.ts'
import { readersPath, readerTabs } from './tabs.ts'

/** GET /admin/readers/{id}/mail?send=…: what a reader saw of a send. */
export const readerMailPage: Answerer = async (visit) => {
  const { call, id, words, query } = visit
  const reply = await call('GET /api/readers/{reader}/mail', { id, query: { send: query.send } })
  if (reply.outcome === 'refused') return refusedPage(reply, words)
  const mail = reply.value
  const texts = words.readerMail
  const { look, scheme } = viewOf(query)
  const to: To = (but) =>
    withQuery(`${readersPath}/${id}/mail`, { send: mail.send, as: look, scheme, ...but })
  const main = html`<p class="quietly"><a href="${readersPath}/${id}">${mail.ofToday.address}</a> · <a href="${consolePath}/sends/${mail.send}">${mail.send}</a></p><h1>${texts.title}</h1>
${readerTabs(visit, readersPath, true)}
${mail.outcome === 'uncertain' && html`<p class="state uncertain">${texts.uncertain}</p>`}
<div class="panels">
<section class="panel"><h2>${texts.ofThen}</h2>${ofThen(mail, visit)}</section>
<section class="panel"><h2>${texts.ofToday}</h2>${facts([
    [texts.address, mail.ofToday.address],
    mail.ofToday.name !== undefined && [texts.name, mail.ofToday.name],
    [texts.links, texts.linksNote],
  ])}</section>
</div>
<div class="switches">${viewSwitches(to, ['changes'], visit)}</div>
${mailInView({ ...mail, of: `readers/${id}`, query: { send: mail.send } }, visit)}`
  return { title: `${texts.title}: ${mail.send}`, main }
}

const ofThen = ({ kind, subject, language, topics, edition }: ReaderMailAnswer, visit: Visit): Html => {
  const { words } = visit
  const texts = words.readerMail
  return facts([
    [words.mail.subject, html`<span lang="${language}">${subject}</span>`],
    kind !== 'digest' && [texts.kind, texts.kinds[kind]],
    [words.readers.language, languageName(language, visit)],
    visit.publication.topics.length > 0 && [
      words.reader.topics,
      topics.length > 0
        ? topics.map((one) => topicName(one, visit)).join(words.comma)
        : words.readers.allTopics,
    ],
    [texts.edition, html`<code title="${edition}">${edition.slice(0, 12)}</code>`],
  ])
}
