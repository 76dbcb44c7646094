import type { ConsentShown, ReaderShown } from '../../api/answers/readers.ts'
import type { HistoryAnswer } from '../../api/answers/sends.ts'
import type { Leaving } from '../../subscription/states/leaving.ts'
import type { Visit } from '../visit.ts'
import { namedIn } from '../words/named.ts'

type Sent = HistoryAnswer['sends'][number]
type Seen = Pick<Visit, 'words' | 'format'>

/** Something that happened to a reader. `about`: the send or the import that it was, of which there is a page. */
export type Happening = {
  at: string
  what: string
  notes?: readonly string[]
  about?: { send: string } | { import: string }
  /** The send of which they have a mail. */
  mail?: string
}

/** All that is known to have happened to a reader, the latest first. */
export const lifeOf = (reader: ReaderShown, sends: readonly Sent[], seen: Seen): Happening[] => {
  const { reader: texts } = seen.words
  const { createdAt, confirmedAt, consents, paused, movedFrom = [] } = reader
  const opted = consents.flatMap((consent) => optIn(consent, seen))
  const isTold = (at: string) => opted.some((one) => one.at === at)
  const all: Happening[] = [
    ...(isTold(createdAt) ? [] : [{ at: createdAt, what: texts.created }]),
    ...opted,
    ...(confirmedAt && !isTold(confirmedAt) ? [{ at: confirmedAt, what: texts.confirmed }] : []),
    ...movedFrom.map(({ address, at }) => ({ at, what: texts.moved(address) })),
    ...(paused ? [{ at: paused.since, what: texts.paused(seen.format.time(paused.until)) }] : []),
    ...ending(reader, seen),
    ...sends.map((sent) => mailed(sent, seen)),
  ]
  // What happened at once is in the order in which it is told: the sort is stable, and the list turned round first.
  return all.toReversed().sort((a, b) => b.at.localeCompare(a.at))
}

/** An opt-in: where, what was shown, when it was confirmed, and when it was withdrawn. */
const optIn = (consent: ConsentShown, { words, format }: Seen): Happening[] => {
  const { reader: texts } = words
  const confirmed = (at: string | undefined, network?: string | undefined): Happening[] =>
    at ? [{ at, what: texts.confirmed, ...(network && { notes: [texts.network(network)] }) }] : []
  const left = consent.left ? [leaving(consent.left, consent.leaving, words)] : []
  if (!('import' in consent))
    return [
      { at: consent.at, what: texts.signedUp(consent.form), notes: notesOf(consent, texts) },
      ...confirmed(consent.confirmedAt, consent.confirmedNetwork),
      ...left,
    ]
  const { form } = consent
  return [
    {
      at: consent.at,
      what: texts.elsewhere(format.number(consent.row)),
      notes: consent.statement ? [texts.stated(consent.statement)] : [],
      about: { import: consent.import },
    },
    ...(form ? [{ at: form.at, what: texts.asked(form.form), notes: notesOf(form, texts) }] : []),
    ...confirmed(form?.confirmedAt, form?.confirmedNetwork),
    ...(consent.confirmedAt === form?.confirmedAt ? [] : confirmed(consent.confirmedAt)),
    ...left,
  ]
}

/** What was shown, and to which network. */
const notesOf = (
  { wording, network }: { wording: string; network?: string | undefined },
  texts: Visit['words']['reader'],
): string[] => [texts.shown(wording), ...(network ? [texts.network(network)] : [])]

const leaving = (at: string, how: Leaving | undefined, { reader: texts }: Visit['words']): Happening => {
  const { send, reason } = how ?? {}
  const why = [...(send ? [texts.leftBy(send)] : []), ...(reason ? [texts.reasons[reason]] : [])]
  return {
    at,
    what: texts.left,
    notes: why.length > 0 ? [why.join(' · ')] : [],
    ...(send && { about: { send } }),
  }
}

/** How it stands since they left or were suppressed. */
const ending = ({ status, since, leaving: how, cause }: ReaderShown, { words }: Seen): Happening[] => {
  if (!since) return []
  if (status === 'unsubscribed') return [leaving(since, how, words)]
  return cause ? [{ at: since, what: words.reader.suppressed(words.reader.causes[cause]) }] : []
}

const mailed = (
  { send, at, outcome, reason, reported, deliveredAt }: Sent,
  { words, format }: Seen,
): Happening => {
  const { reader: texts, send: sendTexts } = words
  const became = [
    texts.outcomes[outcome],
    ...(reason ? [namedIn(sendTexts.reasons, reason)] : []),
    ...(reported && !(reported === 'delivered' && deliveredAt) ? [texts.reported[reported]] : []),
    ...(deliveredAt ? [texts.deliveredAt(format.time(deliveredAt))] : []),
  ]
  const isMailed = outcome === 'accepted' || outcome === 'uncertain'
  return { at, what: send, notes: [became.join(' · ')], about: { send }, ...(isMailed && { mail: send }) }
}
