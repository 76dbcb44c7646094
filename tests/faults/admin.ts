import type { Cloud } from '../../infra/local/cloud.ts'
import { realSleep } from './clock.ts'
import type { Account } from './compare.ts'
import type { Log } from './log.ts'

/** How often a person presses a button that fails. */
const presses = 40

/** An answer below 500, whatever it took. @throws when it is refused again and again */
export const insist = async <Answer extends { status: number }>(
  what: string,
  log: Log,
  press: () => Promise<Answer>,
): Promise<Answer> => {
  for (let count = 0; count < presses; count += 1) {
    const answer = await press().catch(() => undefined)
    if (answer && answer.status < 500) {
      log.say(`${what}: ${answer.status}`)
      return answer
    }
    await realSleep(20)
  }
  throw new Error(`${what} failed ${presses} times`)
}

/** The API as an admin calls it. In runs that last for hours each call has a token of its own. */
export const createAdmin = ({ addresses, signToken }: Cloud, log: Log, send: string) => {
  const ask = async (method: string, path: string, body?: object) => {
    const answer = await fetch(`${addresses.api}/api/sends${path}`, {
      method,
      headers: { authorization: `Bearer ${await signToken()}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, value: (await answer.json()) as Account }
  }
  return {
    /** What the send has come to. */
    account: async (): Promise<Account> => (await ask('GET', `/${send}`)).value,
    act: async (body: { action: string; how?: string }): Promise<number> =>
      (await insist(Object.values(body).join(' '), log, () => ask('POST', `/${send}/actions`, body))).status,
    /** Asks for the send at a time, or at once; who is told that the time has passed meanwhile asks for it at once. */
    request: async (issue: string, at?: string): Promise<void> => {
      const press = () => ask('POST', '', { issue, ...(at && { at }) })
      const { status } = await insist(`send ${at ?? 'now'}`, log, press)
      if (status < 400) return
      await insist('send now', log, () => ask('POST', '', { issue }))
      await insist('reschedule', log, () => ask('POST', `/${send}/actions`, { action: 'reschedule' }))
    },
  }
}
export type Admin = ReturnType<typeof createAdmin>
