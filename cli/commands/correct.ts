import { InvalidArgumentError } from 'commander'
import type { IssueAnswer } from '../../functions/api/answers/issues.ts'
import type { AudienceAnswer, SendAnswer } from '../../functions/api/answers/sends.ts'
import type { StatusAnswer } from '../../functions/api/answers/statuses.ts'
import { faultySent } from '../../functions/sending/ledger/faulty-sent.ts'
import {
  standingCorrection,
  standingCorrections,
} from '../../functions/sending/ledger/standing-corrections.ts'
import { audienceLines, countAudience } from '../send/count-audience.ts'
import { made } from '../send/send-answers.ts'
import { account } from '../send/send-summary.ts'
import { type Client, createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { localTime, number, plural, total } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { confirm, yesOption } from '../terminal/type-to-confirm.ts'

export type CorrectOptions = {
  api?: string
  languageIs?: string[]
  note?: Record<string, string>
  yes?: boolean
  anew?: boolean
}

export const declare: Declare = (program, io, finish) =>
  program
    .command('correct')
    .summary('send the corrected issue to those who got it with a fault')
    .description(
      'send a correction of a send that is over: what is published now, to exactly those who got another edition of it, as far as they are readers still',
    )
    .argument('<send>', 'the send’s id, as status lists it')
    .option('--language-is <tag...>', 'only to those who got it in these languages')
    .option('--note <language=text>', 'what it says above the issue; may be repeated', noteTyped)
    .option(...yesOption)
    .option('--anew', 'with --yes: also one that was cancelled')
    .option(...apiOption)
    .json('{ isNew, send, timeZone }')
    .example('correct tidelines-1--digest', 'says how many, and asks')
    .example('correct tidelines-1--digest --note "en=The tide table on page 4 was wrong."')
    .exits(1, 'not sent; or there is a correction already, which stays as it is')
    .action(async (id, options) => finish(correct(io, id, options)))

/** Collects notes, by language. */
const noteTyped = (typed: string, before: Record<string, string> = {}): Record<string, string> => {
  const at = typed.indexOf('=')
  if (at < 1 || at === typed.length - 1)
    throw new InvalidArgumentError('Write language=text, such as en="The chart was wrong."')
  return { ...before, [typed.slice(0, at)]: typed.slice(at + 1) }
}

/**
 * Says how many a correction would go to, and how many not, and why; asks, and sends it. Of one that there is already, it says how
 * it stands, and how many were proved to have the faulty edition since.
 */
export const correct = async (io: TerminalIo, source: string, options: CorrectOptions): Promise<number> => {
  const { api, languageIs: languages, note, yes, anew } = options
  const client = createClient(await findService(io, api))
  const path = `/api/sends/${encodeURIComponent(source)}/correction`
  const before = await standingFor(client, source, languages)
  const cancelledAt = before?.send.cancelledAt
  if (before && !cancelledAt) return sayStanding(io, client, path, before)
  if (before && cancelledAt && yes && !anew) {
    io.complain(`${cancelledOn(before)} To send it after all: masthead correct ${source} --anew --yes`)
    return 1
  }
  if (!yes) {
    const asked = await ask(io, client, { path, languages, before })
    if (asked !== undefined) return asked
  }
  const reply = await client.post<SendAnswer>(path, { languages, note, anew: cancelledAt })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const isMade = reply.status === 202
  if (isMade) for (const line of made(reply.value)) io.print(line)
  else io.complain(`${reply.value.send.id} is there already: masthead status ${reply.value.send.id}`)
  io.answer({ isNew: isMade, ...reply.value })
  return isMade ? 0 : 1
}

/** @returns the exit code if it is not to be sent */
const ask = async (
  io: TerminalIo,
  client: Client,
  {
    path,
    languages,
    before,
  }: { path: string; languages?: string[] | undefined; before?: StatusAnswer | undefined },
): Promise<number | undefined> => {
  let readers = 0
  if (before?.send.frozen) readers = (before.audience.excluded.cancelled ?? 0) + before.audience.waiting
  else {
    const counted = await countAudience<AudienceAnswer>(io, client, `${path}/audience`, { languages })
    if (counted.outcome === 'refused') return complainOf(io, counted.problems)
    for (const line of audienceLines(counted.value, 'Not to')) io.print(line)
    readers = total(counted.value.languages)
  }
  const question = `${before ? `${cancelledOn(before)} ` : ''}Send the correction to ${plural(readers, 'reader')} now${before ? ' after all' : ''}?`
  const add = before ? '--anew --yes' : '--yes'
  if (await confirm(io, { question, word: String(readers), add })) return undefined
  io.complain('Nothing is sent')
  return 1
}

const cancelledOn = ({ send: { id, cancelledAt = '' }, timeZone }: StatusAnswer): string =>
  `${id} was cancelled on ${localTime(cancelledAt, timeZone)}.`

const sayStanding = async (
  io: TerminalIo,
  client: Client,
  path: string,
  status: StatusAnswer,
): Promise<number> => {
  const { send, timeZone } = status
  io.print(`${send.id} was asked for already, and is made only once. This is how it stands:`)
  for (const line of account(io, status, timeZone, client.me)) io.print(line)
  const counted = await countAudience<AudienceAnswer>(io, client, `${path}/audience`, {})
  const later = counted.outcome === 'done' ? (counted.value.excluded['accepted-later'] ?? 0) : 0
  if (later > 0)
    io.print(
      `${number(later)} more have the faulty edition, as was proved when it had been planned: masthead recipients ${send.id} --reason accepted-later`,
    )
  io.answer({ isNew: false, send, timeZone })
  return 1
}

/**
 * The correction that these faulty editions have, if there is nothing left to correct; or one that was cancelled and is for some
 * of them, which may be taken back. The service judges the same; where it cannot be asked, it says why when it is asked to send.
 */
const standingFor = async (
  client: Client,
  source: string,
  languages: string[] | undefined,
): Promise<StatusAnswer | undefined> => {
  const found = await statusOf(client, source)
  if (!found) return undefined
  const issue = await client.get<IssueAnswer>(`/api/issues/${encodeURIComponent(found.send.issue)}`)
  const published = issue.outcome === 'done' ? issue.value.published?.editions : undefined
  const faulty = faultySent(found.send, published ?? {}, languages)
  const sends = { get: async (id: string) => (await statusOf(client, id))?.send }
  const isFor = (editions: readonly string[]) => editions.some((one) => faulty.includes(one))
  const cancelled = (await standingCorrections(sends, source)).find(
    ({ send, corrects }) => send.cancelledAt !== undefined && isFor(corrects.editions),
  )
  const standing = await standingCorrection(sends, source, faulty, cancelled?.send.cancelledAt)
  return 'send' in standing ? statusOf(client, standing.send.id) : undefined
}

const statusOf = async (client: Client, id: string): Promise<StatusAnswer | undefined> => {
  const reply = await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
  return reply.outcome === 'done' ? reply.value : undefined
}
