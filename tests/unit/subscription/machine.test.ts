import fc from 'fast-check'
import { expect, test } from 'vitest'
import { leaveReasons } from '../../../functions/subscription/states/leaving.ts'
import type { ReaderEvent } from '../../../functions/subscription/states/reader-event.ts'
import {
  type ReaderState,
  transition,
  transitions,
} from '../../../functions/subscription/states/state-machine.ts'
import {
  type Moved,
  ReaderRow,
  type Subscriber,
  waitingOf,
} from '../../../functions/subscription/states/subscriber.ts'
import { causes } from '../../../functions/subscription/states/suppression-cause.ts'
import { aSubscriber } from '../../builders.ts'
import { seed } from '../../fuzz-seed.ts'
import { idOf } from '../../reader-ids.ts'

const email = 'ada@example.org'
const epoch = Date.parse('2026-11-30T12:00:00.000Z')
const day = 86_400_000

const otherId = idOf('ada@example.com')

/** Somebody who is on their way to the row that is walked. */
const carrying = (id: string, at: string): Moved => ({
  ...{ id, status: 'moved', to: idOf(email), at, stays: [{}], revision: 2 },
  carried: aSubscriber('active', { id, newAddress: { id: idOf(email), email, until: 0 } }),
})

type Step = {
  kind: ReaderEvent['type']
  afterDays: number
  mails: boolean
  cause: (typeof causes)[number]
  /** Of a pause. */
  forDays?: number
}

const eventOf = ({ kind, mails, cause, forDays = 2 }: Step, now: number): ReaderEvent => {
  const at = new Date(now).toISOString()
  const mailed = mails ? { mailedAt: at, mails: 1 } : undefined
  const choice = { language: 'en', topics: [] }
  const consent = { at, form: '/subscribe', wording: `Send me each issue, as shown at ${at}` }
  switch (kind) {
    case 'request': {
      const until = Math.floor((now + 8 * day) / 1000)
      return { type: kind, at, id: idOf(email), email, wanted: { ...choice, consent }, until, mailed }
    }
    case 'choose':
      return { type: kind, at, choice: { ...choice, topics: ['focus'] }, mailed }
    case 'suppress':
      return { type: kind, at, cause }
    case 'block':
      return { type: kind, at, id: idOf(email), cause }
    case 'erase':
      return { type: kind, at, id: idOf(email) }
    case 'forget':
      return { type: kind, at, leftBefore: new Date(now - forDays * day).toISOString() }
    case 'soft-bounce':
    case 'reach':
      return { type: kind, at, day: at.slice(0, 10) }
    case 'pause':
      return { type: kind, at, until: new Date(now + forDays * day).toISOString(), mailed }
    case 'leave':
      return { type: kind, at, send: mails ? 'matrix-64' : undefined }
    case 'explain':
      return { type: kind, reason: leaveReasons[forDays % leaveReasons.length]! }
    case 'import':
    case 'import-left':
    case 'import-suppressed': {
      const wanted = { ...choice, consent: { at, import: 'old-list', row: mails ? 2 : 3 } }
      const ends = new Date(now + forDays * day).toISOString()
      return {
        type: kind,
        at,
        id: idOf(email),
        email,
        wanted,
        cause,
        ...(mails && { pausedUntil: ends, since: ends }),
      }
    }
    case 'import-ask':
    case 'ask':
    case 'unask': {
      const by = mails ? 'old-list' : 'new-list'
      const until = Math.floor((now + 30 * day) / 1000)
      const asked = { import: by, by: 'run', form: consent, until, mailed: { mailedAt: at, mails: 1 } }
      const wanted = { ...choice, consent: { at, import: by, row: 2 } }
      return kind === 'import-ask'
        ? { type: kind, at, id: idOf(email), email, wanted, until }
        : { type: kind, ...asked }
    }
    case 'ask-move':
      return {
        type: kind,
        newAddress: { id: otherId, email: 'ada@example.com', until: Math.floor(now / 1000) + 60 },
      }
    case 'move':
      return { type: kind, at, to: mails ? otherId : idOf(email) }
    case 'arrive':
      return { type: kind, from: carrying(mails ? otherId : idOf('bob@example.org'), at), since: at }
    case 'settle':
      return { type: kind, to: otherId, until: at }
    case 'pass-on':
      return { type: kind, to: idOf(`after ${otherId}`) }
    case 'unpause':
    case 'return':
      return { type: kind }
    default:
      return { type: kind, at }
  }
}

const stepOf = (...kinds: Step['kind'][]) =>
  fc.record<Step>({
    kind: fc.constantFrom(...kinds),
    afterDays: fc.constantFrom(0, 0, 0.01, 1, 9),
    mails: fc.boolean(),
    cause: fc.constantFrom(...causes),
    forDays: fc.constantFrom(1, 2, 30, 367, 0, -1, 400),
  })

const anyStep = stepOf(
  // What leads far comes more often.
  ...(['request', 'request', 'confirm', 'confirm', 'pause', 'pause', 'choose'] as const),
  ...(['unpause', 'leave', 'explain', 'suppress', 'restore', 'block', 'erase'] as const),
  ...(['import-ask', 'ask', 'unask'] as const),
  ...(['import', 'import', 'import', 'import-left', 'import-suppressed', 'forget', 'arrive'] as const),
  ...(['soft-bounce', 'soft-bounce', 'soft-bounce', 'reach'] as const),
)
const moves = stepOf(
  ...(['import', 'import', 'pause', 'erase'] as const),
  ...(['ask-move', 'ask-move', 'move', 'move', 'settle', 'arrive', 'return', 'pass-on'] as const),
)
const steps = fc.oneof(
  { weight: 3, arbitrary: fc.array(anyStep, { maxLength: 30, size: 'max' }) },
  { weight: 1, arbitrary: fc.array(stepOf('request', 'import', 'pause', 'confirm'), { maxLength: 10 }) },
  {
    weight: 1,
    arbitrary: fc.array(stepOf('import-ask', 'import-ask', 'ask', 'ask', 'unask', 'confirm', 'request'), {
      maxLength: 10,
    }),
  },
  { weight: 2, arbitrary: fc.array(moves, { maxLength: 30, size: 'max' }) },
)

type Visit = {
  before: ReaderRow | undefined
  event: ReaderEvent
  after: ReaderRow | undefined
  now: number
}

const walk = (all: readonly Step[]): Visit[] => {
  let row: ReaderRow | undefined
  let now = epoch
  return all.map((step) => {
    now += step.afterDays * day
    const event = eventOf(step, now)
    const visit = { before: row, event, after: transition(row, event, now), now }
    row = visit.after ?? row
    return visit
  })
}
const stateAt = (row: ReaderRow | undefined, now: number): ReaderState => {
  if (row?.status === 'active' && row.paused && Date.parse(row.paused.until) > now) return 'paused'
  return !row || (row.status === 'pending' && row.expires * 1000 <= now) ? 'nobody' : row.status
}

const check = (property: (visits: Visit[]) => void) =>
  fc.assert(
    fc.property(steps, (all) => property(walk(all))),
    { seed, numRuns: 2_000 },
  )

test('whatever happens in whatever order, a row is whole and in the state that the table names', () => {
  check((visits) => {
    for (const { before, event, after, now } of visits) {
      const allowed = transitions[stateAt(before, now)][event.type]
      if (!after) continue
      expect([allowed].flat()).toContain(stateAt(after, now))
      if (!('request' in after && after.status === 'erased')) expect(ReaderRow.parse(after)).toEqual(after)
    }
  })
})

test('nobody becomes active but by an import, by moving, or by confirming a request that was mailed and has not lapsed', () => {
  check((visits) => {
    let mailedUntil = 0
    for (const { before, event, after, now } of visits) {
      if (event.type === 'request' && event.mailed && after && after.status !== 'active')
        mailedUntil = event.until * 1000
      if (event.type === 'ask' && after) mailedUntil = event.until * 1000
      if (after?.status === 'active' && before?.status !== 'active') {
        if (['import', 'arrive', 'return'].includes(event.type)) continue
        expect(event.type).toBe('confirm')
        expect(now).toBeLessThan(mailedUntil)
      }
    }
  })
})

test('a pause is the reader’s own: it ends by its time, by its reader or with their subscription, and by nothing else', () => {
  check((visits) => {
    for (const { before, event, after, now } of visits) {
      if (stateAt(before, now) !== 'paused' || !after) continue
      if (stateAt(after, now) === 'active') expect(event.type).toBe('unpause')
      if (stateAt(after, now) !== 'paused') expect(after).not.toHaveProperty('paused')
      if (event.type === 'pause') expect(after).toMatchObject({ paused: { until: event.until } })
      else if (stateAt(after, now) === 'paused' && before?.status === 'active')
        expect(after).toMatchObject({ paused: before.paused })
    }
  })
})

test('a pause ends after it begins, and within a year; it goes on from when it began', () => {
  const pause = (row: ReaderRow | undefined, from: number, days: number) => {
    const now = epoch + from * day
    const until = new Date(now + days * day).toISOString()
    return transition(row, { type: 'pause', at: new Date(now).toISOString(), until }, now)
  }
  for (const days of [0, -1, 368, 4_000]) expect(pause(anActive(), 0, days)).toBeUndefined()
  const first = pause(anActive(), 0, 30)
  expect(pause(first, 10, 366)).toMatchObject({
    paused: { since: '2026-11-30T12:00:00.000Z', until: '2027-12-11T12:00:00.000Z' },
  })
  expect(pause(first, 31, 1)).toMatchObject({ paused: { since: '2026-12-31T12:00:00.000Z' } })
})

test('how somebody left is kept, with why, also when they come back', () => {
  const gone = transition(anActive(), { type: 'leave', at: at(1), send: 'matrix-64' }, epoch)
  expect(gone).toMatchObject({ leaving: { send: 'matrix-64' } })
  const said = transition(gone, { type: 'explain', reason: 'too-many' }, epoch)
  const leaving = { send: 'matrix-64', reason: 'too-many' }
  expect(said).toMatchObject({ status: 'unsubscribed', since: at(1), leaving })
  const asked = transition(
    said,
    eventOf({ kind: 'request', afterDays: 0, mails: true, cause: 'bounce' }, epoch),
    epoch,
  )
  expect(transition(asked, { type: 'leave', at: at(2), send: 'matrix-65' }, epoch)).toMatchObject({ leaving })
  expect(transition(asked, { type: 'confirm', at: at(2) }, epoch)).toMatchObject({
    former: [{ left: at(1), leaving }],
  })
  const bounced = suppress(said, 'bounce', 3)
  expect(bounced).toMatchObject({ left: at(1), leaving })
  expect(transition(bounced, { type: 'restore', at: at(4) }, epoch)).toMatchObject({ leaving })
})

test('who is suppressed comes back only after an admin has restored them, and then by a new opt-in', () => {
  check((visits) => {
    for (const { before, event, after, now } of visits)
      if (before?.status === 'suppressed' && after && after.status !== 'suppressed' && event.type !== 'erase')
        expect([event.type, stateAt(after, now)]).toEqual([
          'restore',
          before.unconfirmed && !before.left ? 'nobody' : 'unsubscribed',
        ])
  })
})

test('no import brings anybody back who left, was suppressed or erased, and none changes who opted in here', () => {
  check((visits) => {
    for (const { before, event, after } of visits) {
      if (!event.type.startsWith('import') || !before || before.status === 'pending' || !after) continue
      expect(['erased', 'moved']).not.toContain(before.status)
      if (['erased', 'moved'].includes(before.status) || ['erased', 'moved'].includes(after.status)) continue
      if (!('consent' in before)) continue
      const isKept =
        before.status === 'active' && (!('import' in before.consent) || before.consent.form?.confirmedAt)
      expect(isKept).toBeFalsy()
      // Whoever is out stays out, by a weightier cause at most.
      const order = ['active', 'unsubscribed', 'suppressed']
      expect(order.indexOf(after.status)).toBeGreaterThanOrEqual(Math.max(1, order.indexOf(before.status)))
    }
  })
})

test('no request changes the evidence of a subscription, and none of it is lost by leaving and coming back', () => {
  const evidence = (row: ReaderRow | undefined): string[] =>
    row?.status === 'moved' ? evidenceIn(row.carried) : evidenceIn(row?.status === 'erased' ? undefined : row)
  const evidenceIn = (row: Subscriber | undefined): string[] =>
    row && row.status !== 'pending' && !('unconfirmed' in row && row.unconfirmed)
      ? [...(row.former ?? []).map(({ consent }) => consent), row.consent].map((consent) =>
          JSON.stringify(consent, (key, value) => (key === 'confirmedAt' ? undefined : value)),
        )
      : []
  check((visits) => {
    for (const { before, event, after } of visits) {
      // What a row carried goes to another.
      if (!after || event.type === 'erase' || event.type === 'settle') continue
      if (event.type === 'forget' && after.status === 'erased') continue
      const [was, is] = [evidence(before), evidence(after)]
      if (event.type === 'arrive') {
        for (const one of was) expect(is).toContain(one)
        continue
      }
      expect(is.slice(0, was.length)).toEqual(was)
      if (event.type !== 'confirm' && was.length > 0) expect(is).toEqual(was)
    }
  })
})

test('an erased row holds nothing of a person, but a new sign-up that waits beside it', () => {
  check((visits) => {
    for (const { event, after } of visits) {
      if (after?.status !== 'erased') continue
      const { request, ...kept } = after
      const more = (['suppressed', 'left', 'unknown', 'moved', 'next'] as const).filter((name) => kept[name])
      const names = ['id', 'status', 'at', 'revision', ...more]
      expect(Object.keys(kept).sort()).toEqual(names.sort())
      if (event.type !== 'request') expect(request).toBeUndefined()
    }
  })
})

test('who was erased comes back by confirming a new sign-up, and as somebody of whom nothing is known', () => {
  check((visits) => {
    for (const { before, event, after, now } of visits) {
      if (before?.status !== 'erased' || !after || after.status === 'erased' || event.type === 'arrive')
        continue
      if (after.status === 'moved') throw new Error('nobody has moved from there')
      expect(event.type).toBe('confirm')
      const { consent, createdAt, ...person } = after
      expect(waitingOf(before, now)).toMatchObject({ createdAt, email })
      expect(consent.at).toBe(createdAt)
      expect(createdAt >= before.at).toBe(true)
      expect(person).not.toHaveProperty('former')
    }
  })
})

test('of who left long ago only that stays, and when and why; who has a sign-up waiting is left until it lapses', () => {
  const gone = transition(anActive(), { type: 'leave', at: at(1), send: 'matrix-64' }, epoch)
  const said = transition(gone, { type: 'explain', reason: 'too-many' }, epoch)
  const forget = (row: ReaderRow | undefined, days: number, leftBefore: string) => {
    const now = epoch + days * day
    return transition(row, { type: 'forget', at: new Date(now).toISOString(), leftBefore }, now)
  }
  expect(forget(said, 30, at(1))).toBeUndefined()
  expect(forget(said, 90, at(2))).toEqual({
    ...{ id: idOf(email), status: 'erased', at: new Date(epoch + 90 * day).toISOString() },
    left: { at: at(1), reason: 'too-many' },
    revision: said!.revision,
  })
  const asked = transition(
    said,
    eventOf({ kind: 'request', afterDays: 0, mails: true, cause: 'bounce' }, epoch),
    epoch,
  )
  expect(forget(asked, 7, at(2))).toBeUndefined()
  // What a stranger may have filled in goes as soon as it has lapsed, however long the rest is kept.
  expect(forget(asked, 9, at(1))).toEqual(said)
})

test('who left elsewhere is kept as long as from when that was heard of, for an import that still looks for them', () => {
  const heard = epoch + 5 * day
  const left = (row: ReaderRow | undefined) =>
    transition(
      row,
      {
        ...{ type: 'import-left', id: idOf(email), email, since: '2019-01-01T00:00:00.000Z' },
        at: new Date(heard).toISOString(),
        wanted: { language: 'en', topics: [], consent: { at: at(0), import: 'b', row: 2 } },
      },
      heard,
    )
  const imported = walk([{ kind: 'import', afterDays: 0, mails: false, cause: 'bounce' }]).at(-1)!.after
  for (const row of [left(undefined), left(imported)]) {
    const forget = (leftBefore: number) =>
      transition(
        row,
        { type: 'forget', at: at(0), leftBefore: new Date(leftBefore).toISOString() },
        heard + 40 * day,
      )
    expect(row).toMatchObject({ status: 'unsubscribed', since: '2019-01-01T00:00:00.000Z' })
    expect(forget(heard)).toBeUndefined()
    expect(forget(heard + 1)).toMatchObject({ status: 'erased', left: { at: '2019-01-01T00:00:00.000Z' } })
  }
})

test('who was suppressed and is erased gets no mail by a form, until an admin has restored them', () => {
  const at = new Date(epoch).toISOString()
  const request = eventOf({ kind: 'request', afterDays: 0, mails: true, cause: 'bounce' }, epoch)
  const erased = transition(suppress(anActive(), 'complaint'), { type: 'erase', at, id: idOf(email) }, epoch)
  expect(erased).toMatchObject({ status: 'erased', suppressed: 'complaint' })
  expect(transition(erased, request, epoch)).toBeUndefined()
  const restored = transition(erased, { type: 'restore', at }, epoch)
  expect(restored).not.toHaveProperty('suppressed')
  expect(waitingOf(transition(restored, request, epoch), epoch)).toMatchObject({ email })
})

test('what happened twice changes nothing the second time', () => {
  check((visits) => {
    for (const { event, after, now } of visits) {
      const again = after && transition(after, event, now)
      if (again) expect(again).toEqual(after)
    }
  })
})

test('reports of bounces and complaints give the same cause in any order, however often', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...causes), { minLength: 1, maxLength: 8 }), fc.nat(), (all, by) => {
      const suppressedBy = (order: readonly (typeof causes)[number][]) => {
        const [{ after: reader }] = walk([
          { kind: 'request', afterDays: 0, mails: true, cause: 'bounce' },
        ]) as [Visit]
        return order.reduce<ReaderRow | undefined>(
          (row, cause) =>
            transition(row, { type: 'suppress', at: new Date(epoch).toISOString(), cause }, epoch) ?? row,
          reader,
        )
      }
      const turned = [...all.slice(by % all.length), ...all.slice(0, by % all.length), ...all]
      expect(suppressedBy(turned)).toEqual(suppressedBy(all))
    }),
    { seed },
  )
})

test('every state and event of the table can be reached', () => {
  const met = new Set<string>()
  fc.assert(
    fc.property(steps, (all) => {
      for (const { before, event, after, now } of walk(all))
        if (after) met.add(`${stateAt(before, now)} ${event.type}`)
    }),
    { seed, numRuns: 10_000 },
  )
  const listed = Object.entries(transitions).flatMap(([state, to]) =>
    Object.keys(to).map((type) => `${state} ${type}`),
  )
  expect([...met].sort()).toEqual(listed.sort())
})

const at = (minutes: number) => new Date(epoch + minutes * 60_000).toISOString()
const suppress = (row: ReaderRow | undefined, cause: (typeof causes)[number], minutes = 0) =>
  transition(row, { type: 'suppress', at: at(minutes), cause }, epoch) ?? row
const anActive = () =>
  walk([
    { kind: 'request', afterDays: 0, mails: true, cause: 'bounce' },
    { kind: 'confirm', afterDays: 0, mails: true, cause: 'bounce' },
  ]).at(-1)!.after

test('who had only asked when they were suppressed is nobody once they are restored, and no consent is made of it', () => {
  const [{ after: asked }] = walk([{ kind: 'request', afterDays: 0, mails: true, cause: 'bounce' }]) as [
    Visit,
  ]
  const restored = transition(suppress(asked, 'bounce', 1), { type: 'restore', at: at(2) }, epoch)!
  expect(stateAt(restored, epoch + 3 * 60_000)).toBe('nobody')
  // The table deletes it, as any sign-up that lapsed.
  expect(restored).toMatchObject({ status: 'pending', expires: Date.parse(at(2)) / 1000 })
  expect(transition(restored, { type: 'confirm', at: at(3) }, epoch + 3 * 60_000)).toBeUndefined()
})

test('what was asked for and never confirmed is no consent of before, however it ended', () => {
  const again = (row: ReaderRow | undefined) =>
    transition(
      transition(row, eventOf({ kind: 'request', afterDays: 0, mails: true, cause: 'bounce' }, epoch), epoch),
      { type: 'confirm', at: at(5) },
      epoch,
    )!
  const [{ after: asked }] = walk([{ kind: 'request', afterDays: 0, mails: true, cause: 'bounce' }]) as [
    Visit,
  ]
  const left = transition(asked, { type: 'leave', at: at(1) }, epoch)!
  const restored = transition(suppress(left, 'admin', 2), { type: 'restore', at: at(3) }, epoch)
  expect(restored).toMatchObject({ status: 'unsubscribed', since: at(1), unconfirmed: true })
  for (const row of [left, restored]) expect(again(row)).not.toHaveProperty('former')
  const reader = transition(anActive(), { type: 'leave', at: at(1) }, epoch)
  expect(again(reader)).toMatchObject({ former: [expect.anything()] })
})

test('a complaint outweighs an admin, an admin a bounce, and never the other way round', () => {
  expect(suppress(suppress(anActive(), 'bounce'), 'admin')).toMatchObject({ cause: 'admin' })
  expect(suppress(suppress(anActive(), 'admin'), 'complaint')).toMatchObject({ cause: 'complaint' })
  expect(suppress(suppress(anActive(), 'complaint'), 'bounce')).toMatchObject({ cause: 'complaint' })
  expect(suppress(suppress(anActive(), 'admin'), 'bounce')).toMatchObject({ cause: 'admin' })
})

test('who had left before they were suppressed left when they did, also after an admin has restored them', () => {
  const gone = transition(anActive(), { type: 'leave', at: at(1) }, epoch)
  const restored = transition(suppress(gone, 'bounce', 2), { type: 'restore', at: at(3) }, epoch)
  expect(restored).toMatchObject({ status: 'unsubscribed', since: at(1) })
  const other = transition(suppress(anActive(), 'bounce', 2), { type: 'restore', at: at(3) }, epoch)
  expect(other).toMatchObject({ status: 'unsubscribed', since: at(3) })
})

test('who has moved is known by their old row only by where they are, once they have arrived', () => {
  check((visits) => {
    for (const { after, event } of visits) {
      if (after?.status !== 'moved') continue
      if (event.type === 'settle') expect(after).not.toHaveProperty('carried')
      const names = ['id', 'status', 'to', 'at', 'stays', 'revision', ...(after.carried ? ['carried'] : [])]
      if (after.next) names.push('next')
      expect(Object.keys(after).sort()).toEqual(names.sort())
    }
  })
})

test('nobody comes to an address whose owner wants no mail, or that another has moved from', () => {
  check((visits) => {
    for (const { before, event, after } of visits) {
      if (event.type !== 'arrive' || !after) continue
      expect(before?.status).not.toBe('suppressed')
      if (before?.status === 'erased') expect(before.suppressed).toBeUndefined()
      if (before?.status === 'moved') expect([before.to, before.carried]).toEqual([event.from.id, undefined])
      expect(after).toMatchObject({ status: 'active', movedFrom: expect.anything() })
    }
  })
})

test('who moves is asked before by a mail to that address, and to no other', () => {
  check((visits) => {
    for (const { before, event, after } of visits)
      if (event.type === 'move' && after)
        expect(before).toMatchObject({ status: 'active', newAddress: { id: event.to } })
  })
})

test('who comes back to where they were is a reader there again', () => {
  const now = new Date(epoch).toISOString()
  const asked = transition(anActive(), eventOf({ ...aStep, kind: 'ask-move' }, epoch), epoch)
  const moved = transition(asked, eventOf({ ...aStep, kind: 'move' }, epoch), epoch)
  const settled = transition(moved, { type: 'settle', to: otherId, until: now }, epoch)
  const back = transition(settled, eventOf({ ...aStep, kind: 'arrive' }, epoch), epoch)
  expect(back).toMatchObject({ status: 'active', stays: [{ until: now }, { since: now }] })
  expect(transition(moved, eventOf({ ...aStep, kind: 'arrive' }, epoch), epoch)).toBeUndefined()
  expect(transition(moved, { type: 'erase', at: now, id: idOf(email) }, epoch)).toBeUndefined()
})
const aStep = { afterDays: 0, mails: true, cause: 'bounce' } as const
