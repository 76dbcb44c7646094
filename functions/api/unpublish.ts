import type { PublishedIssue, Unpublishing } from '../edition/model/edition.table.ts'
import { goneManifestJson, manifestKey, sha256 } from '../issue/manifest.ts'
import { defined } from '../runtime/defined.ts'
import { inParallel } from '../runtime/in-parallel.ts'
import type { Send, SendId } from '../sending/ledger/send.ts'
import type { SendStatus } from '../sending/status/status.ts'
import { type Answer, answer, refuse, type UnpublishAnswer } from './answers.ts'
import { notPublished } from './issues.ts'

export type UnpublishDeps = {
  editions: {
    issue(id: string): Promise<PublishedIssue | undefined>
    putUnpublishing(wish: Unpublishing): Promise<void>
    clearUnpublishing(wish: Unpublishing): Promise<void>
  }
  sends: { get(id: SendId): Promise<Send | undefined>; ids(): Promise<SendId[]> }
  status: (send: Send) => Promise<Pick<SendStatus, 'state'>>
  /** Writes an object into the bucket of uploads. */
  put: (key: string, body: string) => Promise<void>
  /** A name that no other has. */
  token: () => string
  now: () => number
}

const atOnce = 20

/**
 * Has an issue taken down, if no send of it is under way. The wish is noted, then the sends are looked at, so that one that
 * is asked for meanwhile either is seen here or sees the wish. The manifest that says so sets the publish function off; the
 * wish is noted again after it, so that a publishing of what was there before cannot clear it. Killed anywhere and called
 * again, it completes.
 */
export const createUnpublish =
  ({ editions, sends, status, put, token, now }: UnpublishDeps) =>
  async (id: string, by?: string): Promise<Answer> => {
    const underWay = async (): Promise<SendId[]> => {
      const ids = (await sends.ids()).filter((one) => one.startsWith(`${id}--`))
      const found = await inParallel(ids, atOnce, async (one) => {
        const send = await sends.get(one)
        // An issue's id may hold two hyphens itself.
        return send?.issue === id && (await isUnderWay(send)) ? [one] : []
      })
      return found.flat()
    }
    const isUnderWay = async (send: Send) =>
      send.cancelledAt ? send.reopening !== undefined : (await status(send)).state !== 'finished'
    const wish = (): Unpublishing => ({
      id,
      token: token(),
      at: new Date(now()).toISOString(),
      ...defined({ by }),
    })

    if (!(await editions.issue(id))) return refuse(404, { field: 'issue', message: notPublished(id) })
    const standing = await underWay()
    if (standing.length > 0) return refuse(409, cancelFirst(id, standing))
    const first = wish()
    await editions.putUnpublishing(first)
    const begun = await underWay()
    if (begun.length > 0) {
      await editions.clearUnpublishing(first)
      return refuse(409, cancelFirst(id, begun))
    }
    const manifest = goneManifestJson({ issue: id, gone: first.token })
    await put(manifestKey(id), manifest)
    await editions.putUnpublishing(wish())
    const value: UnpublishAnswer = { manifest: { sha256: sha256(manifest) } }
    return answer(202, value)
  }
export type Unpublish = ReturnType<typeof createUnpublish>

const cancelFirst = (id: string, sends: readonly SendId[]) => ({
  message: `${id} is being sent: cancel that first, with ${sends.map((one) => `masthead cancel ${one}`).join(' and ')}`,
})
