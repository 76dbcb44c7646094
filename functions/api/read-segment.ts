import type { Publication } from '../publication/publication.ts'
import type { SendsTable } from '../sending/ledger/send.table.ts'
import { type Send, sendIdOf } from '../sending/ledger/send.ts'
import type { SendStatus } from '../sending/status/status.ts'
import type { ImportsTable } from '../subscription/import/imports.table.ts'
import { engagedIn, issuesIn, type Rule, type Segment } from '../subscription/segments/rule.ts'
import type { SavedSegment, SegmentsTable } from '../subscription/segments/segments.table.ts'
import { type Answer, refuse } from './answer.ts'
import type { SendTime } from './answers/sends.ts'
import { findMissingImport } from './find-missing-import.ts'
import type { ApiProblem } from './problems.ts'
import { type RuleOffer, readRuleData } from './read-rule-data.ts'

export type ReadSegmentDeps = {
  segments: Pick<SegmentsTable, 'get'>
  imports: Pick<ImportsTable, 'get'>
  sends: Pick<SendsTable, 'get'>
  status: (send: Send) => Promise<SendStatus>
  publication: RuleOffer & Pick<Publication, 'keepRecipientsDays' | 'tracking'>
  /** Unix ms. */
  now: () => number
}

/** `missing`: no such segment is saved. `refused`: what it asks about is not known, or not yet. */
export type SegmentRead =
  | { outcome: 'read'; segment: Segment }
  | { outcome: 'missing' | 'refused'; problem: ApiProblem }

export const segmentRefusal = ({ outcome, problem }: Exclude<SegmentRead, { outcome: 'read' }>): Answer =>
  refuse(outcome === 'missing' ? 'not-found' : 'not-possible/segment-not-known', problem)

export type ReadSegment = (given: string | Segment, when?: SendTime) => Promise<SegmentRead>

const day = 86_400_000
/** A send is planned within a day, in readers' own time zones within two. */
const marginMs = 2 * day
/** Each is looked up for every reader. */
const mostIssues = 5

/**
 * Finds a saved segment, or takes one as it was counted, and says whether a send of that time can use it: who got an issue is
 * known once its send is finished, and until its recipients are forgotten.
 */
export const createReadSegment =
  (deps: ReadSegmentDeps): ReadSegment =>
  async (given, when = {}) => {
    const saved = typeof given === 'string' ? await deps.segments.get(given) : undefined
    if (typeof given === 'string' && !saved)
      return { outcome: 'missing', problem: { field: 'segment', message: noSuchSegment(given) } }
    const segment = saved ? { name: saved.id, rule: saved.rule } : (given as Segment)
    const message =
      (saved && whyOutdated(saved, deps.publication)) ??
      whyUnanswerable(segment.rule, deps.publication) ??
      (await findMissingImport(deps.imports, segment.rule)) ??
      (await firstWrong(deps, issuesIn(segment.rule), timeOf(when, deps.now())))
    return message
      ? { outcome: 'refused', problem: { field: 'segment', message } }
      : { outcome: 'read', segment }
  }

/** The publication may have changed since it was saved: who “not” gave an answer that is gone would be everybody. */
const whyOutdated = ({ id, rule }: SavedSegment, offer: RuleOffer): string | undefined => {
  const wrong = readRuleData(rule, offer).wrong?.[0]
  return (
    wrong &&
    `${id} names what publication.yaml does not have now: its “${wrong.path.join('.')}” ${wrong.message}. Save it again with --replace`
  )
}

const whyUnanswerable = (rule: Rule, { tracking }: ReadSegmentDeps['publication']): string | undefined => {
  const [engaged] = tracking.opens || tracking.clicks ? [] : engagedIn(rule)
  if (engaged)
    return `asks who opened ${engaged} or pressed a link in it: publication.yaml does not have that tracked`
  const { length } = issuesIn(rule)
  return length > mostIssues ? `asks about ${length} issues: at most ${mostIssues}` : undefined
}

export const noSuchSegment = (name: string): string =>
  `${name} is not saved; see all with: masthead readers segments`

/** A time that has passed, such as that of a send which was held, is now. */
const timeOf = ({ at, ownZones }: SendTime, now: number): number =>
  Math.max(now, at ? Date.parse(at) : ownZones ? Date.parse(`${ownZones}Z`) : now)

const firstWrong = async (
  deps: ReadSegmentDeps,
  issues: string[],
  at: number,
): Promise<string | undefined> => {
  for (const issue of issues) {
    const wrong = await whyUnknown(deps, issue, at)
    if (wrong) return wrong
  }
  return undefined
}

/** @param at when it is to be asked who got the issue, Unix ms */
const whyUnknown = async (
  { sends, status, publication: { keepRecipientsDays: days } }: ReadSegmentDeps,
  issue: string,
  at: number,
): Promise<string | undefined> => {
  const send = await sends.get(sendIdOf(issue, 'digest'))
  if (!send?.frozen) return `asks who got ${issue}, which has not been sent`
  if (send.forgotten) return `asks who got ${issue}: that is not kept any more`
  if (days && Date.parse(send.frozen.at) + days * day < at + marginMs)
    return `asks who got ${issue}: that is kept for ${days} days, and will not be known by then`
  const { state } = await status(send)
  return state === 'finished' || state === 'cancelled'
    ? undefined
    : `asks who got ${issue}, whose send is not finished: it is ${state}. Wait for it, or see masthead status ${send.id}`
}
