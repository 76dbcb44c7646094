import type { MailOutcome } from '../../mail/mailer.ts'
import { changeSubscriber, type Subscribers } from '../states/change-subscriber.ts'
import { waitsToBeAsked, wasAsked } from '../states/import-transition.ts'
import type { SubscriberId } from '../states/reader-id.ts'
import { transition } from '../states/state-machine.ts'
import { personIn, type Subscriber } from '../states/subscriber.ts'
import { askDays } from '../states/unconfirmed-days.ts'

export type AskReaderDeps = {
  subscribers: Subscribers
  mail: (kind: 'ask', reader: Subscriber) => Promise<MailOutcome>
  /** Counts a mail to the inbox of an address. Resolves to false when the limit is reached. */
  admitMail: (address: string) => Promise<boolean>
  /** What a mail in this language asks, which is what whoever confirms it agrees to. */
  wordingIn: (language: string) => string
  /** Creates a name that nobody else has. */
  token: () => string
  now: () => number
}

/** `passed-by`: they are not to be asked any more. `not-sent`: SES certainly did not take it; they may be asked again. */
export type AskedReader =
  | { outcome: 'asked' | 'passed-by' }
  | { outcome: 'not-sent'; why: Exclude<MailOutcome['outcome'], 'accepted' | 'uncertain' | 'rejected'> }

const untilOf = (now: number): number => Math.floor(now / 1000) + askDays * 86_400

/**
 * Asks a reader of an import whether they want it. Their row says that they were asked before SES is called, over the state
 * that was read: whatever is killed or repeated, nobody is asked twice, and one who was being asked when this died is not
 * asked at all. Only what SES certainly refused is taken back.
 */
export const createAskReader = (deps: AskReaderDeps) => {
  const { subscribers, mail, admitMail, wordingIn, token, now } = deps

  /** @returns who is to be mailed, or whether they were before */
  const mark = (importId: string, id: SubscriberId) => {
    // Counted once, even if the row changes meanwhile.
    let room: Promise<boolean> | undefined
    const by = token()
    return changeSubscriber<Subscriber | 'asked' | 'passed-by'>(subscribers, id, async (row) => {
      const before = personIn(row)
      if (wasAsked(before, importId)) return { result: 'asked' }
      if (!waitsToBeAsked(before, importId)) return { result: 'passed-by' }
      room ??= admitMail(before.email)
      if (!(await room)) return { result: 'passed-by' }
      const at = new Date(now()).toISOString()
      const { language } = before
      const form = { at, form: '/confirm', wording: wordingIn(language), language }
      const mailed = { mailedAt: at, mails: 1 }
      const asked = { type: 'ask' as const, import: importId, by, form, until: untilOf(now()), mailed }
      const after = personIn(transition(row, asked, now()))
      return after ? { after, result: after } : { result: 'passed-by' }
    })
  }

  const unmark = (importId: string, id: SubscriberId) =>
    changeSubscriber<void>(subscribers, id, (row) => {
      const after = transition(row, { type: 'unask', import: importId, until: untilOf(now()) }, now())
      return after ? { after, result: undefined } : { result: undefined }
    })

  return async (importId: string, id: SubscriberId): Promise<AskedReader> => {
    const to = await mark(importId, id)
    if (to === 'asked' || to === 'passed-by') return { outcome: to }
    const { outcome } = await mail('ask', to)
    if (outcome === 'accepted' || outcome === 'uncertain' || outcome === 'rejected')
      return { outcome: 'asked' }
    await unmark(importId, id)
    return { outcome: 'not-sent', why: outcome }
  }
}
export type AskReader = ReturnType<typeof createAskReader>
