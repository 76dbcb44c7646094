import type { IssueAnswer } from '../../functions/api/answers/issues.ts'
import type { AudienceAnswer } from '../../functions/api/answers/sends.ts'
import type { StatusAnswer } from '../../functions/api/answers/statuses.ts'
import { hadBegun } from '../../functions/api/asking-anew-problems.ts'
import type { Filter } from '../../functions/sending/ledger/send.ts'
import { slicesOf } from '../../functions/sending/schedule/warm-up.ts'
import type { Rule, Segment } from '../../functions/subscription/segments/rule.ts'
import type { Client } from '../service/client.ts'
import { localTime, number, plural, total } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'
import { confirm } from '../terminal/type-to-confirm.ts'
import { audienceLines, countAudience } from './count-audience.ts'
import { goesWhen, overDays } from './describe-send.ts'

/** What somebody is about to send. `standing`: the earlier send, which was cancelled. */
export type AboutToSend = {
  issue: string
  filter?: Filter | undefined
  /** The name of a saved one, or a rule. */
  segment?: string | Rule | undefined
  /** As typed. The service parses it. */
  at?: string | undefined
  ownZones?: boolean | undefined
  /** It is not to be warmed up. */
  allAtOnce?: boolean | undefined
  standing?: StatusAnswer | undefined
  yes?: boolean | undefined
}

/**
 * Says how many readers a send would go to, in which languages, and how many not, and why; then asks, with the time at
 * which it will go, over how many days. With `yes` it asks nothing and says only the latter:
 * whoever reads a script's log sees on which days mail goes out. An impossible time is reported before, so that nobody confirms what is then refused.
 * @returns the exit code if it is not to be sent; else the segment as it was counted, which is the one to send to
 * @throws Misuse where nobody can be asked
 */
export const confirmSend = async (
  io: TerminalIo,
  client: Client,
  { yes, ...about }: AboutToSend,
): Promise<{ code?: number | undefined; segment?: Segment | undefined }> => {
  const { issue, standing } = about
  if (yes && (standing?.send.frozen || about.allAtOnce)) return {}
  for (const line of yes ? [] : pausedToo(standing)) io.print(line)
  if (standing?.send.frozen)
    return { code: await askToGoOn(io, await nameOf(client, issue), standing, about) }
  const { filter, segment, at, ownZones } = about
  const counted = await countAudience<AudienceAnswer>(io, client, '/api/sends/audience', {
    issue,
    filter,
    segment,
    at,
    ownZones,
  })
  if (counted.outcome === 'refused') return { code: complainOf(io, counted.problems) }
  for (const line of yes ? [] : audienceLines(counted.value, 'Not to')) io.print(line)
  const { languages, when: time, timeZone, lately } = counted.value
  const readers = total(languages)
  const when = goesWhen(time, timeZone)
  const slices = lately === undefined || about.allAtOnce ? undefined : slicesOf(readers, lately)
  if (slices) for (const line of overDays(slices, when === 'now')) io.print(line)
  if (yes) return { segment: counted.value.segment }
  const what = `Send ${await nameOf(client, issue)} to ${plural(readers, 'reader')} ${when}`
  const code = standing
    ? await askFor(io, `${cancelledOn(standing)} ${what} after all?`, readers, '--anew --yes')
    : await askFor(io, `${what}?`, readers, '--yes')
  return { code, segment: counted.value.segment }
}

/** For a send that had begun when it was cancelled: its readers and its time are fixed. */
const askToGoOn = async (
  io: TerminalIo,
  name: string,
  standing: StatusAnswer,
  { at, ownZones }: Pick<AboutToSend, 'at' | 'ownZones'>,
): Promise<number | undefined> => {
  if (at !== undefined || ownZones) return complainOf(io, [hadBegun(standing.send.id)])
  const { accepted, excluded, waiting } = standing.audience
  // Those who still wait are about to be left out.
  const left = (excluded.cancelled ?? 0) + waiting
  io.print(`${number(accepted)} have it, and do not get it again`)
  const whom = `${plural(left, 'reader')} who were left out then`
  return askFor(io, `${cancelledOn(standing)} Send ${name} to ${whom} now after all?`, left, '--anew --yes')
}

/** What ends with the cancel, should somebody be counting on it. */
const pausedToo = (standing: StatusAnswer | undefined): string[] => {
  const since = standing?.send.holds.person
  return since
    ? [`It was paused, too, since ${localTime(since, standing.timeZone)}: to send it after all ends that`]
    : []
}

const cancelledOn = ({ send: { id, cancelledAt = '' }, timeZone }: StatusAnswer): string =>
  `${id} was cancelled on ${localTime(cancelledAt, timeZone)}.`

const askFor = async (
  io: TerminalIo,
  question: string,
  count: number,
  add: string,
): Promise<number | undefined> => {
  if (await confirm(io, { question, word: String(count), add })) return undefined
  io.complain('Nothing is sent')
  return 1
}

const nameOf = async (client: Client, issue: string): Promise<string> => {
  const reply = await client.get<IssueAnswer>(`/api/issues/${encodeURIComponent(issue)}`)
  const published = reply.outcome === 'done' ? reply.value.published : undefined
  return published?.number === undefined ? issue : `No. ${published.number}`
}
