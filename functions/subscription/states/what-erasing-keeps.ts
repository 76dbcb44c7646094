import { besides, confirmed } from './opt-in-transition.ts'
import type { EventOf, ReaderEvent } from './reader-event.ts'
import { type Erased, type ReaderRow, type Subscriber, waitingOf } from './subscriber.ts'
import { causes } from './suppression-cause.ts'

/** What is left of a reader: nothing personal, and that they are not to be mailed, if that is so. */
export const erased = (before: Subscriber | undefined, { at, id }: EventOf<'erase'>): Erased => ({
  id,
  status: 'erased',
  at,
  ...(before?.status === 'suppressed' && { suppressed: before.cause }),
  revision: before?.revision ?? 0,
})

/** What keeps mail from an address that nobody has: as much as stays of an erased reader who was suppressed. */
export const blocked = (before: Subscriber | undefined, { at, id, cause }: EventOf<'block'>): Erased => ({
  id,
  status: 'erased',
  at,
  suppressed: cause,
  unknown: true,
  revision: before?.revision ?? 0,
})

/**
 * How an event changes what is left of an erased reader. Only they themselves come back: who presses the button behind the
 * link of a new sign-up is a new reader, of whom nothing of before is known. Until then the sign-up waits beside their
 * row, and lapses. An import never brings them back, nor does anybody a suppressed one.
 */
export const afterErasure = (before: Erased, event: ReaderEvent, now: number): ReaderRow | undefined => {
  const { request, suppressed, left, unknown, ...bare } = before
  const rest = { ...bare, ...(left && { left }), ...(unknown && { unknown }) }
  const kept = { ...rest, ...(suppressed && { suppressed }) }
  switch (event.type) {
    case 'request':
      return askedAnew(before, event, now)
    case 'confirm':
      return confirmed(before, event, now)
    case 'leave':
      return request && kept
    case 'erase':
      return left || unknown ? { ...bare, ...(suppressed && { suppressed }), at: event.at } : request && kept
    case 'suppress':
      return suppressed && causes.indexOf(suppressed) >= causes.indexOf(event.cause)
        ? undefined
        : { ...kept, suppressed: event.cause }
    case 'pass-on':
      return before.moved && !before.next && !suppressed ? { ...rest, next: event.to } : undefined
    case 'restore':
      return suppressed && rest
    default:
      return undefined
  }
}

const askedAnew = (before: Erased, event: EventOf<'request'>, now: number): Erased | undefined => {
  const { email, wanted, until, mailed } = event
  if (before.suppressed || !mailed) return undefined
  const revision = before.request?.revision ?? 0
  const all = besides(waitingOf(before, now), wanted, until, now)
  return { ...before, request: { ...all, email, ...mailed, revision } }
}
