import type { Cloud } from '#local-cloud'
import type { Act } from '../simulate/history.ts'
import { realSleep } from './clock.ts'
import type { Recorder } from './history.ts'
import type { Log } from './log.ts'

/** A send as the API accounts for it. */
export type Account = {
  send: { id: string; series?: true; test?: object; holds: Record<string, string> }
  state: string
  audience: Record<'candidates' | 'accepted' | 'uncertain' | 'waiting', number> &
    Record<'excluded' | 'failed', Record<string, number>>
}

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

type Lost = { queues: { name: string; depth: number; instead?: string }[] }

const whatIs: Record<string, Act['what']> = {
  pause: 'pause',
  resume: 'resume',
  cancel: 'cancel',
  retry: 'retry',
  resend: 'resend',
  'write-off': 'write-off',
}

/** The API as an admin calls it. In runs that last for hours each call has a token of its own. */
export const createAdmin = ({ addresses, signToken }: Cloud, history: Recorder, log: Log) => {
  const groups = { 'cognito:groups': ['owner'] }
  const ask = async <Value>(method: string, path: string, body?: object) => {
    const answer = await fetch(`${addresses.api}/api/${path}`, {
      method,
      headers: { authorization: `Bearer ${await signToken(groups)}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    })
    return { status: answer.status, value: (await answer.json()) as Value }
  }
  const act = async (send: string, body: { action: string; how?: string }): Promise<number> => {
    const what = whatIs[body.how ?? body.action]
    const ended = what && history.asks(what, { send })
    const { status } = await insist(`${Object.values(body).join(' ')} ${send}`, log, () =>
      ask('POST', `sends/${send}/actions`, body),
    )
    ended?.(status)
    return status
  }
  return {
    /** What a send has come to. */
    account: async (send: string): Promise<Account> => (await ask<Account>('GET', `sends/${send}`)).value,
    /** What all have come to. */
    accounts: async (): Promise<Account[]> => (await ask<{ sends: Account[] }>('GET', 'sends')).value.sends,
    act,
    /** Asks for a send. @returns its id, when it is made or was made already */
    ask: async (wanted: Record<string, unknown>): Promise<string | undefined> => {
      const what = `send ${JSON.stringify(wanted)}`
      const { status, value } = await insist(what, log, () =>
        ask<{ send?: { id: string } }>('POST', 'sends', wanted),
      )
      return status < 400 ? value.send?.id : undefined
    },
    /** Asks for the send at a time, or at once; who is told that the time has passed meanwhile asks for it at once. */
    request: async (issue: string, send: string, at?: string): Promise<void> => {
      const press = () => ask('POST', 'sends', { issue, ...(at && { at }) })
      const ended = history.asks('request', { send })
      const { status } = await insist(`send ${at ?? 'now'}`, log, press)
      ended(status)
      if (status < 400) return
      await insist('send now', log, () => ask('POST', 'sends', { issue }))
      await act(send, { action: 'reschedule' })
    },
    /** Asks for the correction of a send, for who got it in English. @returns whether there is one now */
    correct: async (send: string): Promise<boolean> => {
      const languages = ['en']
      const ended = history.asks('correct', { send, languages })
      const { status } = await insist(`correct ${send}`, log, () =>
        ask('POST', `sends/${send}/correction`, { languages }),
      )
      ended(status)
      return status < 400
    },
    /** Has all that failed for good worked on again. @returns whether there was any */
    redrive: async (): Promise<boolean> => {
      const { value } = await insist('list what was lost', log, () => ask<Lost>('GET', 'dead-letters'))
      const lost = value.queues.filter(({ depth, instead }) => depth > 0 && !instead)
      for (const { name } of lost)
        await insist(`redrive ${name}`, log, () => ask('POST', 'dead-letters', { queue: name }))
      return lost.length > 0
    },
  }
}
export type Admin = ReturnType<typeof createAdmin>
