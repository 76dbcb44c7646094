import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import { defined } from '../../runtime/defined.ts'
import { correctionIdOf } from '../ledger/correction-id.ts'
import { isClosed } from '../ledger/is-closed.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Corrects, Frozen, Send, SendId } from '../ledger/send.ts'
import type { SumsTable } from '../ledger/sums.table.ts'
import type { createRequestSend, Requested, SendRequest } from './request-send.ts'

export type CorrectionRequest = Pick<SendRequest, 'by' | 'person' | 'email' | 'anew' | 'note'> & {
  /** The send with the fault. */
  source: SendId
  /** Only those who got it in one of these languages; absent = in all in which another edition is published now. */
  languages?: readonly string[] | undefined
}

export type CorrectDeps = {
  sends: Pick<SendsTable, 'get'>
  sums: Pick<SumsTable, 'list'>
  editions: { issue(id: string): Promise<PublishedIssue | undefined> }
  request: ReturnType<typeof createRequestSend>
}

/** Why a send cannot be corrected. */
export type Uncorrectable =
  | { outcome: 'no-such-send' }
  /** A test, a series, or one that has not begun; `forgotten`: to whom it went is not kept any more. */
  | { outcome: 'not-for-correction'; why: 'test' | 'series' | 'not-begun' | 'forgotten' }
  /** Mails of it are under way, or to be sent. */
  | { outcome: 'source-is-open' }
  /** In none of these languages another edition is published now than was sent. */
  | { outcome: 'nothing-to-correct'; languages: string[] }
  | { outcome: 'not-published' }

/** What is corrected, and by what. */
export type Correctable = {
  outcome: 'correctable'
  source: Send & { frozen: Frozen }
  issue: PublishedIssue
  corrects: Corrects
}

/**
 * Whether a send can be corrected. Its faulty editions are those that differ from what is published now in their language; who
 * got one before the send was asked for anew got that of then.
 */
export const findCorrectable = async (
  deps: Omit<CorrectDeps, 'request'>,
  { source: id, languages }: Pick<CorrectionRequest, 'source' | 'languages'>,
): Promise<Correctable | Uncorrectable> => {
  const source = await deps.sends.get(id)
  if (!source) return { outcome: 'no-such-send' }
  const { frozen, formerEditions = [] } = source
  const why = whyNot(source)
  if (why || !frozen) return { outcome: 'not-for-correction', why: why ?? 'not-begun' }
  const issue = await deps.editions.issue(source.issue)
  if (!issue) return { outcome: 'not-published' }
  const sent = [...formerEditions, frozen.editions].flatMap((editions) => Object.entries(editions))
  const wanted = sent.filter(([language]) => languages?.includes(language) ?? true)
  const faulty = wanted.filter(([language, edition]) => {
    const now = issue.editions[language]
    return now !== undefined && now !== edition
  })
  const editions = [...new Set(faulty.map(([, edition]) => edition))]
  if (editions.length === 0)
    return { outcome: 'nothing-to-correct', languages: [...new Set(wanted.map(([language]) => language))] }
  if (!(await isClosed(deps, source))) return { outcome: 'source-is-open' }
  const at = source.filter?.corrects?.at ?? frozen.at
  return {
    outcome: 'correctable',
    source: { ...source, frozen },
    issue,
    corrects: { send: id, at, editions },
  }
}

const whyNot = ({ test, series, frozen, forgotten }: Send) => {
  if (test) return 'test'
  if (series) return 'series'
  if (forgotten) return 'forgotten'
  return frozen ? undefined : 'not-begun'
}

/**
 * Creates the correction of a send: another send of the same issue, for those alone who got a faulty edition. A send has one,
 * whoever asks and however often; that has one of its own where it is faulty, too.
 */
export const createCorrect =
  (deps: CorrectDeps) =>
  async ({ source: id, languages, ...asked }: CorrectionRequest): Promise<Requested | Uncorrectable> => {
    const found = await findCorrectable(deps, { source: id, languages })
    if (found.outcome !== 'correctable') return found
    const { issue } = found.source
    const standing = await deps.sends.get(correctionIdOf(id))
    // One that had begun goes on for whom it was for.
    const corrects = standing?.frozen ? standing.filter?.corrects : found.corrects
    return deps.request({
      issue,
      purpose: correctionIdOf(id).slice(issue.length + 2),
      ...(corrects && { filter: { corrects } }),
      ...defined(asked),
    })
  }
export type Correct = ReturnType<typeof createCorrect>
