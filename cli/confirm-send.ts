import type { AudienceAnswer, IssueAnswer, StatusAnswer } from '../functions/api/answers.ts'
import type { Counts } from '../functions/sending/ledger/plan-step.ts'
import type { Filter } from '../functions/sending/ledger/send.ts'
import type { Client, Reply } from './client.ts'
import { confirm } from './confirm.ts'
import { localTime, number, plural, reasons, total } from './format.ts'
import { complainOf } from './print-problems.ts'
import type { TerminalIo } from './terminal-io.ts'

/** What somebody is about to send. `standing`: the send of before, which was cancelled. */
export type AboutToSend = {
  issue: string
  filter?: Filter | undefined
  standing?: StatusAnswer | undefined
  yes?: boolean | undefined
}

/**
 * Says how many readers a send would go to, in which languages, and who not and why; then asks.
 * @returns the exit code where it is not to be sent; undefined = go
 * @throws Misuse where nobody can be asked
 */
export const confirmSend = async (
  io: TerminalIo,
  client: Client,
  { issue, filter, standing, yes }: AboutToSend,
): Promise<number | undefined> => {
  if (yes) return undefined
  const name = await nameOf(client, issue)
  if (standing?.send.frozen) {
    const { send, audience, timeZone } = standing
    const left = audience.excluded.cancelled ?? 0
    io.print(
      `${send.id} was cancelled on ${localTime(send.cancelledAt!, timeZone)}; ${number(audience.accepted)} have it, and do not get it again`,
    )
    return askFor(io, `Send ${name} to ${plural(left, 'reader')} who were left out then?`, left)
  }
  const counted = await countAll(io, client, { issue, filter })
  if (counted.outcome === 'refused') return complainOf(io, counted.problems)
  const { languages, excluded } = counted
  const readers = total(languages)
  io.print(`${plural(readers, 'reader')}${readers > 0 ? `: ${reasons(languages)}` : ''}`)
  if (total(excluded) > 0) io.print(`Not to ${number(total(excluded))}: ${reasons(excluded)}`)
  return askFor(io, `Send ${name} to ${plural(readers, 'reader')}?`, readers)
}

const askFor = async (io: TerminalIo, question: string, count: number): Promise<number | undefined> => {
  if (await confirm(io, { question, word: String(count) })) return undefined
  io.complain('Nothing is sent')
  return 1
}

const nameOf = async (client: Client, issue: string): Promise<string> => {
  const reply = await client.get<IssueAnswer>(`/api/issues/${encodeURIComponent(issue)}`)
  const published = reply.outcome === 'done' ? reply.value.published : undefined
  return published?.number === undefined ? issue : `No. ${published.number}`
}

/** Adds up what the service counts call by call. */
const countAll = async (io: TerminalIo, client: Client, asked: Pick<AboutToSend, 'issue' | 'filter'>) => {
  const [languages, excluded]: [Counts, Counts] = [{}, {}]
  for (let from: number | undefined = 0; from !== undefined; ) {
    io.progress('counting readers', from / 256)
    const reply: Reply<AudienceAnswer> = await client.post('/api/sends/audience', { ...asked, from })
    if (reply.outcome === 'refused') return reply
    addTo(languages, reply.value.languages)
    addTo(excluded, reply.value.excluded)
    from = reply.value.next
  }
  io.progress('')
  return { outcome: 'counted' as const, languages, excluded }
}

const addTo = (sums: Counts, more: Counts) => {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count
}
