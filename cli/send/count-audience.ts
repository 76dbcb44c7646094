import type { AudienceCounts } from '../../functions/api/count-audience.ts'
import { defined } from '../../functions/runtime/defined.ts'
import type { Counts } from '../../functions/sending/ledger/plan-step.ts'
import type { Segment } from '../../functions/subscription/segments/rule.ts'
import type { Client, Reply } from '../service/client.ts'
import { number, plural, reasons, total } from '../terminal/format.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

/**
 * Adds up what the service counts of an audience, call by call, all by the segment as the first call found it: somebody
 * may save another under its name meanwhile.
 * @returns the sums with the last answer, or a refusal
 */
export const countAudience = async <Answer extends AudienceCounts & { segment?: Segment }>(
  io: TerminalIo,
  client: Client,
  path: string,
  asked: object,
): Promise<Reply<Answer>> => {
  const [languages, excluded]: [Counts, Counts] = [{}, {}]
  let segment: Segment | undefined
  for (let from = 0; ; ) {
    io.progress('counting readers', from / 256)
    const reply: Reply<Answer> = await client.post(path, { ...asked, ...defined({ segment }), from })
    if (reply.outcome === 'refused') return reply
    segment = reply.value.segment
    addTo(languages, reply.value.languages)
    addTo(excluded, reply.value.excluded)
    if (reply.value.next === undefined) {
      io.progress('')
      return { ...reply, value: { ...reply.value, languages, excluded } }
    }
    from = reply.value.next
  }
}

const addTo = (sums: Counts, more: Counts) => {
  for (const [name, count] of Object.entries(more)) sums[name] = (sums[name] ?? 0) + count
}

/** How many readers an audience has, in which languages, and how many not, and why. */
export const audienceLines = (
  { languages, excluded }: Pick<AudienceCounts, 'languages' | 'excluded'>,
  notTo: string,
): string[] => {
  const readers = total(languages)
  return [
    `${plural(readers, 'reader')}${readers > 0 ? `: ${reasons(languages)}` : ''}`,
    ...(total(excluded) > 0 ? [`${notTo} ${number(total(excluded))}: ${reasons(excluded)}`] : []),
  ]
}
