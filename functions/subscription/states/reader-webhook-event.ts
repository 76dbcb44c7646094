import { isDeepStrictEqual } from 'node:util'
import type { Announce } from '../../events/announce.ts'
import type { EventType } from '../../events/event-types.ts'
import type { Subscribers } from './change-subscriber.ts'
import { personIn, type ReaderRow, type Subscriber } from './subscriber.ts'

export type AnnouncedChange = { type: EventType; about: string; mark: string }

/** A new sign-up of an erased reader is a row of its own, with revisions of its own. */
const anew = 'anew '

/**
 * What webhooks are told of a change of a reader's row; undefined where it is nothing that anybody outside would ask for. It is
 * marked by the revision that the change would write.
 */
export const eventOfChange = (
  before: ReaderRow | undefined,
  after: ReaderRow,
): AnnouncedChange | undefined => {
  const type = typeOf(before, after)
  if (!type) return undefined
  const isAnew = after.status === 'erased' && after.request
  const mark = isAnew ? `${anew}${isAnew.revision + 1}` : `${(before?.revision ?? 0) + 1}`
  return { type, about: after.id, mark }
}

const typeOf = (before: ReaderRow | undefined, after: ReaderRow): EventType | undefined => {
  switch (after.status) {
    case 'moved':
      // What is told is that they stand at the new address.
      return undefined
    case 'erased': {
      if (after.request)
        return before?.status === 'erased' && before.request ? undefined : 'reader.subscribed'
      const wasKnown = before?.status === 'erased' ? before.left && !after.left : before
      return wasKnown && !after.unknown ? 'reader.erased' : undefined
    }
    case 'pending':
      return before?.status === 'pending' && before.createdAt === after.createdAt
        ? undefined
        : 'reader.subscribed'
    case 'active':
      return ofActive(before, after)
    case 'unsubscribed':
      if (before?.status === 'active' || before?.status === 'pending') return 'reader.unsubscribed'
      if (before?.status === 'suppressed') return 'reader.changed'
      return after.request && before?.status === 'unsubscribed' && !before.request
        ? 'reader.subscribed'
        : undefined
    case 'suppressed':
      return before?.status === 'suppressed' && before.cause === after.cause
        ? undefined
        : byCause[after.cause]
  }
}

const ofActive = (
  row: ReaderRow | undefined,
  after: Subscriber & { status: 'active' },
): EventType | undefined => {
  // Who could not move stays as they were.
  if (row?.status === 'moved' && row.carried) return undefined
  const before = personIn(row)
  if ((after.movedFrom?.length ?? 0) > (before?.movedFrom?.length ?? 0)) return 'reader.changed'
  if (before?.status !== 'active') return 'reader.confirmed'
  return isDeepStrictEqual(choicesOf(before), choicesOf(after)) ? undefined : 'reader.changed'
}

const choicesOf = ({ language, topics, timeZone, fields, paused }: Subscriber & { status: 'active' }) => ({
  language,
  topics,
  timeZone,
  fields,
  paused,
})

const byCause = {
  'soft-bounces': 'reader.bounced',
  bounce: 'reader.bounced',
  admin: 'reader.suppressed',
  complaint: 'reader.complained',
} as const satisfies Record<string, EventType>

/** The states in which an event leaves a row, if nothing came after it. */
const leaves: Partial<Record<EventType, readonly ReaderRow['status'][]>> = {
  'reader.subscribed': ['pending', 'unsubscribed', 'erased'],
  'reader.confirmed': ['active'],
  'reader.changed': ['active', 'unsubscribed'],
  'reader.unsubscribed': ['unsubscribed'],
  'reader.bounced': ['suppressed'],
  'reader.complained': ['suppressed'],
  'reader.suppressed': ['suppressed'],
  'reader.erased': ['erased'],
}

/**
 * Whether what was announced of a reader's row has been done. A row that has reached the announced revision in another
 * state was written by somebody else, who came before: whoever announced this has decided anew.
 */
export const hasChanged = (
  row: ReaderRow | undefined,
  { type, mark }: Pick<AnnouncedChange, 'type' | 'mark'>,
): 'yes' | 'no' | 'not-yet' => {
  const isAnew = mark.startsWith(anew)
  const wanted = Number(isAnew ? mark.slice(anew.length) : mark)
  // A sign-up that is gone has been confirmed, withdrawn or forgotten since.
  if (isAnew && row && row.status !== 'erased') return 'yes'
  const reached = (isAnew ? row?.status === 'erased' && row.request?.revision : row?.revision) || 0
  if (!row || reached < wanted) return 'not-yet'
  return reached > wanted || leaves[type]?.includes(row.status) ? 'yes' : 'no'
}

/** Subscribers whose changes are announced, each before it is written. */
export const announcingSubscribers = <Table extends Pick<Subscribers, 'replace'>>(
  subscribers: Table,
  announce: Announce,
): Table => ({
  ...subscribers,
  replace: async (before: ReaderRow | undefined, after: ReaderRow) => {
    const event = eventOfChange(before, after)
    if (event) await announce(event.type, event.about, event.mark)
    return subscribers.replace(before, after)
  },
})
