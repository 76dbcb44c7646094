import type { PublishedIssue } from '../../edition/model/edition.table.ts'
import { defined } from '../../runtime/defined.ts'
import { correctionIdOf } from '../ledger/correction-id.ts'
import { faultySent, sentIn } from '../ledger/faulty-sent.ts'
import { isClosed } from '../ledger/is-closed.ts'
import type { SendsTable } from '../ledger/send.table.ts'
import type { Corrects, Frozen, Send, SendId } from '../ledger/send.ts'
import { standingCorrection } from '../ledger/standing-corrections.ts'
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
  /** It has as many as there can be. */
  | { outcome: 'too-many-corrections' }

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
  const editions = faultySent({ frozen, formerEditions }, issue.editions, languages)
  if (editions.length === 0)
    return { outcome: 'nothing-to-correct', languages: sentIn({ frozen, formerEditions }, languages) }
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
 * Creates the correction of a send: another send of the same issue, for those alone who got a faulty edition. Each faulty edition
 * has one, whoever asks and however often; a correction has one of its own where it is faulty, too.
 *
 * Corrections of a send are made in order, each by who has seen all before it, and for editions that none of those is for. So of
 * two who ask at once for some of the same, one is told what the other made, and nobody is in both.
 */
export const createCorrect =
  (deps: CorrectDeps) =>
  async (request: CorrectionRequest): Promise<Requested | Uncorrectable> => {
    const { source: id, languages, anew, ...asked } = request
    const found = await findCorrectable(deps, { source: id, languages })
    if (found.outcome !== 'correctable') return found
    const { issue } = found.source
    const ask = (number: number, corrects: Corrects, more: Pick<CorrectionRequest, 'anew'> = {}) =>
      deps.request({
        issue,
        purpose: correctionIdOf(id, number).slice(issue.length + 2),
        filter: { corrects },
        ...defined({ ...asked, ...more }),
      })
    const standing = await standingCorrection(deps.sends, id, found.corrects.editions, anew)
    if (standing.outcome === 'too-many') return { outcome: 'too-many-corrections' }
    const { number, editions } = standing
    if (standing.outcome === 'missing') {
      const made = await ask(number, { ...found.corrects, editions })
      // Another was faster, perhaps for other editions.
      return made.outcome === 'already-made' ? createCorrect(deps)(request) : made
    }
    const { corrects, send } = standing
    if (standing.outcome === 'stands') return ask(number, corrects)
    // One that had begun goes on for whom it was for. One that had not may be for fewer, never for more: others may be for those.
    return ask(number, send.frozen ? corrects : { ...corrects, editions }, defined({ anew }))
  }
export type Correct = ReturnType<typeof createCorrect>
