import type { SendingQuota } from '../../mail/mailer.ts'
import type { Deadline } from '../../runtime/clocks.ts'
import type { Asking, Import } from '../import/import-record.ts'
import type { ImportsTable, ToAsk } from '../import/imports.table.ts'
import { waitsToBeAsked } from '../states/import-transition.ts'
import type { SubscribersTable } from '../states/subscriber.table.ts'
import { personIn } from '../states/subscriber.ts'
import { allowanceOf } from './allowance.ts'
import type { AskPace } from './ask-pace.ts'
import type { AskReader } from './ask-reader.ts'
import { bouncedTooMuch } from './bounced-too-much.ts'

export type AskReadersDeps = {
  imports: Pick<ImportsTable, 'get' | 'replace' | 'asks'>
  subscribers: Pick<SubscribersTable, 'getMany'>
  askReader: AskReader
  pace: AskPace
  /** SES's live quota; undefined when it throttled the question. */
  quota: () => Promise<SendingQuota | undefined>
  queue: { send(messages: { import: string }[], delaySeconds?: number): Promise<void> }
  wait: (ms: number) => Promise<unknown>
  now: () => number
}

/** `goes-on`: another message is queued, for when there is room. */
export type Asked = 'no-such-import' | 'over' | 'done' | 'stopped' | 'goes-on'

/** Whoever cancels waits for no more mails than this, and for about so long. */
const chunkSize = 10
const chunkMs = 10_000
/** A longer wait is left to the queue. */
const shortWaitMs = 5_000

/** How long until asking is tried again, in seconds: a queue keeps a message back for 15 minutes at most. */
const again = { throttled: 60, noRoom: 600, atMost: 900 }

/** What is to be done next of an import. */
type Next = { record: Import; run: ToAsk; at: number }

/**
 * Asks the readers of an import, in the order of its rows, for as long as there is time; then leaves the rest to another run.
 * Where it stands moves only over the place that was read, once everybody before it was asked or passed by. So of two runs
 * at once one counts, and a run that is killed is taken up by the next, which passes over whom it asked.
 * @throws when SES refuses the account, so that an alarm rings
 */
export const createAskReaders = (deps: AskReadersDeps) => {
  const { imports, subscribers, askReader, pace, quota, queue, wait, now } = deps

  const goOn = async (id: string, delaySeconds: number): Promise<Asked> => {
    await queue.send([{ import: id }], Math.min(again.atMost, Math.ceil(delaySeconds)))
    return 'goes-on'
  }

  const end = async (record: Import, but: Pick<Import, 'state'> & Partial<Import>): Promise<Asked> => {
    await imports.replace(record, { ...record, ...but, endedAt: new Date(now()).toISOString() })
    return but.state === 'done' ? 'done' : 'stopped'
  }

  /** Who was just being asked counts also when somebody cancelled meanwhile; where another run was faster, its count does. */
  const moveOn = async (record: Import, asking: Asking): Promise<void> => {
    if ((await imports.replace(record, { ...record, asking })) === 'written') return
    const found = await imports.get(record.id)
    if (found?.state === 'cancelled' && found.revision === record.revision + 1)
      await imports.replace(found, { ...found, asking })
  }

  /** Where an import stands, or what became of it. A run of rows is looked at before the one after it begins. */
  const next = async (id: string): Promise<Next | Asked> => {
    const record = await imports.get(id)
    if (!record) return 'no-such-import'
    if (record.state !== 'asking' || !record.asking) return 'over'
    const { row, at } = record.asking
    const run = await imports.asks(id, row)
    if (!run) return end(record, { state: 'done' })
    const from = run.row === row ? at : 0
    if (from < run.ids.length) return { record, run, at: from }
    const after = await imports.asks(id, row + 1)
    if (!after) return end(record, { state: 'done' })
    const standing = await subscribers.getMany(run.ids)
    const problem = bouncedTooMuch(run.ids.map((one) => standing.get(one)))
    return problem ? end(record, { state: 'refused', problem }) : { record, run: after, at: 0 }
  }

  /** Asks some. @returns where the next begins, and how many were asked; `why` when SES took no more */
  const askSome = async ({ record, run, at }: Next, mails: number, gapMs: number, deadline: Deadline) => {
    const rows = await subscribers.getMany(run.ids.slice(at, at + 100))
    let [to, asked, called] = [at, 0, 0]
    for (const one of run.ids.slice(at, at + 100)) {
      const isWaiting = waitsToBeAsked(personIn(rows.get(one)), record.id)
      if (isWaiting && (called === mails || (called > 0 && deadline.leftMs() <= 0))) break
      if (isWaiting && called > 0) await wait(gapMs)
      if (isWaiting) called += 1
      const { outcome, ...more } = await askReader(record.id, one)
      if ('why' in more) return { to, asked, why: more.why }
      if (outcome === 'asked') asked += 1
      to += 1
    }
    return { to, asked }
  }

  return async (id: string, deadline: Deadline): Promise<Asked> => {
    do {
      const found = await next(id)
      if (typeof found === 'string') return found
      const answered = await quota()
      if (!answered) return goOn(id, shortWaitMs / 1000)
      const { perSecond, room } = allowanceOf(answered)
      if (room < 1) return goOn(id, again.noRoom)
      const gapMs = 1000 / perSecond
      const mails = Math.max(1, Math.min(chunkSize, room, Math.floor(chunkMs / gapMs)))
      const slot = await pace(mails, gapMs, shortWaitMs)
      if (slot.outcome === 'later') return goOn(id, slot.ms / 1000)
      await wait(slot.waitMs)
      const { to, asked, why } = await askSome(found, mails, gapMs, deadline)
      const asking = { row: found.run.row, at: to, asked: found.record.asking!.asked + asked }
      await moveOn(found.record, asking)
      if (why === 'throttled' || why === 'not-called') return goOn(id, again.throttled)
      if (why === 'quota') return goOn(id, again.noRoom)
      if (why) throw new Error(`SES takes no mail that asks readers of ${id}: ${why}`)
    } while (deadline.leftMs() > 0)
    return goOn(id, 0)
  }
}
