import { isImported } from './consent.ts'
import { forgotten } from './forgotten.ts'
import type { ImportEvent } from './import-event.ts'
import { asked as askedByMail, confirmedAfterwards, imported, unasked } from './import-transition.ts'
import { afterMove, arrived, asked, begun } from './move-transition.ts'
import { confirmed, requested } from './opt-in-transition.ts'
import { explained, left, restored, suppressed } from './opt-out-transition.ts'
import { pausedUntil, pauseOf } from './pause.ts'
import type { EventOf, ReaderEvent } from './reader-event.ts'
import { afterDelivery, afterSoftBounce, isUnreachable } from './soft-bounces.ts'
import { type Moved, present, type ReaderRow, type Subscriber } from './subscriber.ts'
import { afterErasure, blocked, erased } from './what-erasing-keeps.ts'

export type ReaderState = 'nobody' | 'paused' | ReaderRow['status']

/** The state of a row. `paused` is an active reader's until their pause has lapsed. @param now Unix ms */
export const stateOf = (row: ReaderRow | undefined, now: number): ReaderState => {
  if (row?.status === 'erased' || row?.status === 'moved') return row.status
  return pauseOf(row, now) ? 'paused' : (present(row, now)?.status ?? 'nobody')
}

/** What an import may do to whoever waits, and to a reader whose only consent is an import's; any other's row stays as it is. */
const keptOut = { 'import-left': 'unsubscribed', 'import-suppressed': 'suppressed' } as const

/** Whoever moves here is a reader, and may pause. */
const here = ['active', 'paused'] as const

/**
 * The state that each event leads to, or those that it may. Events not listed are refused: the row stays as it is. An
 * `unsubscribed` or `erased` row is confirmed only while a request waits beside it, an `active` one where an import came
 * between. Who is restored had left, or had never been there. Whoever is erased comes back by a new double opt-in alone, as
 * a reader of whom nothing is known. To whoever has moved, events come at the new address; a moved row knows only those of
 * moves.
 */
export const transitions: Record<
  ReaderState,
  Partial<Record<ReaderEvent['type'], ReaderState | readonly ReaderState[]>>
> = {
  nobody: {
    request: 'pending',
    import: here,
    'import-ask': 'pending',
    arrive: here,
    block: 'erased',
    erase: 'erased',
    ...keptOut,
  },
  pending: {
    request: 'pending',
    ask: 'pending',
    unask: 'pending',
    confirm: 'active',
    leave: 'unsubscribed',
    suppress: 'suppressed',
    import: 'active',
    'import-ask': 'pending',
    arrive: here,
    erase: 'erased',
    ...keptOut,
  },
  active: {
    request: 'active',
    confirm: 'active',
    choose: 'active',
    pause: 'paused',
    leave: 'unsubscribed',
    suppress: 'suppressed',
    'soft-bounce': ['active', 'suppressed'],
    reach: 'active',
    'ask-move': 'active',
    move: 'moved',
    arrive: 'active',
    erase: 'erased',
    ...keptOut,
  },
  paused: {
    request: 'paused',
    confirm: 'paused',
    choose: 'paused',
    pause: 'paused',
    unpause: 'active',
    leave: 'unsubscribed',
    suppress: 'suppressed',
    'soft-bounce': ['paused', 'suppressed'],
    reach: 'paused',
    'ask-move': 'paused',
    move: 'moved',
    arrive: 'paused',
    erase: 'erased',
    ...keptOut,
  },
  unsubscribed: {
    request: 'unsubscribed',
    confirm: 'active',
    leave: 'unsubscribed',
    explain: 'unsubscribed',
    suppress: 'suppressed',
    'import-suppressed': 'suppressed',
    arrive: here,
    erase: 'erased',
    forget: ['unsubscribed', 'erased'],
  },
  suppressed: {
    suppress: 'suppressed',
    'import-suppressed': 'suppressed',
    restore: ['unsubscribed', 'nobody'],
    erase: 'erased',
  },
  erased: {
    request: 'erased',
    confirm: 'active',
    leave: 'erased',
    suppress: 'erased',
    restore: 'erased',
    arrive: here,
    'pass-on': 'erased',
    erase: 'erased',
  },
  moved: { arrive: here, settle: 'moved', return: here, 'pass-on': 'moved', erase: 'erased' },
}

/**
 * How an event changes a reader's row.
 * @param row as stored; undefined when there is none
 * @param now Unix ms, by which an unconfirmed request has lapsed or not
 * @returns undefined when the event is refused, or changes nothing
 */
export const transition = (
  row: ReaderRow | undefined,
  event: ReaderEvent,
  now: number,
): ReaderRow | undefined => {
  if (!transitions[stateOf(row, now)][event.type]) return undefined
  if (row?.status === 'moved') return afterMove(row, event)
  if (row?.status === 'erased')
    return event.type === 'arrive' ? arrived(row, event) : afterErasure(row, event, now)
  const before = present(row, now)
  switch (event.type) {
    case 'arrive':
      return arrived(row, event)
    case 'erase':
      // Of nobody, too: an import may not bring them in. A sign-up that has lapsed may still be in the table.
      return erased(row, event)
    case 'block':
      return blocked(row, event)
    case 'request':
      return requested(before, event, now)
    case 'forget':
      return before && forgotten(before, event, now)
    case 'import':
    case 'import-ask':
    case 'import-left':
    case 'import-suppressed':
      return imported(before, event)
    default:
      return before && changed(before, event, now)
  }
}

const changed = (
  before: Subscriber,
  event: Exclude<ReaderEvent, ImportEvent | { type: 'request' | 'block' | 'erase' | 'forget' | 'arrive' }>,
  now: number,
): Subscriber | Moved | undefined => {
  switch (event.type) {
    case 'ask':
      return askedByMail(before, event)
    case 'unask':
      return unasked(before, event)
    case 'ask-move':
      return asked(before, event)
    case 'move':
      return begun(before, event)
    case 'settle':
    case 'return':
    case 'pass-on':
      return undefined
    case 'confirm':
      return confirmedAfterwards(before, event) ?? confirmed(before, event, now)
    case 'choose':
      return chosen(before, event)
    case 'pause':
      return paused(before, event, now)
    case 'unpause':
      return unpaused(before)
    case 'leave':
      return left(before, event, now)
    case 'explain':
      return explained(before, event.reason)
    case 'suppress':
      return suppressed(before, event.cause, event.at)
    case 'soft-bounce':
      return bouncedSoftly(before, event, now)
    case 'reach':
      return reached(before, event, now)
    case 'restore':
      return restored(before, event.at)
  }
}

const chosen = (before: Subscriber, { at, choice, mailed }: EventOf<'choose'>): Subscriber | undefined => {
  if (before.status !== 'active') return undefined
  const { timeZone, fields, ...rest } = before
  return { ...rest, ...choice, ...mailed, ...(isImported(before.consent) && { chosenAt: at }) }
}

const paused = (
  before: Subscriber,
  { at, until, mailed }: EventOf<'pause'>,
  now: number,
): Subscriber | undefined => {
  if (before.status !== 'active') return undefined
  const pause = pausedUntil(before, { at, until }, now)
  return pause && { ...before, paused: pause, ...mailed }
}

const unpaused = (before: Subscriber): Subscriber | undefined => {
  if (before.status !== 'active') return undefined
  const { paused: _, ...rest } = before
  return rest
}

const bouncedSoftly = (
  before: Subscriber,
  { at, day }: EventOf<'soft-bounce'>,
  now: number,
): Subscriber | undefined => {
  if (before.status !== 'active') return undefined
  const softBounces = afterSoftBounce(before.softBounces, day, now)
  if (!softBounces) return undefined
  return isUnreachable(softBounces) ? suppressed(before, 'soft-bounces', at) : { ...before, softBounces }
}

const reached = (before: Subscriber, { day }: EventOf<'reach'>, now: number): Subscriber | undefined => {
  if (before.status !== 'active') return undefined
  const softBounces = afterDelivery(before.softBounces, day, now)
  return softBounces && { ...before, softBounces }
}
