import type { ActionAnswer } from '../../functions/api/answers/sends.ts'
import { createClient } from '../service/client.ts'
import { findService } from '../service/service.ts'
import { apiOption, type Declare, ownZonesOption } from '../shared-options.ts'
import { plural } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import { Misuse, type TerminalIo } from '../terminal/terminal-io.ts'

export type Action = 'pause' | 'resume' | 'approve' | 'cancel' | 'reschedule' | 'retry' | 'resolve'
export type ActOptions = {
  api?: string
  at?: string
  ownZones?: boolean
  resend?: boolean
  writeOff?: boolean
}

/** Seven commands in one file: they make the same call, and differ in one word and what is said of it. */
export const declare: Declare = (program, io, finish) => {
  const control = (action: Action, description: string) =>
    program
      .command(action)
      .description(description)
      .argument('<send>', 'the send’s id, as status lists it')
      .option(...apiOption)
      .json(
        '{ send, outcome: done | already | waits-for-quota | waits-for-approval, changed }\nchanged: how many recipients, where some are',
      )
      .example(`${action} tidelines-1--digest${needed[action] ?? ''}`)
      .action(async (id, options) => finish(act(io, action, id, options)))
  control('pause', 'stop a send; resume goes on where it stopped')
  control('resume', 'go on with a send that stands still, whatever held it')
  control(
    'approve',
    'let a send go that waits for a second person: neither who asked for it nor who published it',
  )
  control('cancel', 'end a send: whoever waits is left out')
  control('reschedule', 'give a send that has not begun another time')
    .option('--at <time>', 'when; left out, now')
    .option(...ownZonesOption)
  control('retry', 'send again to those to whom it failed')
  control('resolve', 'decide for those of whom nobody knows whether it was sent')
    .option('--resend', 'send again: somebody may get it twice')
    .option('--write-off', 'leave it: somebody may never get it')
}

/** Options without which an action makes no sense, for its example. */
const needed: Partial<Record<Action, string>> = {
  reschedule: ' --at 2031-05-06T09:00',
  resolve: ' --write-off',
}

const done: Record<Action, string> = {
  pause: 'is paused; what has begun is finished',
  resume: 'goes on',
  approve: 'is approved',
  cancel: 'is cancelled; whoever was waiting is left out',
  reschedule: 'has its new time',
  retry: 'tries again',
  resolve: 'is resolved',
}

/** Does something to a send. */
export const act = async (
  io: TerminalIo,
  action: Action,
  id: string,
  options: ActOptions,
): Promise<number> => {
  const { resend, writeOff, at, ownZones } = options
  if (action === 'resolve' && resend === writeOff) {
    const ways = '--resend (somebody may get it twice) or --write-off (somebody may never get it).'
    throw new Misuse(resend ? `One of the two is wanted, not both: ${ways}` : `Say ${ways}`)
  }
  const client = createClient(await findService(io, options.api))
  const fields = {
    action,
    ...(at && { at }),
    ...(ownZones && { ownZones }),
    ...(action === 'resolve' && { how: resend ? 'resend' : 'write-off' }),
  }
  const reply = await client.post<ActionAnswer>(`/api/sends/${encodeURIComponent(id)}/actions`, fields)
  if (reply.outcome === 'refused') return complainOf(io, reply.problems)
  const { outcome, changed } = reply.value
  io.answer({ send: id, outcome, changed })
  const count = changed === undefined ? '' : `: ${plural(changed, 'recipient')}`
  const said = {
    done: `${id} ${done[action]}${count}`,
    already: `${id}: nothing to do`,
    'waits-for-approval': `${id} waits for a second person: masthead approve ${id}`,
    'waits-for-quota': `${id} goes on by itself, as soon as SES takes more mail: its daily quota is used up`,
  }
  io.print(said[outcome])
  return 0
}
