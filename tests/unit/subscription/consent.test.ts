import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createChangeReader } from '../../../functions/feedback/change-reader.ts'
import { SesEventMessage } from '../../../functions/feedback/ses-event.ts'
import type { Subscribers } from '../../../functions/subscription/states/change-subscriber.ts'
import { createConfirm } from '../../../functions/subscription/states/confirm.ts'
import { signUpMark } from '../../../functions/subscription/states/consent.ts'
import { createReaderLinks } from '../../../functions/subscription/states/reader-links.ts'
import { createSubscribe } from '../../../functions/subscription/states/subscribe.ts'
import { personIn, Subscriber } from '../../../functions/subscription/states/subscriber.ts'
import { createUnsubscribe } from '../../../functions/subscription/states/unsubscribe.ts'
import { aSite, aSubscriber, aToken, noon, someSubscribers, theLinks } from '../../builders.ts'
import { adminOver } from '../../reader-acts.ts'
import { idOf } from '../../reader-ids.ts'

type Actor = 'stranger' | 'owner' | 'provider'
type Moves = Record<string, () => Promise<unknown>>

/** Everything that says what somebody agreed to and when they left. */
const evidenceOf = (row: Subscriber) => ({
  consents: [row.consent, ...(row.former ?? []).map(({ consent }) => consent)],
  lefts: [
    ...(row.status === 'unsubscribed' ? [row.since] : []),
    ...(row.status === 'suppressed' && row.left ? [row.left] : []),
    ...(row.former ?? []).map(({ left }) => left),
  ],
})

/**
 * Ada's row, with all who may change it, a clock, and DynamoDB's deletion of expired rows. It records each consent that
 * was confirmed and each time that she left, and looks at every write as it is made.
 * @param turn gives each call to the table its turn
 */
const aWorld = (turn: () => Promise<void>) => {
  const table = someSubscribers()
  const world = {
    at: noon,
    consents: [] as object[],
    left: undefined as string | undefined,
    links: [] as string[],
  }
  const now = () => world.at
  const as = (actor: Actor): Subscribers => ({
    get: async (id) => {
      await turn()
      return table.get(id)
    },
    replace: async (before, given) => {
      await turn()
      const after = Subscriber.parse(given)
      const outcome = await table.replace(before, after)
      if (outcome === 'written') record(actor, personIn(before), after)
      return outcome
    },
  })
  const record = (actor: Actor, before: Subscriber | undefined, after: Subscriber) => {
    const wasReader = before && before.status !== 'pending'
    if (actor === 'stranger') {
      expect(after.status).toBe(wasReader ? before.status : 'pending')
      if (wasReader) expect(evidenceOf(after)).toEqual(evidenceOf(before))
    }
    if (after.status === 'active' && actor !== 'owner') expect(before?.status).toBe('active')
    if (wasReader) expect(after).not.toHaveProperty('expires')
    if (after.status === 'active' && before?.status !== 'active') world.consents.push(after.consent)
    if (after.status === 'unsubscribed' && before?.status === 'active') world.left = after.since
  }
  const readerLink = createReaderLinks({ links: theLinks, siteUrl: aSite.siteUrl, now })
  const subscribe = createSubscribe({
    idOf,
    subscribers: as('stranger'),
    now,
    admitMail: async () => true,
    mail: async (kind, { id, consent }) => {
      if (kind === 'confirm') world.links.push(readerLink('confirm', id, signUpMark(consent)).token)
      return { outcome: 'accepted', id: 'm-1' }
    },
  })
  const owner = { subscribers: as('owner'), links: theLinks, now }
  const { confirm } = createConfirm({ ...owner, announce: async () => {}, confirmedNow: owner.now })
  const { unsubscribe } = createUnsubscribe(owner)
  const suppress = createChangeReader({ subscribers: as('provider'), standing: as('provider'), idOf, now })
  const byAdmin = adminOver(as('provider'), now)
  const complaint = (complaintFeedbackType: string) =>
    SesEventMessage.parse({
      Message: JSON.stringify({
        eventType: 'Complaint',
        mail: { destination: ['ada@example.org'] },
        complaint: { complaintFeedbackType },
      }),
    })
  const ask = (topics: string[]) =>
    subscribe(
      { email: 'ada@example.org', language: 'en', topics, form: '/subscribe' },
      {
        wording: `wording ${world.at}`,
      },
    )
  const moves = {
    'stranger asks': () => ask([]),
    'stranger asks for press': () => ask(['press']),
    'owner confirms the last link': async () => confirm(world.links.at(-1) ?? ''),
    'owner confirms the first link': async () => confirm(world.links[0] ?? ''),
    'owner leaves': () => unsubscribe(aToken('unsubscribe')),
    'provider complains': () => suppress(complaint('abuse')),
    'provider praises': () => suppress(complaint('not-spam')),
    'admin restores': () => byAdmin.restore('ada@example.org'),
  } satisfies Moves
  const pass = (ms: number) => {
    world.at += ms
    const row = table.only()
    if (row?.status === 'pending' && row.expires * 1000 < world.at) table.kept.delete(row.id)
  }
  const check = () => {
    const row = table.only()
    if (world.consents.length === 0) return
    const { consents, lefts } = evidenceOf(row ?? expect.fail('the row is gone'))
    for (const consent of world.consents) expect(consents).toContainEqual(consent)
    if (world.left) expect(lefts).toContain(world.left)
  }
  return Object.assign(world, { moves, pass, check, table })
}

type Move = keyof ReturnType<typeof aWorld>['moves']
const move = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom<Move>('stranger asks', 'stranger asks for press') },
  { weight: 4, arbitrary: fc.constantFrom<Move>('owner confirms the last link', 'owner leaves') },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Move>(
      'owner confirms the first link',
      'provider complains',
      'provider praises',
    ),
  },
)
const passing = fc.constantFrom(1, 61_000, 3_600_000, 86_400_000, 7 * 86_400_000, 9 * 86_400_000)
const rounds = fc.array(fc.record({ moves: fc.array(move, { minLength: 1, maxLength: 4 }), passing }), {
  minLength: 1,
  maxLength: 12,
})

test('whoever does what, in whichever order and at once, no confirmed consent and no last leave is lost, and no stranger changes a state', async () => {
  let confirmed = 0
  let cameBack = 0
  await fc.assert(
    fc.asyncProperty(rounds, fc.scheduler(), async (all, scheduler) => {
      const world = aWorld(scheduler.scheduleFunction(async () => {}))
      for (const round of all) {
        const done = Promise.all(round.moves.map((name) => world.moves[name]()))
        await scheduler.waitFor(done)
        world.check()
        world.pass(round.passing)
        world.check()
      }
      confirmed += world.consents.length > 0 ? 1 : 0
      cameBack += world.consents.length > 1 ? 1 : 0
    }),
    { numRuns: 500 },
  )
  // The property is about these.
  expect(confirmed).toBeGreaterThan(50)
  expect(cameBack).toBeGreaterThan(10)
})

test('who comes back keeps the evidence of the first time, and of leaving, after the second', async () => {
  const { moves, pass, table, consents } = aWorld(async () => {})
  const steps: Move[] = ['stranger asks', 'owner confirms the last link', 'owner leaves']
  for (const name of [...steps, ...steps, ...steps]) {
    await moves[name]()
    pass(3_600_000 * 9)
  }
  const row = table.only() as Subscriber & { status: 'unsubscribed' }
  expect([...row.former!.map(({ consent }) => consent), row.consent]).toEqual(consents)
  expect(row.former!.map(({ left }) => left)).toEqual([
    '2026-12-01T06:00:00.000Z',
    '2026-12-02T09:00:00.000Z',
  ])
  expect(row.since).toBe('2026-12-03T12:00:00.000Z')
})

test('a request that nobody confirms lapses by itself, and leaves the row as it was', async () => {
  const { moves, pass, table } = aWorld(async () => {})
  for (const name of ['stranger asks', 'owner confirms the last link', 'owner leaves'] as const) {
    await moves[name]()
    pass(60_000)
  }
  const left = evidenceOf(table.only()!)
  await moves['stranger asks for press']()
  pass(8 * 86_400_000)
  expect(await moves['owner confirms the last link']()).toMatchObject({ outcome: 'expired' })
  expect(table.only()).toMatchObject({ status: 'unsubscribed', topics: [] })
  expect(evidenceOf(table.only()!)).toEqual(left)
})

test('of who left, who comes back and complains it stays known that they had left', async () => {
  const { moves, pass, table } = aWorld(async () => {})
  for (const name of [
    'stranger asks',
    'owner confirms the last link',
    'owner leaves',
    'stranger asks',
    'provider complains',
  ] as const) {
    await moves[name]()
    pass(60_000)
  }
  expect(table.only()).toMatchObject({ status: 'suppressed', left: '2026-11-30T12:02:00.000Z' })
  expect(table.only()).not.toHaveProperty('request')
  expect(Object.keys(aSubscriber('suppressed'))).not.toContain('left')
})

test('a new consent is added to those of before, through a suppression, a list from elsewhere and any number of forms', async () => {
  const { moves, pass, table } = aWorld(async () => {})
  const go = async (...names: Move[]) => {
    for (const name of names) {
      await moves[name]()
      pass(3_600_000 * 9)
    }
  }
  const consents = () => {
    const row = table.only()!
    return [...(row.former ?? []).map(({ consent }) => consent), row.consent]
  }
  await go('stranger asks', 'owner confirms the last link')
  const [first] = consents()
  // Strangers' forms at a reader's address leave the evidence as it is.
  await go('stranger asks for press', 'stranger asks')
  expect(consents()).toEqual([first])
  await go('owner leaves', 'stranger asks for press', 'stranger asks')
  expect(consents()).toEqual([first])
  await go('owner confirms the last link')
  const [, second] = consents()
  expect(consents()).toEqual([first, second])
  expect(second).toMatchObject({ confirmedAt: expect.any(String) })
  await go('provider complains', 'stranger asks for press', 'owner confirms the last link')
  expect(consents()).toEqual([first, second])
  await go('admin restores', 'stranger asks', 'owner confirms the last link')
  expect(consents().slice(0, 2)).toEqual([first, second])
  expect(consents()).toHaveLength(3)
})
