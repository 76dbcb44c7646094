import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import { createControl } from '../../functions/sending/control/control-send.ts'
import type { SchedulingMessage } from '../../functions/sending/ledger/queue-messages.ts'
import type { SendsTable } from '../../functions/sending/ledger/send.table.ts'
import { createSchedule } from '../../functions/sending/schedule/schedule.ts'
import { createWelcome } from '../../functions/sending/schedule/welcome.ts'
import { liftQuota } from '../../functions/sending/watch/lift-quota-hold.ts'
import { createSweep } from '../../functions/sending/watch/sweep.ts'
import { anActiveReader, anIssuePublished } from '../builders.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'
import { failing } from './failing.ts'

const digest = 'matrix-64--digest'
const minute = 60_000
const noon = Date.parse('2026-12-01T12:00:00Z')
const issue = anIssuePublished()
const overdue = {
  id: digest,
  issue: issue.id,
  by: 'admin',
  requestedAt: '2026-11-30T00:00:00.000Z',
  at: '2026-12-01T00:00:00.000Z',
  holds: {},
}

onEachDatabase(({ client, createTable }) => {
  /** What schedules, controls and sweeps sends over one table, at a time that tests move. */
  const aDesk = async (
    by: DynamoDBClient = client,
    change: (sends: SendsTable) => Partial<SendsTable> = () => ({}),
  ) => {
    const table = await createTable('pk', 'sk')
    const world = { now: noon }
    const now = () => world.now
    const time = { earliest: now, latest: now, likely: now }
    const whole = ledgerTables(by, table)
    const sends = { ...whole.sends, ...change(whole.sends) }
    const tables = { ...whole, sends }
    const notices: object[] = []
    const schedule = createSchedule({
      ...{ ...tables, time, timeZone: 'UTC' },
      editions: { issue: async () => issue, issues: async () => [issue], isTakenDown: async () => false },
      subscribers: { estimate: async () => 10 },
      tracking: { opens: false, clicks: false },
      slicesFor: async () => undefined,
      queue: { send: async () => {} },
      scheduleOnce: async () => {},
      instantOf: (local: string) => Date.parse(`${local}Z`),
      notify: async (notice: object) => void notices.push(notice),
      welcome: async () => 'nothing-to-send',
      isForWelcome: () => false,
    } as never)
    const control = createControl({
      ...{ ...tables, time, resolveAfterMs: 1, token: () => 'act' },
      status: async () => ({ state: 'scheduled' }),
      queue: { send: async () => {} },
    } as never)
    const sweep = createSweep({
      sweepErasures: async () => {},
      sweepForgetting: async () => {},
      queueOwed: async () => {},
      ...{ ...tables, time, hintAgainMs: 5 * minute },
      rangeSums: { list: async () => [], survey: async () => ({ batches: [], unreadable: [] }) },
      planQueue: { send: async () => {} },
      batchQueue: { send: async () => {} },
      schedulingQueue: {
        send: async (messages: SchedulingMessage[]) => {
          for (const one of messages) await schedule(one)
        },
      },
      quota: async () => ({ rate: 14, max: -1, sent: 0 }),
      notify: async () => {},
      warn: () => {},
    } as never)
    /** The sweeper's rounds for so long. */
    const sweepFor = async (minutes: number) => {
      for (const end = world.now + minutes * minute; world.now < end; ) {
        world.now += minute
        await sweep({ leftMs: () => 10_000 }).catch(() => {})
      }
    }
    return Object.assign(world, { ...tables, schedule, control, sweepFor, notices })
  }

  test('an issue whose time has come is begun, whichever call to the database fails on the way', async () => {
    const lost: number[] = []
    for (let nth = 1; nth <= 9; nth += 1) {
      let calls = 0
      const broken = failing(client, () => {
        calls += 1
        return calls === nth
      })
      const desk = await aDesk(broken)
      const message = { kind: 'published', issue: issue.id, release: '2026-12-01T12:00:00' } as const
      await desk.schedule(message).catch(() => desk.schedule(message))
      await desk.sweepFor(12)
      if (!(await desk.sends.get(digest))?.frozen) lost.push(nth)
    }
    expect(lost).toEqual([])
  })

  test('a send that is moved to tomorrow while it begins does not begin today', async () => {
    const answers: unknown[] = []
    const desk = await aDesk(client, ({ freeze }) => ({
      freeze: async (...all) => {
        answers.push(await desk.control.reschedule(digest, { at: '2026-12-02T12:00:00.000Z' }))
        return freeze(...all)
      },
    }))
    await desk.sends.create({ ...overdue, at: '2026-12-01T12:00:00.000Z' })
    expect(await desk.schedule({ kind: 'start', send: digest })).toBe('too-early')
    expect(answers).toEqual([{ outcome: 'done' }])
    expect((await desk.sends.get(digest))?.frozen).toBeUndefined()
  })

  test('a send that missed its time and is given another goes out then', async () => {
    const desk = await aDesk()
    await desk.openSends.add(digest)
    await desk.sends.create(overdue)
    expect(await desk.schedule({ kind: 'start', send: digest })).toBe('held')
    expect(await desk.control.reschedule(digest, { at: '2026-12-02T12:00:00.000Z' })).toEqual({
      outcome: 'done',
    })
    desk.now += 24 * 60 * minute
    await desk.schedule({ kind: 'start', send: digest })
    expect((await desk.sends.get(digest))?.frozen).toBeDefined()
  })

  test('a resume that takes effect late does not undo a newer time', async () => {
    const desk = await aDesk(client, ({ reschedule }) => ({
      reschedule: async (id, at, ownZones, seen) => {
        if (at === undefined) await reschedule(id, '2026-12-05T12:00:00.000Z')
        return reschedule(id, at, ownZones, seen)
      },
    }))
    await desk.openSends.add(digest)
    await desk.sends.create(overdue)
    await desk.schedule({ kind: 'start', send: digest })
    await desk.control.resume(digest)
    await desk.sweepFor(180)
    expect((await desk.sends.get(digest))?.frozen).toBeUndefined()
    expect((await desk.sends.get(digest))?.at).toBe('2026-12-05T12:00:00.000Z')
  })

  test('of two admins who saw one time, the second is told of the other’s, which stays', async () => {
    const desk = await aDesk()
    const seen = { ...overdue, at: '2026-12-02T12:00:00.000Z' }
    await desk.sends.create(seen)
    const [first, second] = ['2026-12-03T12:00:00.000Z', '2026-12-04T12:00:00.000Z']
    expect(await desk.control.reschedule(digest, { at: first }, seen)).toEqual({ outcome: 'done' })
    expect(await desk.control.reschedule(digest, { at: second }, seen)).toMatchObject({
      outcome: 'changed',
      send: { at: first },
    })
    expect((await desk.sends.get(digest))?.at).toBe(first)
  })

  test.each([0, 2])(
    'who confirms while a digest that is %i hours late freezes waits for it',
    async (hours) => {
      const time = { earliest: () => noon, latest: () => noon, likely: () => noon }
      const reader = { ...anActiveReader(1), confirmedAt: new Date(noon + 500).toISOString() }
      const requestedAt = new Date(noon - hours * 60 * minute).toISOString()
      const welcome = createWelcome({
        sends: { get: async () => ({ id: digest, issue: issue.id, by: 'admin', requestedAt, holds: {} }) },
        editions: { issue: async () => issue, issues: async () => [issue], isTakenDown: async () => false },
        subscribers: { get: async () => reader },
        queue: { send: async () => {} },
        series: [{ days: 0, issue: 'latest' }],
        time,
      } as never)
      await expect(welcome(reader.id, noon)).rejects.toThrow('just beginning')
    },
  )

  test('that the quota held a send is in a notice though giving it fails once', async () => {
    const { sends } = ledgerTables(client, await createTable('pk', 'sk'))
    await sends.create({ ...overdue, holds: { quota: '2026-12-01T00:00:00.000Z' } })
    const notices: unknown[] = []
    let fails = true
    const round = {
      ...{ sends, hintAgainMs: 1 },
      quota: async () => ({ rate: 14, max: 200, sent: 10 }),
      notify: async (notice: unknown) => {
        if (fails) {
          fails = false
          throw new Error('the queue is away')
        }
        notices.push(notice)
      },
    }
    for (let at = 0; at < 3; at += 1)
      await liftQuota(round as never, (await sends.get(digest))!).catch(() => {})
    expect(notices).toHaveLength(1)
    expect((await sends.get(digest))?.holds).toEqual({})
  })
})
