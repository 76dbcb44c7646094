import type { Announce } from '../../events/announce.ts'
import type { Notice } from './admin-notice.ts'
import type { OpenSendsTable } from './open-send.table.ts'
import type { SendsTable } from './send.table.ts'

/** Which hold of a send is meant: its cause, and since when. */
export const holdMark = (cause: string, since: string): string => `${cause} ${since}`

/** Sends whose beginning and holds are announced, each before it is written. */
export const announcingSends = <Table extends Pick<SendsTable, 'freeze' | 'hold'>>(
  sends: Table,
  announce: Announce,
): Table => ({
  ...sends,
  freeze: async (...[id, ...as]: Parameters<SendsTable['freeze']>) => {
    await announce('send.started', id, '')
    return sends.freeze(id, ...as)
  },
  hold: async (...[id, cause, since, more]: Parameters<SendsTable['hold']>) => {
    await announce('send.held', id, holdMark(cause, since))
    return sends.hold(id, cause, since, more)
  },
})

/** Open sends of which is announced that they are over, before they are forgotten. */
export const announcingEnds = (openSends: OpenSendsTable, announce: Announce): OpenSendsTable => ({
  ...openSends,
  list: async () => {
    const { open, unreadable } = await openSends.list()
    const announced = open.map((one) => ({
      ...one,
      forget: async () => {
        // Whoever is stamped anew goes on, and is over another time.
        await announce('send.finished', one.id, one.stamp)
        await one.forget()
      },
    }))
    return { open: announced, unreadable }
  },
})

/** Announces the holds that the administrator is told of: workers, who may hold a send, tell nobody. */
export const announcingNotices =
  (notify: (notice: Notice) => Promise<void>, announce: Announce) =>
  async (notice: Notice): Promise<void> => {
    if (notice.about === 'held')
      await announce('send.held', notice.send, holdMark(notice.cause, notice.since))
    await notify(notice)
  }
