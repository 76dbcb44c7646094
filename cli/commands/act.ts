import type { ActionAnswer } from '../../functions/api/answers.ts'
import { createClient } from '../client.ts'
import { complainOf } from '../complain.ts'
import { plural } from '../format.ts'
import { findService } from '../service.ts'
import type { TerminalIo } from '../terminal-io.ts'

export type Action = 'pause' | 'resume' | 'cancel' | 'reschedule' | 'retry' | 'resolve'
export type ActOptions = {
  api?: string
  at?: string
  ownZones?: boolean
  resend?: boolean
  writeOff?: boolean
}

const done: Record<Action, string> = {
  pause: 'is paused; what has begun is finished',
  resume: 'goes on',
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
    io.complain('Say --resend (somebody may get it twice) or --write-off (somebody may never get it).')
    return 1
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
  const count = changed === undefined ? '' : `: ${plural(changed, 'recipient')}`
  const said = {
    done: `${id} ${done[action]}${count}`,
    already: `${id}: nothing to do`,
    'waits-for-quota': `${id} goes on by itself, as soon as SES takes more mail: its daily quota is used up`,
  }
  io.print(said[outcome])
  return 0
}
