import { isDeepStrictEqual } from 'node:util'
import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import type { DatabaseClock } from '../../runtime/database-clock.ts'
import { type Asker, isSamePerson } from '../ledger/asker.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Send } from '../ledger/send.ts'
import type { Act } from '../ledger/send-version.ts'
import { putOffSlices } from '../schedule/put-off-slices.ts'

export type ApproveDeps = {
  sends: Pick<SendsTable, 'get' | 'approve' | 'putOff'>
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  subscribers: { estimate(): Promise<number> }
  /** Who published these editions, by language, as far as that is known. */
  publishersOf: (issue: string, editions: Readonly<Record<string, string>>) => Promise<readonly Asker[]>
  time: Pick<DatabaseClock, 'likely'>
}

/**
 * A send as who approves it has seen it. `editions`: what it would send if it began then, by language; absent of one that had begun, which
 * holds on to its own.
 */
export type Seen = { send: Send; editions?: Readonly<Record<string, string>> }

export type Approved =
  | { outcome: 'done' }
  /** `own`: they asked for it; `published`: they published what it sends; `unknown`: whether they did cannot be told. */
  | { outcome: 'not-approved'; why: 'own' | 'published' | 'unknown' | 'not-waiting' }
  | { outcome: 'taken-down'; issue: string }
  /** Somebody changed it since it was seen. */
  | { outcome: 'changed'; send: Send }

/** Why somebody may not approve a send: they asked for it, or published what it sends. */
const whyNot = async (
  { publishersOf }: ApproveDeps,
  send: Send,
  who: Asker,
  editions: Readonly<Record<string, string>>,
): Promise<'own' | 'published' | 'unknown' | undefined> => {
  const isOwn = isSamePerson(send, who)
  if (isOwn === true) return 'own'
  const published = (await publishersOf(send.issue, editions)).map((one) => isSamePerson(one, who))
  if (published.includes(true)) return 'published'
  return isOwn === 'unknown' || published.includes('unknown') ? 'unknown' : undefined
}

/**
 * Approves a send that waits for a second person, as it was read: if it has begun since, it is looked at anew.
 * @param goOn has it go on from here
 * @param seen absent where it is approved however it stands. What was published anew since is not approved unseen: what is written is for
 *   the editions that were seen, and falls away where it begins with others
 */
export const approve = async (
  deps: ApproveDeps,
  send: Send,
  who: Asker,
  goOn: (send: Send) => Promise<void>,
  seen?: { act: Act; editions: Seen['editions'] },
): Promise<Approved> => {
  const act = seen?.act
  const { sends, editions: published, subscribers, time } = deps
  const notWaiting: Approved = { outcome: 'not-approved', why: 'not-waiting' }
  if (!send.holds.approval) return notWaiting
  const editions = (send.frozen ?? (await published.issue(send.issue)))?.editions
  if (!editions) return { outcome: 'taken-down', issue: send.issue }
  if (seen && !send.frozen && !isDeepStrictEqual(editions, seen.editions)) return { outcome: 'changed', send }
  const why = await whyNot(deps, send, who, editions)
  if (why) return { outcome: 'not-approved', why }
  if (send.frozen) await putOffSlices({ sends, time }, send, send.frozen.at)
  // Whom a correction is for is known by its source.
  const isCounted = !send.frozen && !send.filter?.corrects
  const approval = {
    above: send.approval?.above ?? 0,
    ...{ by: who.by, editions },
    ...(isCounted && { readers: await subscribers.estimate() }),
  }
  const won = await sends.approve(send.id, send, approval, act)
  if (!won) {
    const now = await sends.get(send.id)
    if (act && now && now.act !== act.name) return { outcome: 'changed', send: now }
    if (now && !send.frozen && now.frozen && now.holds.approval === send.holds.approval)
      return approve(deps, now, who, goOn)
    // Another was faster, or the answer was lost, and this is our own.
    if (!now || now.holds.approval || now.approval?.by !== who.by) return notWaiting
  }
  await goOn(send)
  return { outcome: 'done' }
}
