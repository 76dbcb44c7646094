import type {
  SegmentAnswer,
  SegmentCountAnswer,
  SegmentShown,
  SegmentsAnswer,
} from '../../functions/api/answers/segments.ts'
import { writeRule } from '../../functions/subscription/segments/write-rule.ts'
import { audienceLines, countAudience } from '../send/count-audience.ts'
import { ruleTyped, segmentTyped } from '../send/read-segment.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { localTime, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

type Options = { api?: string }

const pathOf = (name: string) => `/api/segments/${encodeURIComponent(name)}`

/** Lists saved segments. */
export const listSegments = async (io: TerminalIo, { api }: Options): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.get<SegmentsAnswer>('/api/segments')
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { segments, timeZone } = reply.value
  if (segments.length === 0) io.print('No segment is saved yet')
  for (const line of table(segments.map((one) => cellsOf(one, timeZone)))) io.print(line)
  return 0
}

const cellsOf = ({ name, rule, at, by = '' }: SegmentShown, timeZone: string): string[] => [
  name,
  writeRule(rule, timeZone),
  localTime(at, timeZone),
  by,
]

/** Saves a rule under a name. */
export const saveSegment = async (
  io: TerminalIo,
  name: string,
  { api, where, replace }: Options & { where: string; replace?: boolean },
): Promise<number> => {
  const rule = ruleTyped(where, '--where')
  const client = createClient(await findService(io, api))
  const reply = await client.post<SegmentAnswer>('/api/segments', { name, rule, replace })
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { segment, timeZone } = reply.value
  io.print(`${name} is saved: ${writeRule(segment.rule, timeZone)}`)
  io.print(`To count it: masthead readers segments show ${name}`)
  return 0
}

/** Says what a segment means and how many readers are in it now, and who is not and why; also of one that is not saved. */
export const showSegment = async (io: TerminalIo, typed: string, { api }: Options): Promise<number> => {
  const segment = segmentTyped(typed)
  const client = createClient(await findService(io, api))
  const saved = typeof segment === 'string' ? await client.get<SegmentAnswer>(pathOf(segment)) : undefined
  if (saved?.outcome === 'refused') return complainOf(io, saved.problems)
  const counted = await countAudience<SegmentCountAnswer>(io, client, '/api/segments/count', { segment })
  if (counted.outcome === 'refused') return complainOf(io, counted.problems)
  const { languages, excluded } = counted.value
  io.answer({ ...saved?.value, languages, excluded })
  for (const line of saved ? table([cellsOf(saved.value.segment, saved.value.timeZone)]) : []) io.print(line)
  for (const line of audienceLines(counted.value, 'Left out:')) io.print(line)
  return 0
}

/** Forgets a saved segment; sends that were made by it keep what it said. */
export const removeSegment = async (io: TerminalIo, name: string, { api }: Options): Promise<number> => {
  const client = createClient(await findService(io, api))
  const reply = await client.post<SegmentAnswer>(`${pathOf(name)}/remove`, {})
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  io.answer(reply.value)
  const { segment, timeZone } = reply.value
  io.print(`${name} is removed; it was ${writeRule(segment.rule, timeZone)}`)
  return 0
}
