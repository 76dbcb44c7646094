import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { Act, CallAnswered, Happened, History } from '../simulate/history.ts'
import { judge } from '../simulate/judge.ts'
import type { Person } from './audience.ts'
import { factor } from './clock.ts'

type Row = Person & { status: string; confirmedAt?: string; topics: string[] }
type What = Act['what']

/** As PROTOCOL.md has it; the first with what an observer outside needs on top. */
const rules: Omit<History['rules'], 'isOver' | 'chunk'> = {
  freshMs: 2_000 + 20 * factor,
  lifeMs: 140_000,
  decideAfterMs: 600_000,
}

/**
 * Writes down what happens in a run as the simulator's judge reads it, so that one judge is for both.
 * @param chunk how many a worker may still call when a pause or a cancel was acknowledged
 */
export const createHistory = (now: () => number, chunk: number) => {
  const events: Happened[] = []
  const sends = new Set<string>()
  const passedOver = new Set<string>()
  let acts = 0
  const isOfThisRun = (event: Happened): boolean => {
    if (event.is === 'send' && !passedOver.has(event.send)) sends.add(event.send)
    return !('send' in event) || event.send === undefined || event.is === 'act' || sends.has(event.send)
  }
  const add = (event: Happened | undefined) => {
    if (event && isOfThisRun(event)) events.push(event)
  }
  return {
    add,
    /**
     * Readers as they are when the run begins. The judge takes everybody who is active for a reader of everything: it
     * hears nothing of those who want other topics, and nothing of a send that is for some.
     * @param ofOthers the topics of those who do not want the issue. @param forSome a send that is for some readers
     */
    begin: (rows: readonly Row[], ofOthers: string, forSome?: string) => {
      if (forSome) passedOver.add(forSome)
      for (const { id, email, status, confirmedAt } of rows.filter(
        ({ topics }) => !topics.includes(ofOthers),
      ))
        add({
          is: 'reader',
          at: now(),
          reader: id,
          status: status as 'active',
          address: email,
          ...(status === 'active' && confirmedAt && { confirmedAt: Date.parse(confirmedAt) }),
        })
    },
    /** Somebody asks for something. @returns to be told with which status that was answered; none when it never was */
    asks: (what: What, whose: Pick<Act, 'send' | 'reader' | 'languages'>) => {
      acts += 1
      const act = { is: 'act', act: acts, what, ...whose } as const
      add({ ...act, at: now(), how: 'asked' })
      return (status: number | undefined) => {
        const how = status === undefined ? 'failed' : status < 400 ? 'done' : 'refused'
        add({ ...act, at: now(), how })
      }
    },
    /** What SES did with a call. @param lostAt since when the worker surely never hears of it, Unix ms */
    answered: (call: number, answer: CallAnswered['answer'], lostAt?: number) => {
      add({ is: 'call-answered', at: now(), call, answer })
      if (lostAt !== undefined) add({ is: 'call-lost', at: lostAt, call })
    },
    /** Judges it, and keeps it beside the run's log. @returns what was wrong, in words */
    judged: (log: string, seed: number, isOver: boolean): string[] => {
      const known = new Set(events.flatMap((one) => (one.is === 'call-began' ? [one.call] : [])))
      const history: History = {
        rules: { ...rules, chunk, isOver },
        events: events.filter((one) => !('call' in one) || known.has(one.call)).sort((a, b) => a.at - b.at),
      }
      writeFileSync(join(dirname(log), `${seed}.history.json`), JSON.stringify(history))
      return judge(history).map(({ rule, at, what }) => `${new Date(at).toISOString()} ${rule}: ${what}`)
    },
  }
}
export type Recorder = ReturnType<typeof createHistory>
