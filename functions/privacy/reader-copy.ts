import { defined } from '../runtime/defined.ts'
import type { PressedLinksTable } from '../sending/ledger/pressed-links.table.ts'
import type { HistoryDeps, Sent } from '../sending/ledger/reader-history.ts'
import type { Import } from '../subscription/import/import-record.ts'
import type { CountedMails } from '../subscription/limits/sign-up-counters.table.ts'
import { inboxName, inboxOf } from '../subscription/states/canonical-inbox.ts'
import type { Choice } from '../subscription/states/choice.ts'
import { type Consent, isImported } from '../subscription/states/consent.ts'
import { formerIds } from '../subscription/states/former-addresses.ts'
import { masked } from '../subscription/states/masked-address.ts'
import { pauseOf } from '../subscription/states/pause.ts'
import type { ReaderIdOf } from '../subscription/states/reader-id.ts'
import type { Asked, Subscriber } from '../subscription/states/subscriber.ts'
import { createHistoryWithin } from './history-within.ts'
import type { OptedCopy, ReaderCopy } from './reader-copy-schema.ts'

export type ReaderCopyDeps = HistoryDeps & {
  pressedLinks: Pick<PressedLinksTable, 'all'>
  imports: { get(id: string): Promise<Pick<Import, 'at' | 'consent'> | undefined> }
  counters: { mailsTo(inbox: string): Promise<CountedMails[]> }
  idOf: ReaderIdOf
  /** Unix ms. */
  now: () => number
  /** The magazine's name. */
  publication: string
}

/**
 * Gathers all that is known of a reader, and nothing of others.
 * @returns a function of the reader's row (of an erased one, their new sign-up), and of whether their link was in an issue.
 * Issues are forwarded with their links in them, so such a copy masks the address and leaves out networks and the links pressed
 */
export const createReaderCopy = (deps: ReaderCopyDeps) => {
  const { imports, counters, idOf, now, publication, pressedLinks } = deps
  const history = createHistoryWithin(deps)
  return async (
    reader: Subscriber,
    status: ReaderCopy['reader']['status'],
    fromIssue: boolean,
  ): Promise<ReaderCopy> => {
    const at = now()
    const { id, email } = reader
    const mailsCounted = async () => counters.mailsTo(await inboxName(inboxOf(email), idOf))
    const [consents, { sends, notRead }, counted] = await Promise.all([
      Promise.all(
        [...(reader.former ?? []), { consent: reader.consent }].map((one) => optedCopy(imports, one)),
      ),
      history({ id, address: email, formerIds: formerIds(reader) }),
      mailsCounted(),
    ])
    const copy: ReaderCopy = {
      publication,
      madeAt: iso(at),
      reader: {
        id,
        ...(fromIssue ? { address: masked(email), addressMasked: true as const } : { address: email }),
        status,
        ...recordOf(reader, at),
        ...addressesOf(reader, fromIssue ? masked : (email) => email),
      },
      consents: consents.flat(),
      ...waitingCopy(reader),
      sends: await Promise.all(
        sends.flatMap(({ outcome, ...sent }) =>
          outcome === 'absent' ? [] : sentCopy(pressedLinks, { ...sent, outcome }),
        ),
      ),
      ...(notRead > 0 && { sendsNotRead: notRead }),
      mailsCounted: counted.map(({ window, mails, expires }) => ({
        ...{ window, mails },
        forgottenAt: iso(expires * 1000),
      })),
    }
    return fromIssue ? (withoutTraces(copy) as ReaderCopy) : copy
  }
}
export type CopyReader = ReturnType<typeof createReaderCopy>

const traces = new Set(['network', 'confirmedNetwork', 'linksPressed'])

/** Answers of readers, whose fields may have any name, stay as they are. */
const withoutTraces = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutTraces)
  if (typeof value !== 'object' || value === null) return value
  const kept = Object.entries(value).filter(([name]) => !traces.has(name))
  return Object.fromEntries(kept.map(([name, one]) => [name, name === 'fields' ? one : withoutTraces(one)]))
}

/** What a copy says of a send; of one whose readers they were not among it says nothing. */
const sentCopy = async (
  pressedLinks: ReaderCopyDeps['pressedLinks'],
  {
    send,
    at,
    outcome,
    reason,
    reported,
    deliveredAt,
    acts,
    pressed,
    worthReading,
  }: Sent & { outcome: SentOutcome },
): Promise<ReaderCopy['sends'][number]> => {
  const addresses = pressed && (await pressedLinks.all(send))
  const linksPressed = pressed?.map((key) => addresses?.get(key) ?? key)
  return {
    send,
    at,
    outcome,
    ...defined({ reason, reported, deliveredAt, acts, linksPressed, worthReading }),
  }
}
type SentOutcome = ReaderCopy['sends'][number]['outcome']

const iso = (ms: number) => new Date(ms).toISOString()

const choiceOf = ({ language, topics, timeZone, fields }: Choice) => ({
  ...{ language, topics },
  ...defined({ timeZone, fields }),
})

/** Other addresses of a reader: of before, and the one that they asked to have their mail at. */
const addressesOf = (row: Subscriber, shown: (email: string) => string) => ({
  ...(row.movedFrom && {
    movedFrom: row.movedFrom.map(({ email, at, network }) => ({
      ...{ address: shown(email), at },
      ...defined({ network }),
    })),
  }),
  ...(row.status === 'active' &&
    row.newAddress && {
      newAddress: { address: shown(row.newAddress.email), until: iso(row.newAddress.until * 1000) },
    }),
})

const recordOf = (row: Subscriber, now: number) => {
  const pause = pauseOf(row, now)
  return {
    ...choiceOf(row),
    createdAt: row.createdAt,
    ...(row.status === 'active' && {
      confirmedAt: row.confirmedAt,
      ...defined({ chosenAt: row.chosenAt, softBounces: row.softBounces }),
    }),
    ...(pause && { pausedFrom: pause.since, pausedUntil: pause.until }),
    ...(row.status === 'pending' && { expires: iso(row.expires * 1000) }),
    ...('since' in row && {
      since: row.since,
      ...defined({ leaving: row.leaving, keptOutBy: row.keptOutBy, unconfirmed: row.unconfirmed }),
    }),
    ...(row.status === 'suppressed' && { cause: row.cause, ...defined({ left: row.left }) }),
    ...('mailedAt' in row && defined({ mailedAt: row.mailedAt, mails: row.mails })),
  }
}

/** A former reader's new sign-up, which of who is pending is their record; and others that wait beside it. */
const waitingCopy = (row: Subscriber): Pick<ReaderCopy, 'waiting' | 'alsoWaiting'> => {
  if (row.status === 'pending') return alsoWaiting(row.later, row.expires)
  if (row.status !== 'unsubscribed' || !row.request) return {}
  const { until, later, ...first } = row.request
  return { waiting: signUpCopy(first, until), ...alsoWaiting(later, until) }
}

const alsoWaiting = (later: readonly Asked[] = [], until: number): Pick<ReaderCopy, 'alsoWaiting'> =>
  later.length > 0 ? { alsoWaiting: later.map((one) => signUpCopy(one, until)) } : {}

const signUpCopy = ({ consent, ...choice }: Asked, until: number): NonNullable<ReaderCopy['waiting']> => {
  const said = isImported(consent)
    ? {}
    : { form: consent.form, wording: consent.wording, ...defined({ network: consent.network }) }
  return { ...choiceOf(choice), askedAt: consent.at, ...said, until: iso(until * 1000) }
}

type Given = { consent: Consent; left?: string; leaving?: OptedCopy['leaving'] | undefined }

/** One entry a consent; two where somebody had signed up by a form here when a list brought them in. */
const optedCopy = async (
  imports: ReaderCopyDeps['imports'],
  { consent, left, leaving }: Given,
): Promise<OptedCopy[]> => {
  const end = defined({ leftAt: left, leaving })
  if (!isImported(consent)) return [{ ...byForm(consent), ...end }]
  const record = await imports.get(consent.import)
  const { at: askedAt, import: list, row, form, confirmedAt } = consent
  const byList = {
    ...{ askedAt, import: list, row },
    ...(record && { importedAt: record.at, statement: record.consent }),
    ...defined({ confirmedAt }),
    ...end,
  }
  return form ? [byForm(form), byList] : [byList]
}

const byForm = ({ at: askedAt, ...consent }: Exclude<Consent, { import: string }>) => ({
  askedAt,
  ...defined(consent),
})
