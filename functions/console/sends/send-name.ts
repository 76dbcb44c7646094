import { correctionPurpose } from '../../sending/ledger/correction-id.ts'
import { languagesOfEditions } from '../../sending/ledger/faulty-sent.ts'
import type { Send } from '../../sending/ledger/send.ts'
import { type CallApi, valueIn } from '../calls.ts'
import { type Named, nameOfIssue } from '../issues/issue-name.ts'
import type { Visit } from '../visit.ts'
import { languageName } from '../words/publication-names.ts'

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

type Seen = Pick<Visit, 'words' | 'language' | 'format'>

/** Sends by id: by what a correction corrects it is known in which languages. */
export type Sends = ReadonlyMap<string, Send>

export const byId = (statuses: readonly { send: Send }[] = []): Sends =>
  new Map(statuses.map(({ send }) => [send.id, send]))

/** A correction of a correction of a correction has a name without its languages. */
const mostSources = 3

/** What a correction corrects, and what that does. */
export const sourcesOf = async (send: Send, { call }: Pick<Visit, 'call'>): Promise<Sends> => {
  const found = new Map<string, Send>()
  let id = send.filter?.corrects?.send
  while (id !== undefined && found.size < mostSources) {
    const source = valueIn(await call('GET /api/sends/{send}', { id }))?.send
    if (!source) break
    found.set(id, source)
    id = source.filter?.corrects?.send
  }
  return found
}

/** What an issue is called by its id. */
export const issueNamed = (id: string, issues: Issues, visit: Seen): string =>
  nameOfIssue(issues.get(id) ?? { id }, visit)

/** What a send is called, by its id `issue--purpose`: as its issue is, and what it is where it is no digest. */
export const sendNamed = (id: string, issues: Issues, visit: Seen, sends?: Sends): string => {
  const known = sends?.get(id)
  if (known) return nameOfSend(known, issues, visit, sends)
  const cut = id.lastIndexOf('--')
  if (cut === -1) return id
  const [issue, purpose] = [id.slice(0, cut), id.slice(cut + 2)]
  if (correctionPurpose.test(purpose))
    return visit.words.sends.correctionOf(sendNamed(sourceIn(issue, purpose), issues, visit, sends))
  const what = purposeNamed(purpose, visit.words)
  const name = issueNamed(issue, issues, visit)
  return what ? `${name} · ${what}` : name
}

/** The same, of a send that is at hand: a series is of no issue, and a correction is called by what it corrects. */
export const nameOfSend = (send: Send, issues: Issues, visit: Seen, sends?: Sends): string => {
  const { id, issue, series, filter } = send
  if (series && !issues.has(issue)) return visit.words.sends.series
  const corrects = filter?.corrects
  if (!corrects) return sendNamed(id, issues, visit)
  const source = sends?.get(corrects.send)
  const languages = source ? languagesOfEditions(source, corrects.editions) : []
  return visit.words.sends.correctionOf(
    sendNamed(corrects.send, issues, visit, sends),
    languages.map((one) => languageName(one, visit)).join(visit.words.comma),
  )
}

/** Of a correction whose id is a hash only the issue is known. */
const sourceIn = (issue: string, purpose: string): string =>
  `${issue}--${purpose.startsWith('c-') ? 'digest' : purpose.replace(correctionEnd, '')}`

/** What the id of a correction ends with, behind the purpose of what it corrects. */
const correctionEnd = /-correction(-[0-9a-z-]+)?$/

const purposeNamed = (purpose: string, { sends: texts }: Visit['words']): string => {
  if (purpose === 'digest') return ''
  if (/^test-[0-9a-f]{8}$/.test(purpose)) return texts.test
  return purpose
}
