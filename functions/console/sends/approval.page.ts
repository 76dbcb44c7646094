import { mayDo } from '../../access/role.ts'
import type { StatusAnswer } from '../../api/answers/statuses.ts'
import { isSamePerson } from '../../sending/ledger/asker.ts'
import { type Html, html } from '../../web/html.ts'
import { valueIn } from '../calls.ts'
import { totalOf } from '../frame/counts.ts'
import { facts } from '../frame/facts.page.ts'
import { nameOfPerson } from '../frame/person.page.ts'
import { inInboxes } from '../mail/inbox.page.ts'
import { withQuery } from '../mail/view.ts'
import { consolePath } from '../settings.ts'
import type { Visit } from '../visit.ts'
import { languageName, topicName } from '../words/publication-names.ts'
import { dueBesideNow, reasonsIn } from './account.page.ts'

type Seen = Pick<Visit, 'who'>

/** Whether it still waits for a second person. */
export const waitsForApproval = ({ send, state }: Pick<StatusAnswer, 'send' | 'state'>): boolean =>
  send.holds.approval !== undefined && state !== 'cancelled' && state !== 'finished'

/** Whether it is for who visits to approve, as far as the console knows: the API decides. */
export const isForThem = ({ send }: Pick<StatusAnswer, 'send'>, { who }: Seen): boolean =>
  who.role !== undefined && mayDo(who.role, 'sender') && isSamePerson(send, who) !== true

/**
 * That a send waits for a second person. Who is one sees first what they answer for: how many get it, who they are, when, and the
 * mail in each language; the button stands below that.
 * @param seen what its form says of the send as it is shown
 */
export const approvalOf = async (
  status: StatusAnswer,
  visit: Visit,
  seen: Html | false,
): Promise<Html | false> => {
  if (!waitsForApproval(status)) return false
  const { send } = status
  const texts = visit.words.send.approval
  const isOwn = isSamePerson(send, visit.who) === true
  const lapsed = send.approval?.lapsed
  const notice = html`<div class="notice hold" role="status"><p>${texts.waits(visit.format.number(send.approval?.above ?? 0))}${isOwn && html` ${texts.own}`}</p>${lapsed && html`<p>${texts.lapsed[lapsed.why](lapsed.by)}</p>`}</div>`
  if (!isForThem(status, visit)) return notice
  return html`${notice}<div class="panels"><section class="panel wide"><h2>${texts.look}</h2>
${await howMany(status, visit)}
${whomAndWhen(status, visit)}
${await mails(status, visit)}
<form method="post" action="${consolePath}/sends/${send.id}"><input type="hidden" name="action" value="approve">${seen}<button class="button">${texts.approve}</button></form></section></div>`
}

/** Of one that has begun its readers are chosen; else they are counted now, as far as one call counts. */
const howMany = async ({ send, audience }: StatusAnswer, { call, words, format }: Visit): Promise<Html> => {
  const texts = words.send.approval
  const figure = (count: number, text: string) =>
    html`<p class="figure">${format.number(count)} <small>${text}</small></p>`
  if (send.frozen) {
    const left = totalOf(audience.excluded)
    return html`${figure(audience.candidates - left, texts.wouldGet)}${left > 0 && html`<p class="quietly">${words.send.excluded}: ${reasonsIn(audience.excluded, { words, format })}</p>`}`
  }
  const { segment, corrects, ...filter } = send.filter ?? {}
  const counted =
    corrects === undefined
      ? valueIn(
          await call('POST /api/sends/audience', {
            body: {
              issue: send.issue,
              ...(Object.keys(filter).length > 0 && { filter }),
              ...(segment && { segment }),
            },
          }),
        )
      : undefined
  if (!counted) return html`<p class="quietly">${texts.notCounted}</p>`
  return figure(totalOf(counted.languages), counted.next === undefined ? texts.wouldGet : texts.soFar)
}

const whomAndWhen = (status: StatusAnswer, visit: Visit): Html => {
  const { send } = status
  const { words, format } = visit
  const { languages, topics, segment } = send.filter ?? {}
  const named = (names: string[]) => names.join(words.comma)
  const whom = [
    languages && named(languages.map((one) => languageName(one, visit))),
    topics && named(topics.map((one) => topicName(one, visit))),
    segment?.name,
  ].filter((one) => typeof one === 'string')
  return facts([
    [
      words.send.approval.whom,
      whom.length > 0 ? whom.join(' · ') : words.sends[send.filter ? 'toSome' : 'toAll'],
    ],
    [words.send.due, dueBesideNow(status, visit)],
    [words.audit.by, words.send.asked(nameOfPerson(send.by, visit), format.time(send.requestedAt))],
  ])
}

/**
 * The mail in each language, as an inbox shows it: the very edition that the send holds on to, once it has begun, or that its button
 * approves.
 */
const mails = async ({ send, editions: now = {} }: StatusAnswer, visit: Visit): Promise<Html> => {
  const { call, words } = visit
  const texts = words.send.approval
  const editions = send.frozen?.editions ?? now
  const languages = Object.keys(editions).filter(
    (one) => send.filter?.languages === undefined || send.filter.languages.includes(one),
  )
  const shown = await Promise.all(
    languages.map(async (language) => {
      const query = { language, edition: editions[language] }
      const mail = valueIn(await call('GET /api/issues/{issue}/preview', { id: send.issue, query }))
      const path = withQuery(`${consolePath}/issues/${send.issue}/mail`, { language })
      return html`<h3>${texts.mail(languageName(language, visit))}</h3>${mail ? inInboxes(mail, visit) : html`<p class="quietly">${texts.gone}</p>`}<p><a href="${path}">${texts.seeMail}</a></p>`
    }),
  )
  return html`${shown}`
}
