import type { Send } from '../../sending/ledger/send.ts'
import { type CallApi, valueIn } from '../calls.ts'
import { type Named, nameOfIssue } from '../issues/issue-name.ts'
import type { Visit } from '../visit.ts'

/** Issues by id, so that what is about one can be called by its title. */
export type Issues = ReadonlyMap<string, Named>

/** The newest issues, of which nearly all is that anybody looks at. An older one keeps its id for a name. */
export const issuesOf = async (call: CallApi): Promise<Issues> =>
  new Map(
    valueIn(await call('GET /api/issues', { query: { state: 'all' } }))?.issues.map((issue) => [
      issue.id,
      issue,
    ]),
  )

type Seen = Pick<Visit, 'words' | 'language'>

/** What an issue is called by its id. */
export const issueNamed = (id: string, issues: Issues, visit: Seen): string =>
  nameOfIssue(issues.get(id) ?? { id }, visit)

/** What a send is called, by its id `issue--purpose`: as its issue is, and what it is where it is no digest. */
export const sendNamed = (id: string, issues: Issues, visit: Seen): string => {
  const cut = id.lastIndexOf('--')
  if (cut === -1) return id
  const what = purposeNamed(id.slice(cut + 2), visit.words)
  const name = issueNamed(id.slice(0, cut), issues, visit)
  return what ? `${name} · ${what}` : name
}

/** The same, of a send that is at hand: a series is of no issue. */
export const nameOfSend = ({ id, issue, series }: Send, issues: Issues, visit: Seen): string =>
  series && !issues.has(issue) ? visit.words.sends.series : sendNamed(id, issues, visit)

/** What the id of a correction ends with, behind the purpose of what it corrects. */
const correctionEnd = /-correction(-[0-9a-z-]+)?$/

const purposeNamed = (purpose: string, words: Visit['words']): string => {
  const { sends: texts } = words
  const [end] = correctionEnd.exec(purpose) ?? []
  if (end !== undefined) {
    const corrected = purposeNamed(purpose.slice(0, -end.length), words)
    return corrected ? `${corrected} · ${texts.correction}` : texts.correction
  }
  if (purpose === 'digest') return ''
  if (/^test-[0-9a-f]{8}$/.test(purpose)) return texts.test
  return purpose
}
