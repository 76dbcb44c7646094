import type { PublishedIssue } from '../../../edition/model/published-issue.ts'
import type { Send } from '../../../sending/ledger/send.ts'

/** A language in which a send went out in other editions (content hashes, the latest last) than is published now. */
export type Faulty = { language: string; sent: string[]; now: string }

/** The languages in which a correction would say something else than its source did, as the API judges it (`findCorrectable`). */
export const faultyEditionsOf = (
  { frozen, formerEditions = [] }: Pick<Send, 'frozen' | 'formerEditions'>,
  { editions }: Pick<PublishedIssue, 'editions'>,
): Faulty[] =>
  Object.entries(editions).flatMap(([language, now]) => {
    const sent = [...formerEditions, frozen?.editions ?? {}].map((one) => one[language])
    const faulty = [...new Set(sent)].filter((one) => one !== undefined && one !== now)
    return faulty.length > 0 ? [{ language, sent: faulty as string[], now }] : []
  })

/** Whether a send that is over can be corrected at all, whatever is published now. */
export const mayBeCorrected = ({ test, series, forgotten, frozen }: Send): boolean =>
  !test && !series && !forgotten && frozen !== undefined
