import type { DeadLettersAnswer, RedriveAnswer } from '../../functions/api/answers/service.ts'
import { type Client, createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare } from '../shared-options.ts'
import { number, plural, table } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import type { TerminalIo } from '../terminal/terminal-io.ts'

export type RedriveOptions = { api?: string }

export const declare: Declare = (program, io, finish) =>
  program
    .command('redrive')
    .summary('list work that failed for good, or have it done again')
    .description('list work that failed for good, or have one kind of it done again')
    .argument('[queue]', 'what to do again, as the list names it')
    .option(...apiOption)
    .json('{ queues: [{ name, depth, readers, instead }] }; with a queue { queue, moved, isStuck }')
    .example('redrive', 'what failed')
    .example('redrive deliver', 'have it done again')
    .action(async (queue, options) => finish(redrive(io, queue, options)))

/**
 * Lists work that failed for good or, with a queue, moves its work back.
 * @returns 1 when some of it could not be moved
 */
export const redrive = async (
  io: TerminalIo,
  queue: string | undefined,
  { api }: RedriveOptions,
): Promise<number> => {
  const client = createClient(await findService(io, api))
  if (queue) return move(io, client, queue)
  const reply = await client.get<DeadLettersAnswer>('/api/dead-letters')
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const { queues } = reply.value
  io.answer({ queues })
  for (const line of listOf(queues)) io.print(line)
  return 0
}

const listOf = (queues: DeadLettersAnswer['queues']): string[] => {
  const failed = queues.filter(({ depth }) => depth > 0)
  return [
    ...table(
      queues.map(({ name, depth, readers }) => [name, number(depth), depth > 0 ? readers : '']),
      [1],
    ),
    ...(failed.length === 0 ? ['Nothing failed for good'] : []),
    ...failed.map(({ name, instead }) =>
      instead ? `${name}: ${instead}` : `${name}: once the cause is mended, masthead redrive ${name}`,
    ),
  ]
}

/**
 * One call moves messages for some seconds. A message that fails again returns only minutes later, so this loop ends.
 */
const move = async (io: TerminalIo, client: Client, queue: string): Promise<number> => {
  let moved = 0
  let isStuck = false
  for (;;) {
    const reply = await client.post<RedriveAnswer>('/api/dead-letters', { queue })
    if (reply.outcome === 'refused') return complainOf(io, reply.problems)
    const { value } = reply
    moved += value.moved
    isStuck ||= value.stayed > 0
    io.progress(`${number(moved)} moved`)
    if (value.more && value.moved > 0) continue
    io.answer({ queue, moved, isStuck: isStuck || value.more })
    io.print(`${queue}: ${plural(moved, 'message')} moved back`)
    if (!isStuck && !value.more) return 0
    io.complain('Some could not be moved and stay where they were: the redrive function’s log says why')
    return 1
  }
}
