import type { Issue, Problem } from '../../issue/issue.ts'
import { checkDigestSize } from '../digest/check-digest-size.ts'
import { withMailPictures } from '../digest/mail-pictures.ts'
import type { Card } from '../model/card.ts'
import type { PublishedIssue } from '../model/edition.table.ts'
import type { Edition } from '../model/edition.ts'
import { mostBegun, withinItem } from '../model/item-size.ts'
import { buildEditions } from './build-edition.ts'
import { amongOthers, besideOf, bodyOf } from './issue-neighbours.ts'
import {
  pagesLeft,
  pagesToCome,
  type Stood,
  takenAliases,
  takenNumber,
  takenPages,
  withPagesKept,
} from './issue-paths.ts'
import { rowOf } from './issue-row.ts'
import { notePictures } from './pictures-to-take-down.ts'
import type { PublishDeps } from './publish-deps.ts'
import { currentManifest, readUpload } from './read-upload.ts'
import { takeDown } from './replace-with-gone.ts'
import { unpublish } from './unpublish.ts'
import { withBook } from './with-book.ts'
import { filesOf, writeEditions, writeListings } from './write-edition.ts'

export type Published =
  | { outcome: 'published' | 'unchanged'; editions: Record<string, string> }
  | { outcome: 'unpublished' }
  | { outcome: 'refused'; problems: Problem[] }

/** Maximum problems to report: an item of the table is limited, and so is an editor's patience. */
const mostProblems = 200
const mostPasses = 5

/**
 * Publishes an uploaded issue, completely or, if anything is wrong with it, not at all; takes it down if that is what
 * its manifest says. It may be killed anywhere and run again, and two may run at once: the row is marked unfinished
 * before the issue's first page changes, and each run finally checks whether a newer upload has arrived.
 * @throws when there is no upload, a store fails, or a manifest asks for a take-down that no admin has asked for (the
 * admin's request may only just be on its way). Run it again then
 */
export const createPublish =
  (deps: PublishDeps) =>
  async (id: string): Promise<Published> => {
    for (let pass = 1; ; pass++) {
      const { manifest, cards, ...published } = await publishOnce(deps, id, pass > 1)
      const isOver = async () =>
        pass >= mostPasses || (await currentManifest(deps.content, id)).hash === manifest
      if (!(await isOver())) continue
      await deps.writeCards(id, cards)
      // Check again: a card that was just drawn may show an article that a newer upload withdraws.
      if (await isOver()) return published
    }
  }

/** @param again writes everything even if the table lists it, because the pages may be from another run */
const publishOnce = async (
  deps: PublishDeps,
  id: string,
  again: boolean,
): Promise<Published & { manifest: string; cards: Card[] }> => {
  // Read the take-down request before the manifest, so that a manifest with files is known to be newer than it.
  const wish = await deps.table.unpublishing(id)
  const upload = await readUpload(deps.content, deps.publication, id)
  const { manifest } = upload
  const ended = (outcome: Published['outcome'], problems: Problem[] = []) =>
    deps.table.putAttempt({ id, manifest, at: new Date(deps.now()).toISOString(), outcome, problems })
  const refuse = async (all: Problem[]) => {
    const problems = all.slice(0, mostProblems)
    await ended('refused', problems)
    return { outcome: 'refused' as const, problems, manifest, cards: [] }
  }
  if (upload.outcome === 'refused') return refuse(upload.problems)
  if (upload.outcome === 'gone') {
    // Anybody who may upload can write such a manifest, but only an admin signed in at the API may take an issue down.
    if (!wish && !(await deps.table.unpublishing(id))) throw new Error(`Nobody wants ${id} taken down`)
    await unpublish(deps, id)
    await ended('unpublished')
    return { outcome: 'unpublished', manifest, cards: [] }
  }

  const kept = withPagesKept(upload.issue, await deps.table.issue(id))
  const { issue, problems: undrawn } = await withMailPictures(kept, deps.drawSvg, deps.publication.brand)
  if (undrawn.length > 0) return refuse(undrawn)
  const { publication, siteUrl } = deps
  const built = await buildEditions({ issue, publication, siteUrl })
  const others = await deps.table.issues()
  const problems = [
    ...built.flatMap(checkDigestSize),
    ...takenAliases(issue, others),
    ...takenPages(issue, filesOf(built), others),
    ...takenNumber(issue, others),
  ]
  if (problems.length > 0) return refuse(problems)

  // Before anybody may be sent it: who published a text does not approve its send.
  const uploader = await deps.table.uploader(id, manifest)
  for (const { hash, digest } of uploader ? built : [])
    await deps.table.putPublisher(id, digest.language, hash, uploader!)
  const cards = built.flatMap((edition) => edition.cards)
  const before = await deps.table.issue(id)
  const row = rowOf(issue, built, before, deps.now())
  const { editions } = row
  if (before && !before.gone && !before.unfinished && !again && sameEditions(before, row)) {
    if (wish) await deps.table.clearUnpublishing(wish)
    await ended('unchanged')
    await letBeSent(deps, id, manifest)
    return { outcome: 'unchanged', editions, manifest, cards }
  }
  await bringOut(deps, { issue, built, row, before, issues: others })
  if (wish) await deps.table.clearUnpublishing(wish)
  await ended('published')
  await deps.table.putIssue(await asItStands(deps, row))
  await letBeSent(deps, id, manifest)
  return { outcome: 'published', editions, manifest, cards }
}

/**
 * Clears a take-down request that was recorded while the issue was being published. The request is read before the
 * manifest, so a manifest that is still there is newer. The outcome that whoever made the request waits for has been
 * written.
 */
const letBeSent = async ({ table, content }: PublishDeps, id: string, manifest: string): Promise<void> => {
  const wish = await table.unpublishing(id)
  if (wish && (await currentManifest(content, id)).hash === manifest) await table.clearUnpublishing(wish)
}

/**
 * The row to write now. If an admin has meanwhile asked for the issue to be taken down, it is marked gone, so that
 * nothing lists it; the next pass takes down what was written.
 */
const asItStands = async (deps: PublishDeps, row: PublishedIssue): Promise<PublishedIssue> => {
  const { isGone } = await currentManifest(deps.content, row.id)
  const isWanted = isGone && (await deps.table.unpublishing(row.id))
  return isWanted ? { ...row, gone: new Date(deps.now()).toISOString(), unfinished: true } : row
}

const sameEditions = (a: PublishedIssue, b: PublishedIssue): boolean =>
  sameContent(a, b) && a.release === b.release && a.date === b.date

const sameContent = (a: PublishedIssue, b: PublishedIssue): boolean =>
  Object.keys({ ...a.editions, ...b.editions }).every((key) => a.editions[key] === b.editions[key])

/** A row without what it says of a publishing that is not finished: of a run that was killed, it may be there. */
const asPublished = ({ unfinished: _, beside: __, leaving: ___, ...row }: PublishedIssue): PublishedIssue =>
  row

type Publishing = {
  issue: Issue
  built: Edition[]
  row: PublishedIssue
  before: PublishedIssue | undefined
  /** All issues, as they were listed before. */
  issues: PublishedIssue[]
}

/**
 * Writes all pages, then the row that points to them, then the listings. Then takes down what the issue no longer has,
 * and tells the schedule if the issue has a release time.
 */
const bringOut = async (
  deps: PublishDeps,
  { issue, built, row, before, issues }: Publishing,
): Promise<void> => {
  const { table, queue } = deps
  const beside = [...new Set([...besideOf(issues, row.id), ...(before?.beside ?? [])])]
  const placed = await amongOthers(built, row, { ...deps, issues })
  const pictures = await notePictures(deps, issue, built)
  if (before && !sameContent(before, row)) await table.putPrevious(asPublished(before))
  const stood = { before, begun: before ? [] : await table.begunPages(row.id) }
  await noteComing(deps, stood, row)
  // An issue that was taken down is like a new one: nothing links to it.
  const { publication, siteUrl, drawCover } = deps
  const whole = await Promise.all(
    placed.map((edition) => withBook(edition, { issue, publication, siteUrl }, row.publishedAt, drawCover)),
  )
  await writeEditions(deps, whole, before?.gone ? undefined : before)
  for (const { digest, texts } of built)
    await table.putPage(row.id, digest.language, bodyOf(built, digest.language)!, texts)
  const pages = withinItem(pagesLeft(stood, row))
  await table.putIssue({
    ...(await asItStands(deps, row)),
    unfinished: true,
    ...(pages.length > 0 && { leaving: pages }),
    ...(beside.length > 0 && { beside }),
  })
  // Of a run that was killed between these two writes, the row stands already.
  if (!before || before.unfinished) await table.putBegunPages(row.id, [])
  await writeListings(deps, placed, [row.id, ...beside])
  await takeDown(deps, built, row, { pages, pictures })
  if (row.release) await queue.send([{ kind: 'published', issue: row.id, release: row.release }])
}

/**
 * Notes where the pages will be before the first of them is written. Should this run be killed, and something else be
 * published or the issue be taken down, nobody else knows these.
 */
const noteComing = async (deps: PublishDeps, stood: Stood, row: PublishedIssue): Promise<void> => {
  const coming = pagesToCome(stood, row)
  if (!stood.before) return deps.table.putBegunPages(row.id, withinItem(coming, mostBegun))
  const leaving = withinItem(coming)
  await deps.table.putIssue({
    ...(await asItStands(deps, stood.before)),
    unfinished: true,
    ...(leaving.length > 0 && { leaving }),
  })
}
