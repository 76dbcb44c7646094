import type { SendAnswer } from '../../functions/api/answers/sends.ts'
import type { StatusAnswer } from '../../functions/api/answers/statuses.ts'
import { forWhom } from '../../functions/api/asking-anew-problems.ts'
import { defined } from '../../functions/runtime/defined.ts'
import type { Rule, Segment } from '../../functions/subscription/segments/rule.ts'
import { confirmSend } from '../send/confirm-send.ts'
import { cancelled, made } from '../send/send-answers.ts'
import { account, sendingLine, shareSettled } from '../send/send-summary.ts'
import { type Client, createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { answer, apiOption, type Declare, ownZonesOption } from '../shared-options.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import { Misuse, Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { yesOption } from '../terminal/type-to-confirm.ts'

export type SendOptions = {
  api?: string
  at?: string
  ownZones?: boolean
  purpose?: string
  languageIs?: string[]
  topic?: string[]
  /** Wanted answers by field. */
  where?: Map<string, string[]>
  segment?: string
  to?: string
  language?: string
  wait?: boolean
  yes?: boolean
  anew?: boolean
  allAtOnce?: boolean
}

export const declare: Declare = (program, io, finish) =>
  program
    .command('send')
    .summary('send an issue to all readers, some, or one as a test')
    .description('send a published issue: to all readers, once, to some, or to one address as a test')
    .argument('<issue>', 'the issue’s id')
    .option('--at <time>', 'when: 2026-12-01T09:00 in the publication’s time zone, or 2026-12-01T01:00Z')
    .option(...ownZonesOption)
    .option('--purpose <name>', 'what it is for, when it is not the digest: each purpose is sent once')
    .option('--language-is <tag...>', 'only to readers of these languages')
    .option('--topic <id...>', 'only to readers of these topics')
    .option('--where <field=value>', 'only to readers who answered so; may be repeated', answer)
    .option('--segment <segment>', 'only to readers of this one: the name of a saved one, or a rule')
    .option('--all-at-once', 'mailbox providers know the domain: not over days, in growing slices')
    .option('--to <address>', 'only to this address, as a test')
    .option('--language <tag>', 'the test’s language')
    .option('--wait', 'stay and show progress until it is finished')
    .option(...yesOption)
    .option('--anew', 'with --yes: also one that was cancelled, to those whom that left out')
    .option(...apiOption)
    .json('{ isNew, send, timeZone }, and with --wait the send’s status')
    .example('send tidelines-1 --to me@example.org', 'a test')
    .example(
      'send tidelines-1 --at 2031-05-06T09:00',
      'to everybody, in the publication’s time zone: says how many, and asks',
    )
    .example('send tidelines-1 --at 2031-05-06T09:00 --own-zones', 'at nine by each reader’s own clock')
    .example(
      'send tidelines-1 --purpose again --segment "not got:tidelines-1 and joined<2031-05-06"',
      'to who did not get it, and had joined when it went out: who came later may have it as their welcome',
    )
    .exits(
      1,
      'not sent; or it was cancelled, and nobody asked for it anew; or there was such a send already, and the time (without one: now) or the readers asked for now were not taken',
    )
    .action(async (issue, options) => finish(send(io, issue, options)))

/**
 * Makes a send and says when it goes; with `wait`, stays until it is finished. Unless it is a test, it first says how
 * many readers it is for, and asks. A cancelled send is asked for anew only by a person who was told of the cancel, or
 * with `anew`, because a colleague may have had a reason.
 * @returns 1 also when there was such a send already and something else was asked for now
 * @throws Misuse where it must ask, and nobody is there
 */
export const send = async (io: TerminalIo, issue: string, options: SendOptions): Promise<number> => {
  const { api, at, ownZones, purpose, to, language, wait, yes, allAtOnce } = options
  if (to && options.anew) throw new Misuse('--anew is not for a test: leave it out')
  if (to && allAtOnce) throw new Misuse('--all-at-once is not for a test: leave it out')
  const { sendIdOf } = await import('../../functions/sending/ledger/send.ts')
  const client = createClient(await findService(io, api))
  const filter = filterOf(options)
  const asked =
    options.segment === undefined
      ? undefined
      : (await import('../send/read-segment.ts')).segmentTyped(options.segment)
  let segment: string | Rule | Segment | undefined = asked
  const before = to ? undefined : await standingOf(client, sendIdOf(issue, purpose ?? 'digest'))
  const anew = before?.send.cancelledAt
  if (before && anew && yes && !options.anew) {
    io.complain(cancelled(before, options))
    return 1
  }
  if (before && anew && isForSome(before) && !filter && !segment)
    return complainOf(io, [forWhom(before.send.id)])
  if (!to && (!before || anew)) {
    const about = { issue, filter, segment: asked, at, ownZones, allAtOnce, standing: before, yes }
    const confirmed = await confirmSend(io, client, about)
    if (confirmed.code !== undefined) return confirmed.code
    segment = confirmed.segment ?? segment
  }
  const warmUp = allAtOnce ? false : undefined
  const wanted = { issue, at, ownZones, purpose, filter, segment, to, language, anew, warmUp }
  const reply = await client.post<SendAnswer>('/api/sends', wanted)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const isMade = reply.status === 202
  const answer = { isNew: isMade, ...reply.value }
  if (!isMade && reply.value.send.cancelledAt) {
    io.answer(answer)
    io.complain(cancelled(reply.value, options))
    return 1
  }
  const isOtherwise = isMade ? sayMade(io, reply.value) : await sayStanding(io, client, reply.value, options)
  if (!wait) io.answer(answer)
  const waited = wait ? await waitFor(io, client, reply.value.send.id) : 0
  return isOtherwise ? 1 : waited
}

/** Whether it had not begun and was for some readers only. */
const isForSome = ({ send }: StatusAnswer): boolean => !send.frozen && send.filter !== undefined

/** @returns whether something else was asked for: never, for a send that is made now */
const sayMade = (io: TerminalIo, answer: SendAnswer): boolean => {
  for (const line of made(answer)) io.print(line)
  return false
}

/**
 * Says how a send stands that existed already: what is asked for now changes nothing about it.
 * @returns whether something else was asked for
 */
const sayStanding = async (
  io: TerminalIo,
  client: Client,
  { send, segment }: SendAnswer,
  options: SendOptions,
): Promise<boolean> => {
  const status = await standingOf(client, send.id)
  if (!status)
    throw new Stop(`${send.id} was asked for already, and cannot be read now: masthead status ${send.id}`)
  const { standingSend } = await import('../send/asked-again.ts')
  const { at, ownZones, allAtOnce } = options
  const { lines, isOtherwise } = standingSend(
    io,
    status,
    { at, ownZones, allAtOnce, filter: filterOf(options), segment },
    client.me,
  )
  for (const line of lines) io.print(line)
  return isOtherwise
}

const filterOf = ({ languageIs, topic, where }: SendOptions) => {
  const filter = {
    ...defined({ languages: languageIs, topics: topic }),
    ...(where && { fields: Object.fromEntries(where) }),
  }
  return Object.keys(filter).length > 0 ? filter : undefined
}

const standingOf = async (client: Client, id: string): Promise<StatusAnswer | undefined> => {
  const reply = await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
  return reply.outcome === 'done' ? reply.value : undefined
}

/** How often to ask for the status. A chunk takes seconds. */
const everyMs = 1_000

const waitFor = async (io: TerminalIo, client: Client, id: string): Promise<number> => {
  for (;;) {
    const reply = await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    const { state } = reply.value
    if (state === 'finished' || state === 'held' || state === 'cancelled') {
      io.answer(reply.value)
      for (const line of account(io, reply.value, reply.value.timeZone, client.me)) io.print(line)
      return state === 'finished' ? 0 : 1
    }
    io.progress(sendingLine(reply.value, reply.value.timeZone), shareSettled(reply.value))
    await io.sleep(everyMs)
  }
}
