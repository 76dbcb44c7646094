import type { StatusAnswer } from '../../functions/api/answers/statuses.ts'
import type { Client } from '../service/client.ts'
import { total } from '../terminal/format.ts'
import { complainOf } from '../terminal/print-refusal.ts'
import { Stop, type TerminalIo } from '../terminal/terminal-io.ts'
import { account, sendingLine, shareSettled } from './send-summary.ts'

/** ms between two looks: while it moves, and while it waits for its time or a person. */
const quick = 2_000
const slow = 15_000
/** ms for which a service may be away that was there before. */
const patience = 10 * 60_000

/**
 * Watches a send until it is closed: with a bar where a person looks, else by a line each time that its state or a whole percent of
 * it changes; with `--json` by a line of JSON for each state.
 * @returns the exit code: 0 when it is finished, 1 when it was cancelled or leaves readers failed or uncertain
 */
export const watchSend = async (io: TerminalIo, client: Client, id: string): Promise<number> => {
  const look = createLook(io, client, id)
  let state = ''
  let said = ''
  for (;;) {
    const seen = await look()
    if (seen.outcome === 'refused') return complainOf(io, seen.problems)
    const { value } = seen
    if (value.state !== state) io.answerPart(JSON.stringify(value))
    state = value.state
    if (state === 'finished' || state === 'cancelled') return end(io, value, client.me)
    const share = shareSettled(value)
    io.progress(`${id} ${sendingLine(value, value.timeZone)}`, share)
    const change = `${state} ${Math.floor((share ?? 0) * 100)}`
    if (!io.showsProgress && change !== said) io.print(`${id} ${sendingLine(value, value.timeZone)}`)
    said = change
    await io.sleep(['starting', 'planning', 'delivering'].includes(state) ? quick : slow)
  }
}

const end = (io: TerminalIo, value: StatusAnswer, me: readonly string[]): number => {
  io.progress('')
  for (const line of account(io, value, value.timeZone, me)) io.print(line)
  const { failed, uncertain } = value.audience
  return value.state === 'finished' && total(failed) + uncertain === 0 ? 0 : 1
}

/** Asks how it stands. Once it has answered, a service that cannot be reached for a while ends nothing. */
const createLook = (io: TerminalIo, client: Client, id: string) => {
  let lastAt: number | undefined
  const look = async (): ReturnType<typeof client.get<StatusAnswer>> => {
    try {
      const seen = await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
      lastAt = io.now()
      return seen
    } catch (error) {
      if (!(error instanceof Stop) || lastAt === undefined || io.now() - lastAt > patience) throw error
      io.progress(`${id}: the service cannot be reached; trying again`)
      await io.sleep(slow)
      return look()
    }
  }
  return look
}
