import type { Attempt, PublishedIssue, Unpublishing } from '../edition/model/edition.table.ts'
import { goneManifestJson, manifestKey, readManifest } from '../issue/manifest.ts'
import { defined } from '../runtime/defined.ts'
import { inParallel } from '../runtime/in-parallel.ts'
import type { Send, SendId } from '../sending/ledger/send.ts'
import type { SendStatus } from '../sending/status/status.ts'
import { type Answer, answer, refuse } from './answer.ts'
import type { UnpublishAnswer } from './answers/issues.ts'
import { notPublished } from './issues.ts'

export type UnpublishDeps = {
  editions: {
    issue(id: string): Promise<PublishedIssue | undefined>
    begunPages(id: string): Promise<string[]>
    attempt(id: string): Promise<Attempt | undefined>
    putUnpublishing(wish: Unpublishing): Promise<void>
    clearUnpublishing(wish: Unpublishing): Promise<void>
  }
  sends: { get(id: SendId): Promise<Send | undefined>; ids(): Promise<SendId[]> }
  status: (send: Send) => Promise<Pick<SendStatus, 'state'>>
  /** Writes an object into the bucket of uploads. */
  put: (key: string, body: string) => Promise<void>
  /** Reads an object of that bucket that is there. */
  get: (key: string) => Promise<string>
  /** A name that no other has. */
  token: () => string
  now: () => number
}

const atOnce = 20

/**
 * Has an issue taken down, unless a send of it is under way; also one whose first publishing broke off.
 *
 * The wish is stored first, then the sends are checked: a send that is requested meanwhile is either seen here, or sees
 * the wish. Then the manifest is written that makes the publish function take the issue down. The wish is stored once
 * more after it, because a publish run of the manifest before may have cleared the first.
 *
 * An upload that comes after that manifest wins. Its publish run clears the wish, and looks for one again after it has
 * stored its outcome; here the outcome is read after the wish was stored again. So one of the two sees the other, and
 * no published issue stays unsendable. Killed anywhere, it completes when it is called again.
 */
export const createUnpublish =
  ({ editions, sends, status, put, get, token, now }: UnpublishDeps) =>
  async (id: string, by?: string): Promise<Answer> => {
    const underWay = async (): Promise<SendId[]> => {
      const ids = (await sends.ids()).filter((one) => one.startsWith(`${id}--`))
      const found = await inParallel(ids, atOnce, async (one) => {
        const send = await sends.get(one)
        // An issue's id may itself contain two hyphens.
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

    const isOnSite = (await editions.issue(id)) || (await editions.begunPages(id)).length > 0
    if (!isOnSite) return refuse('not-found', { field: 'issue', message: notPublished(id) })
    const standing = await underWay()
    if (standing.length > 0) return refuse('not-possible/sends-under-way', cancelFirst(id, standing))
    const first = wish()
    await editions.putUnpublishing(first)
    const begun = await underWay()
    if (begun.length > 0) {
      await editions.clearUnpublishing(first)
      return refuse('not-possible/sends-under-way', cancelFirst(id, begun))
    }
    const manifest = goneManifestJson({ issue: id, gone: first.token })
    await put(manifestKey(id), manifest)
    const second = wish()
    await editions.putUnpublishing(second)
    const there = readManifest(await get(manifestKey(id)), id)
    if (!there.isGone) {
      if (isPublished(await editions.attempt(id), there.hash)) await editions.clearUnpublishing(second)
      return refuse('try-again/uploaded-anew', {
        message: `${id} was uploaded anew just now, and is not taken down: ask again if it should be`,
      })
    }
    const value: UnpublishAnswer = { manifest: { sha256: there.hash } }
    return answer(202, value)
  }
export type Unpublish = ReturnType<typeof createUnpublish>

/** Whether an upload was published. A refused one does not make the issue sendable again. */
const isPublished = (attempt: Attempt | undefined, manifest: string): boolean =>
  attempt?.manifest === manifest && ['published', 'unchanged'].includes(attempt.outcome)

const cancelFirst = (id: string, sends: readonly SendId[]) => ({
  message: `${id} is being sent: cancel that first, with ${sends.map((one) => `masthead cancel ${one}`).join(' and ')}`,
})
