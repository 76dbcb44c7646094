import { mayDo } from '../../../access/role.ts'
import type { StatusAnswer } from '../../../api/answers/statuses.ts'
import { problemsOf } from '../../../api/schema-problems.ts'
import { isSamePerson } from '../../../sending/ledger/asker.ts'
import { countedSoFar } from '../../frame/counting.page.ts'
import { problemBox, problemsBox, refusedPage } from '../../frame/refused.page.ts'
import { consolePath } from '../../settings.ts'
import { type Answerer, type Moved, type Shown, textOf, type Visit } from '../../visit.ts'
import { nameOfIssue } from '../issue-name.ts'
import { hidden, typedNumber } from './confirm.page.ts'
import { Counted, countReaders } from './count-readers.ts'
import { countingPage, shards } from './counting.page.ts'
import { goOnPage } from './go-on.page.ts'
import { readersIn, rehearsalPage } from './rehearsal.page.ts'
import { audienceOf, Choice, isForSome, sendOf } from './send-choice.ts'
import { sendForm } from './send-form.page.ts'
import { leftOutBy, standingSend } from './standing.ts'

/** GET /admin/issues/{issue}/send: when and to whom, to choose. */
export const sendIssuePage: Answerer = async (visit) =>
  isSender(visit) ? sendForm(visit, Choice.parse({})) : notAllowed(visit)

const isSender = ({ who }: Visit): boolean => who.role !== undefined && mayDo(who.role, 'sender')

const notAllowed = ({ words }: Visit): Shown =>
  refusedPage({ outcome: 'refused', status: 403, problems: [] }, words)

/**
 * POST /admin/issues/{issue}/send: counts whom the choice is for, and shows what would happen; with the number of readers typed
 * as it is counted once more, asks for the send.
 */
export const sendIssue: Answerer = async (visit) => {
  const { fields, words } = visit
  if (!isSender(visit)) return notAllowed(visit)
  const read = Choice.safeParse(fields)
  if (!read.success)
    return refusedPage({ outcome: 'refused', status: 400, problems: problemsOf(read.error) }, words)
  const choice = read.data
  if (textOf(fields, 'change')) return sendForm(visit, choice)
  if (choice.when !== 'now' && choice.at === '')
    return sendForm(visit, choice, problemBox(words.sending.timeMissing))
  const standing = await standingSend(visit, choice.purpose)
  if (standing && wasJustAskedFor(standing, visit))
    return { to: `${consolePath}/sends/${standing.send.id}?done=asked` }
  // Whoever chose did not know of it.
  if (standing && standing.send.cancelledAt !== choice.anew) return sendForm(visit, choice)
  if (standing?.send.frozen) return goOn(visit, choice, standing)
  if (standing?.send.filter && !isForSome(choice))
    return sendForm(visit, choice, problemBox(words.sending.forWhom))
  return rehearseOrSend(visit, choice)
}

const doublePressMs = 60_000

/** Whether the same person pressed twice: the second press leads to where the first did. */
const wasJustAskedFor = ({ send }: StatusAnswer, { fields, who, now }: Visit): boolean =>
  textOf(fields, 'typed') !== '' &&
  !send.cancelledAt &&
  isSamePerson(send, who) === true &&
  now - Date.parse(send.requestedAt) < doublePressMs

const goOn = async (visit: Visit, choice: Choice, standing: StatusAnswer): Promise<Shown | Moved> => {
  const { fields, words, format } = visit
  const typed = textOf(fields, 'typed')
  const left = leftOutBy(standing)
  if (typed === '') return goOnPage(visit, standing)
  if (typedNumber(typed) !== left)
    return goOnPage(visit, standing, problemBox(words.sending.mistyped(typed, format.number(left))))
  return request(visit, choice)
}

const rehearseOrSend = async (visit: Visit, asked: Choice): Promise<Shown | Moved> => {
  const { call, id, fields, words, format } = visit
  const typed = textOf(fields, 'typed')
  const audience = audienceOf(id, asked)
  const counted = await countReaders(
    (more) => call('POST /api/sends/audience', { body: { ...audience, ...more } }),
    countedSoFar(fields, Counted),
  )
  if (counted.outcome === 'refused')
    return { ...(await sendForm(visit, asked, problemsBox(counted, words))), status: 409 }
  const segment = counted.outcome === 'more' ? counted.segment : counted.answer.segment
  const choice = { ...asked, ...(segment && { segment }) }
  if (counted.outcome === 'more')
    return countingPage(visit, {
      ...{ path: `${consolePath}/issues/${id}/send`, carried: hidden(choice), typed },
      ...{ counted: counted.counted, parts: shards },
    })
  const readers = readersIn(counted.answer)
  if (readers > 0 && typedNumber(typed) === readers) return request(visit, choice)
  const [found, quota] = await Promise.all([call('GET /api/issues/{issue}', { id }), call('GET /api/quota')])
  const published = found.outcome === 'done' ? found.value.published : undefined
  return rehearsalPage(visit, {
    name: published ? nameOfIssue(published, visit) : id,
    ...{ choice, answer: counted.answer },
    quota: quota.outcome === 'done' ? quota.value : undefined,
    problems: typed === '' ? undefined : problemBox(words.sending.differs(typed, format.number(readers))),
  })
}

const request = async (visit: Visit, choice: Choice): Promise<Shown | Moved> => {
  const { call, id, words } = visit
  const reply = await call('POST /api/sends', { body: sendOf(id, choice) })
  if (reply.outcome === 'refused')
    return { ...(await sendForm(visit, choice, problemsBox(reply, words))), status: 409 }
  const { send } = reply.value
  // Cancelled in this moment: the form says so.
  if (send.cancelledAt) return sendForm(visit, choice)
  return { to: `${consolePath}/sends/${send.id}?done=asked` }
}
