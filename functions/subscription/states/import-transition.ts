import { defined } from '../../runtime/defined.ts'
import { type Consent, type FormConsent, type ImportConsent, isImported, signUpMark } from './consent.ts'
import type { ImportEvent } from './import-event.ts'
import { suppressed } from './opt-out-transition.ts'
import type { EventOf } from './reader-event.ts'
import { type Asked, personOf, type Subscriber, signUpsOf } from './subscriber.ts'

/**
 * A reader from elsewhere comes in as they stood there. Who stands here already is changed by an import only where that
 * takes nothing back that they said here: a sign-up that waits keeps its choices and becomes a reader's, or waits on beside
 * the row of who left elsewhere; a reader whose only consent is an import's leaves; a weightier cause keeps out whoever is
 * out.
 */
export const imported = (before: Subscriber | undefined, event: ImportEvent): Subscriber | undefined => {
  if (!before) return newcomer(event)
  if (event.type === 'import-ask') return askedInstead(before, event)
  if (event.type === 'import') return before.status === 'pending' ? joined(before, event) : undefined
  if (before.status === 'active' && isGivenHere(before.consent)) return undefined
  if (isOutdated(before, event)) return undefined
  const at = earlier(event.since, event.at)
  const after =
    event.type === 'import-left' ? leftElsewhere(before, event, at) : suppressed(before, event.cause, at)
  if (after?.status !== 'unsubscribed' && after?.status !== 'suppressed') return undefined
  const { import: by, row } = event.wanted.consent
  const kept = { import: by, row, from: before.status, at: event.at }
  const keptOutBy = [...(keptOutByOf(before) ?? []), kept]
  return { ...after, keptOutBy }
}

const newcomer = (event: ImportEvent): Subscriber => {
  const { id, email, wanted, at } = event
  const person = { id, email, ...wanted, createdAt: at, revision: 0 }
  switch (event.type) {
    case 'import': {
      const { pausedUntil: until } = event
      const paused = until && until > at ? { paused: { until, since: at } } : {}
      return { ...person, status: 'active', confirmedAt: at, ...paused }
    }
    case 'import-ask':
      // No mail went to them yet.
      return { ...person, status: 'pending', expires: event.until, mailedAt: at, mails: 0 }
    case 'import-left':
      return { ...person, status: 'unsubscribed', since: earlier(event.since, at) }
    case 'import-suppressed':
      return { ...person, status: 'suppressed', cause: event.cause, since: earlier(event.since, at) }
  }
}

/** Whom another import was to ask, and has not, is this one's to ask: that one may have been cancelled. */
const askedInstead = (before: Subscriber, event: ImportEvent): Subscriber | undefined =>
  before.status === 'pending' &&
  isImported(before.consent) &&
  waitsToBeAsked(before, before.consent.import) &&
  before.consent.import !== event.wanted.consent.import
    ? { ...newcomer(event), createdAt: before.createdAt, revision: before.revision }
    : undefined

/** Nobody left in the future. */
const earlier = (since: string | undefined, at: string): string => (since && since < at ? since : at)

/** Whoever waited for their confirmation is a reader by what the import states, with what they chose here. */
const joined = (before: Subscriber & { status: 'pending' }, { wanted, at }: ImportEvent): Subscriber => {
  const { mailedAt, mails } = before
  return {
    ...personOf(before),
    consent: { ...wanted.consent, ...defined({ form: formIn(before) }) },
    status: 'active',
    confirmedAt: at,
    mailedAt,
    mails,
  }
}

/** The earliest form that waits to be confirmed. */
const formIn = (before: Subscriber & { status: 'pending' }): FormConsent | undefined =>
  signUpsOf(before)
    .map(({ consent }) => (isImported(consent) ? consent.form : consent))
    .find((form) => form !== undefined)

/** Whoever waits to be asked as a reader of an import, and has not been; nor has a form asked them, which is a mail, too. */
export const waitsToBeAsked = (
  row: Subscriber | undefined,
  importId: string,
): row is Subscriber & { status: 'pending'; consent: ImportConsent } =>
  row?.status === 'pending' &&
  isImported(row.consent) &&
  row.consent.import === importId &&
  !row.consent.form &&
  !row.later

/** Whether a reader of an import was asked, whatever has become of them. */
export const wasAsked = (row: Subscriber | undefined, importId: string): boolean =>
  row !== undefined &&
  isImported(row.consent) &&
  row.consent.import === importId &&
  row.consent.form !== undefined

export const asked = (before: Subscriber, event: EventOf<'ask'>): Subscriber | undefined => {
  if (!waitsToBeAsked(before, event.import)) return undefined
  const { form, until: expires, mailed, by: askedBy } = event
  const until = Math.max(before.expires, expires)
  return { ...before, consent: { ...before.consent, form }, expires: until, ...mailed, askedBy }
}

export const unasked = (before: Subscriber, event: EventOf<'unask'>): Subscriber | undefined => {
  if (before.status !== 'pending' || !wasAsked(before, event.import)) return undefined
  const { askedBy: _, consent, ...person } = before
  const { form: __, ...rest } = consent as ImportConsent
  return { ...person, consent: rest, expires: event.until, mails: before.mails - 1 }
}

/** The owner of the inbox confirms a form that had waited when an import made them a reader. */
export const confirmedAfterwards = (
  before: Subscriber,
  { at, signUp, network }: EventOf<'confirm'>,
): Subscriber | undefined => {
  const { consent } = before
  if (signUp && signUp !== signUpMark(consent)) return undefined
  if (before.status !== 'active' || !isImported(consent) || !consent.form || consent.form.confirmedAt)
    return undefined
  const form = { ...consent.form, confirmedAt: at, ...defined({ confirmedNetwork: network }) }
  return { ...before, consent: { ...consent, form } }
}

const isOfForm = ({ consent }: Asked): boolean => !isImported(consent)

/** Who signed up here before it was known that they had left elsewhere may still confirm. */
const leftElsewhere = (before: Subscriber, { wanted }: ImportEvent, since: string): Subscriber => {
  const person = personOf(before)
  // Whom an import would ask had not signed up here by that.
  const [first, ...later] = before.status === 'pending' ? signUpsOf(before).filter(isOfForm) : []
  if (before.status !== 'pending' || !first) return { ...person, status: 'unsubscribed', since }
  const { expires: until, mailedAt, mails } = before
  const request = { ...first, ...(later.length > 0 && { later }), until }
  return { ...person, consent: wanted.consent, status: 'unsubscribed', since, request, mailedAt, mails }
}

const keptOutByOf = (row: Subscriber) =>
  row.status === 'unsubscribed' || row.status === 'suppressed' ? row.keptOutBy : undefined

/** When somebody opted in here: not by an import, and confirmed. */
const givenHere = (consent: Consent): string | undefined =>
  isImported(consent) ? consent.form?.confirmedAt : consent.confirmedAt

const isGivenHere = (consent: Consent): boolean => !isImported(consent) || givenHere(consent) !== undefined

/** Whether a reader opted in here, or chose here what they get, after they had left elsewhere. */
const isOutdated = (before: Subscriber, { since }: { since?: string | undefined }): boolean => {
  const consents = [...(before.former ?? []), before].map(({ consent }) => givenHere(consent))
  const chosen = before.status === 'active' ? before.chosenAt : undefined
  return [...consents, chosen].some((at) => at !== undefined && since !== undefined && since < at)
}
