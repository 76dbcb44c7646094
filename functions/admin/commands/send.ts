import type { SendAnswer, StatusAnswer } from '../answers.ts'
import { account, audienceOf, progressLine } from '../cli/account.ts'
import { type Client, createClient } from '../cli/client.ts'
import { complainOf } from '../cli/complain.ts'
import { localTime } from '../cli/format.ts'
import { findService } from '../cli/service.ts'
import type { World } from '../cli/world.ts'

export type SendOptions = { api?: string; at?: string; to?: string; language?: string; wait?: boolean }

/** Makes a send and says when it goes; with `wait`, stays until it is finished. */
export const send = async (
  world: World,
  issue: string,
  { api, at, to, language, wait }: SendOptions,
): Promise<number> => {
  const client = createClient(await findService(world, api))
  const reply = await client.post<SendAnswer>('/api/sends', { issue, at, to, language })
  if (reply.outcome === 'refused') return complainOf(world, reply.problems)
  for (const line of made(reply.value, reply.status === 202, at)) world.print(line)
  return wait ? waitFor(world, client, reply.value.send.id) : 0
}

const made = ({ send, timeZone }: SendAnswer, isNew: boolean, at?: string): string[] => {
  const time = send.at && localTime(send.at, timeZone)
  if (isNew) return [`${send.id} ${time ? `goes at ${time}` : 'goes now'} to ${audienceOf(send)}`]
  return [
    `${send.id} was already asked for, ${localTime(send.requestedAt, timeZone)} by ${send.by}; it is made only once`,
    `Its time: ${time ?? 'at once'}${at ? '; the time given now changes nothing' : ''}`,
  ]
}

/** How often to look: a chunk takes seconds. */
const everyMs = 1_000

const waitFor = async (world: World, client: Client, id: string): Promise<number> => {
  for (;;) {
    const reply = await client.get<StatusAnswer>(`/api/sends/${encodeURIComponent(id)}`)
    if (reply.outcome === 'refused') return complainOf(world, reply.problems)
    const { state } = reply.value
    if (state === 'finished' || state === 'held' || state === 'cancelled') {
      for (const line of account(world, reply.value, reply.value.timeZone)) world.print(line)
      return state === 'finished' ? 0 : 1
    }
    world.progress(progressLine(reply.value))
    await world.sleep(everyMs)
  }
}
