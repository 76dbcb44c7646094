import type { Send } from './send.ts'
import type { SumsTable } from './sums.table.ts'
import type { Sums } from './sums.ts'

/**
 * Whether nobody waits in a send that has begun, so that who got it is decided, but for who is uncertain. Nobody is about to be
 * reopened either: also where that is only noted, and its cancel still holds.
 */
export const isClosed = async (
  { sums }: { sums: Pick<SumsTable, 'list'> },
  send: Send | undefined,
): Promise<boolean> => {
  if (!send?.frozen || send.reopening) return false
  const looks = [await sums.list(send.id), await sums.list(send.id)] as const
  // A list is no moment: an early range may be reopened while a late one is read.
  const [before, after] = looks.map((rows) => rows.map(({ version }) => version).join())
  return (
    before === after &&
    isOver(
      send,
      looks[1].map(({ sums: one }) => one),
    )
  )
}

/** Nothing is left to do: every range is planned, every batch closed, and nobody is still to be reopened. */
export const isOver = (send: Send, sums: readonly Sums[]): boolean =>
  !isReopening(send) && hasAll(send, sums, ({ done }) => done === true)

/** Somebody is still to be reopened. Who only noted that a cancelled send is asked for anew has changed nothing yet. */
const isReopening = ({ reopening, cancelledAt }: Send): boolean =>
  reopening !== undefined && cancelledAt === undefined

/** A series is not planned: it has one part, as soon as a reader has joined. */
export const hasAll = (
  { frozen, series }: Send,
  sums: readonly Sums[],
  is: (sums: Sums) => boolean,
): boolean => frozen !== undefined && sums.length === (series ? 1 : frozen.ranges) && sums.every(is)
