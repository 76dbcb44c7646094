import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type ReaderEvent,
  type ReaderState,
  transition,
  transitions,
} from '../../../functions/subscription/states/state-machine.ts'
import { Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { causes } from '../../../functions/subscription/states/suppression-cause.ts'
import { seed } from '../../fuzz-seed.ts'
import { idOf } from '../../reader-ids.ts'

const email = 'ada@example.org'
const epoch = Date.parse('2026-11-30T12:00:00.000Z')
const day = 86_400_000

type Step = { kind: ReaderEvent['type']; afterDays: number; mails: boolean; cause: (typeof causes)[number] }

const eventOf = ({ kind, mails, cause }: Step, now: number): ReaderEvent => {
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
      return { type: kind, choice: { ...choice, topics: ['focus'] }, mailed }
    case 'suppress':
      return { type: kind, at, cause }
    default:
      return { type: kind, at }
  }
}

const steps = fc.array(
  fc.record<Step>({
    kind: fc.constantFrom('request', 'confirm', 'choose', 'leave', 'suppress', 'restore'),
    afterDays: fc.constantFrom(0, 0, 0.01, 1, 9),
    mails: fc.boolean(),
    cause: fc.constantFrom(...causes),
  }),
  { maxLength: 30 },
)

type Visit = {
  before: Subscriber | undefined
  event: ReaderEvent
  after: Subscriber | undefined
  now: number
}

const walk = (all: readonly Step[]): Visit[] => {
  let row: Subscriber | undefined
  let now = epoch
  return all.map((step) => {
    now += step.afterDays * day
    const event = eventOf(step, now)
    const visit = { before: row, event, after: transition(row, event, now), now }
    row = visit.after ?? row
    return visit
  })
}
const stateAt = (row: Subscriber | undefined, now: number): ReaderState =>
  !row || (row.status === 'pending' && row.expires * 1000 <= now) ? 'nobody' : row.status

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
      expect(after.status).toBe(allowed)
      expect(Subscriber.parse(after)).toEqual(after)
    }
  })
})

test('nobody becomes active but by confirming a request that was mailed and has not lapsed', () => {
  check((visits) => {
    let mailedUntil = 0
    for (const { before, event, after, now } of visits) {
      if (event.type === 'request' && event.mailed && after && after.status !== 'active')
        mailedUntil = event.until * 1000
      if (after?.status === 'active' && before?.status !== 'active') {
        expect(event.type).toBe('confirm')
        expect(now).toBeLessThan(mailedUntil)
      }
    }
  })
})

test('who is suppressed comes back only after an admin has restored them, and then by a new opt-in', () => {
  check((visits) => {
    for (const { before, event, after } of visits)
      if (before?.status === 'suppressed' && after && after.status !== 'suppressed')
        expect([event.type, after.status]).toEqual(['restore', 'unsubscribed'])
  })
})

test('no request changes the evidence of a subscription, and none of it is lost by leaving and coming back', () => {
  const evidence = (row: Subscriber | undefined) =>
    row && row.status !== 'pending'
      ? [...(row.former ?? []).map(({ consent }) => consent), row.consent].map(({ wording }) => wording)
      : []
  check((visits) => {
    for (const { before, event, after } of visits) {
      if (!after) continue
      const [was, is] = [evidence(before), evidence(after)]
      expect(is.slice(0, was.length)).toEqual(was)
      if (event.type !== 'confirm' && was.length > 0) expect(is).toEqual(was)
    }
  })
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
        return order.reduce<Subscriber | undefined>(
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
    { seed, numRuns: 5_000 },
  )
  const listed = Object.entries(transitions).flatMap(([state, to]) =>
    Object.keys(to).map((type) => `${state} ${type}`),
  )
  expect([...met].sort()).toEqual(listed.sort())
})

const at = (minutes: number) => new Date(epoch + minutes * 60_000).toISOString()
const suppress = (row: Subscriber | undefined, cause: (typeof causes)[number], minutes = 0) =>
  transition(row, { type: 'suppress', at: at(minutes), cause }, epoch) ?? row
const anActive = () =>
  walk([
    { kind: 'request', afterDays: 0, mails: true, cause: 'bounce' },
    { kind: 'confirm', afterDays: 0, mails: true, cause: 'bounce' },
  ]).at(-1)!.after

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
