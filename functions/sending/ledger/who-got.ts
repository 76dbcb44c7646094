import { inParallel } from '../../runtime/in-parallel.ts'
import type { Got } from '../../subscription/segments/judge-reader.ts'
import { engagedIn, issuesIn, type Rule } from '../../subscription/segments/rule.ts'
import type { BatchesTable } from './batch.table.ts'
import type { PlanStepsTable } from './plan-step.table.ts'
import { unpackRecipients } from './plan-step.ts'
import { findStep, rangeOf } from './reader-history.ts'
import type { SendsTable } from './send.table.ts'
import { type Frozen, type Send, type SendId, sendIdOf } from './send.ts'
import type { SesReportsTable } from './ses-report.table.ts'
import { actsOf, type BatchReports, noReports } from './ses-report.ts'

export type WhoGotDeps = {
  sends: Pick<SendsTable, 'get'>
  planSteps: Pick<PlanStepsTable, 'last' | 'get'>
  batches: Pick<BatchesTable, 'get'>
  sesReports: Pick<SesReportsTable, 'get'>
}

/** Ids of one reader: theirs now, and those of before. */
type Ids = readonly string[]
/** What the digest of an issue says of a reader; undefined = nobody can tell. */
type Seen = { got: boolean | undefined; engaged: boolean | undefined }
/** Says of readers, by their ids now, whether they got an issue, and whether they opened it or pressed a link. */
export type WhoGot = (readers: readonly Ids[]) => Promise<(id: string) => Got>

/** Batches read in parallel. */
const atOnce = 10

/**
 * Looks up who got issues. Plans are in the order of ids: asked for readers in that order, page after page, it reads each
 * step of an issue's plan about once.
 * @param rule whose issues are meant
 */
export const createWhoGot = (deps: WhoGotDeps, rule: Rule | undefined): WhoGot => {
  const engaged = rule ? engagedIn(rule) : []
  const looks = (rule ? issuesIn(rule) : []).map(
    (issue) => [issue, createLook(deps, sendIdOf(issue, 'digest'), engaged.includes(issue))] as const,
  )
  return async (readers) => {
    const found = new Map<string, ReadonlyMap<string, Seen>>()
    for (const [issue, look] of looks) found.set(issue, await look(readers))
    return (id) => (issue, what) => found.get(issue)?.get(id)?.[what]
  }
}

/** Where recipients of a step are: the batch and the index in it. `from` and `upTo`: ids that can be in this step alone. */
type Window = {
  range: number
  from: string
  upTo: string
  places: ReadonlyMap<string, { key: string; index: number }>
}

const createLook = (deps: WhoGotDeps, id: SendId, withActs: boolean) => {
  const { sends, planSteps, batches, sesReports } = deps
  let window: Window | undefined

  const windowAt = async (reader: string, { ranges }: Frozen): Promise<Window | undefined> => {
    const range = rangeOf(reader, ranges)
    if (window?.range === range && window.from <= reader && reader <= window.upTo) return window
    const { last, step } = await findStep({ planSteps }, { id, range }, reader)
    // Nobody after the last step of a range is in its plan.
    if (!step && !last) return undefined
    window = {
      range,
      from: reader,
      upTo: step?.upTo ?? '~',
      places: new Map(
        (step?.groups ?? []).flatMap(({ key, recipients }) =>
          unpackRecipients(recipients).map((one, index) => [one.id, { key, index }] as const),
        ),
      ),
    }
    return window
  }

  return async (readers: readonly Ids[]): Promise<Map<string, Seen>> => {
    const frozen = (await sends.get(id))?.frozen
    const ids = readers.flat().sort()
    const places = new Map<string, { key: string; index: number } | 'nowhere' | undefined>()
    for (const reader of frozen ? ids : []) {
      const found = await windowAt(reader, frozen!)
      places.set(reader, found && (found.places.get(reader) ?? 'nowhere'))
    }
    const keys = new Set(
      [...places.values()].flatMap((place) => (typeof place === 'object' ? place.key : [])),
    )
    const codes = new Map(
      await inParallel([...keys], atOnce, async (key) => [key, (await batches.get(id, key))?.codes] as const),
    )
    const reports = new Map(
      await inParallel(withActs ? [...keys] : [], atOnce, async (key) => {
        return [key, await sesReports.get(id, key)] as const
      }),
    )
    // Asked last: whoever forgets recipients stamps the send before it empties the first step.
    const send = await sends.get(id)
    const seenBy = (reader: string): Seen => {
      const place = places.get(reader)
      if (!send || send.forgotten || place === undefined) return unknown
      if (place === 'nowhere') return { got: false, engaged: false }
      const got = isGot(codes.get(place.key)?.[place.index], send)
      const did = got && isEngaged(reports.get(place.key) ?? noReports, place.index)
      // Of a mail in which nothing was tracked, nobody knows whether it was opened.
      return { got, engaged: got && !did && !frozen?.tracked ? undefined : did }
    }
    return new Map(readers.map((own) => [own[0]!, either(own.map(seenBy))]))
  }
}

/**
 * Who is uncertain, or was written off, may have it, and counts as somebody who does: nobody is to get an issue twice.
 * Who waits may yet get it; so may who was left out by a cancel that is being taken back.
 */
const isGot = (code: string | undefined, { cancelledAt, reopening }: Send): boolean | undefined => {
  if (code === undefined || code === '.' || code === '>') return undefined
  if (code === 'C') return cancelledAt && !reopening ? false : undefined
  return code === 'a' || code === 'u' || code === 'W'
}

/** A person did; what only machines did says nothing. */
const isEngaged = (reports: BatchReports, index: number): boolean =>
  actsOf(reports, index).some((act) => act === 'opened' || act === 'clicked')

const unknown: Seen = { got: undefined, engaged: undefined }

const either = (all: readonly Seen[]): Seen => ({
  got: any(all.map(({ got }) => got)),
  engaged: any(all.map(({ engaged }) => engaged)),
})

const any = (all: readonly (boolean | undefined)[]): boolean | undefined => {
  if (all.includes(true)) return true
  return all.includes(undefined) ? undefined : false
}
