import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'
import type { SchedulingMessage } from '../../functions/sending/ledger/queue-messages.ts'
import { createRangeSums } from '../../functions/sending/ledger/range-sums.ts'
import { sendIdOf } from '../../functions/sending/ledger/send.ts'
import { createRequestSend, type SendRequest } from '../../functions/sending/schedule/request-send.ts'
import { createStart } from '../../functions/sending/schedule/start-send.ts'
import { createSweep } from '../../functions/sending/watch/sweep.ts'
import { anIssuePublished } from '../builders.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'

const noon = Date.parse('2026-12-01T12:00:00Z')
const minute = 60_000
const issue = anIssuePublished()
const asked: Record<string, SendRequest> = {
  'a test': { issue: issue.id, test: { address: 'me@example.org' } },
  'a digest': { issue: issue.id },
  'a digest for later': { issue: issue.id, at: new Date(noon + 30 * minute).toISOString() },
}

onEachDatabase(({ client, createTable }) => {
  /** Requests that die at their nth change of the outside world, and a sweeper that nobody kills. */
  const aDesk = async () => {
    const table = await createTable('pk', 'sk')
    const world = {
      now: noon,
      queue: [] as SchedulingMessage[],
      plans: [] as object[],
      changes: 0,
      /** The issue is taken down, or is only to be. */
      isGone: false,
      isWished: false,
      /** How often a request has looked at the issue, and what happens before it does. */
      looks: 0,
      beforeLook: async (_look: number) => {},
    }
    const issueNow = async () => (world.isGone || world.isWished ? undefined : issue)
    const time = { earliest: () => world.now, latest: () => world.now, likely: () => world.now }
    const tables = ledgerTables(client, table)
    const { sends, openSends } = tables
    const queue = { send: async (messages: SchedulingMessage[]) => void world.queue.push(...messages) }
    const sweep = createSweep({
      sweepMoves: async () => {},
      sweepErasures: async () => {},
      sweepForgetting: async () => {},
      queueOwed: async () => {},
      ...{ ...tables, time, hintAgainMs: 5 * minute },
      rangeSums: createRangeSums({ ...tables, token: () => 't', time }),
      editions: { issue: issueNow },
      planQueue: { send: async (messages) => void world.plans.push(...messages) },
      batchQueue: { send: async () => {} },
      schedulingQueue: queue,
      quota: async () => ({ rate: 14, max: -1, sent: 0 }),
      notify: async () => {},
      warn: () => {},
    })
    const start = createStart({
      ...{ ...tables, time, timeZone: 'UTC' },
      editions: { issue: issueNow, isTakenDown: async () => world.isGone },
      subscribers: { estimate: async () => 9_000 },
      queue: { send: async (messages) => void world.plans.push(...messages) },
      tracking: { opens: false, clicks: false },
      slicesFor: async () => undefined,
      notify: async () => {},
    })
    return Object.assign(world, {
      sends,
      start,
      request: (wanted: SendRequest, dies: { at: number; when: 'before' | 'after' } | undefined) => {
        const change = async <T>(call: () => Promise<T>): Promise<T> => {
          world.changes += 1
          if (dies && world.changes > dies.at) throw new Error('dead')
          if (world.changes === dies?.at && dies.when === 'before') throw new Error('killed')
          const answer = await call()
          if (world.changes === dies?.at) throw new Error('killed')
          return answer
        }
        const killable = new Proxy(client, {
          get: (target, name) =>
            name === 'send'
              ? (command: object) => change(() => target.send(command as never))
              : Reflect.get(target, name),
        }) as DynamoDBClient
        return createRequestSend({
          ...ledgerTables(killable, table),
          editions: {
            issue: async () => {
              world.looks += 1
              await world.beforeLook(world.looks)
              return issueNow()
            },
          },
          queue: { send: (messages) => change(() => queue.send(messages)) },
          time,
        })(wanted)
      },
      /** The sweeper's rounds for so long. */
      sweepFor: async (minutes: number) => {
        for (const end = world.now + minutes * minute; world.now < end; world.now += minute)
          await sweep({ leftMs: () => 10_000 })
      },
      open: async () => (await openSends.list()).open.map(({ id }) => id),
    })
  }

  test.each(Object.entries(asked))(
    '%s whose request dies at any change is begun, or was never made',
    async (_, wanted) => {
      const calm = await aDesk()
      await calm.request(wanted, undefined)
      for (let at = 1; at <= calm.changes; at += 1)
        for (const when of ['before', 'after'] as const) {
          const desk = await aDesk()
          await expect(desk.request(wanted, { at, when })).rejects.toThrow()
          const where = `killed ${when} change ${at} of ${calm.changes}`
          const given = desk.queue.length
          await desk.sweepFor(63)
          const [id] = await desk.sends.ids()
          const send = id === undefined ? undefined : await desk.sends.get(id)
          if (send) expect(desk.queue.at(-1), where).toEqual({ kind: 'start', send: send.id })
          else expect([desk.queue, await desk.open()], where).toEqual([[], []])
          // Once: what it fails at fails again, and five tries of a message take a quarter of an hour.
          expect(desk.queue.length - given, where).toBeLessThanOrEqual(1)
        }
    },
  )

  test.each(Object.entries(asked))(
    '%s that is asked for while its issue is taken down is cancelled, and does not begin when that comes back',
    async (_, wanted) => {
      const desk = await aDesk()
      // Whoever has it taken down looked at the issue's sends before this one was made.
      desk.beforeLook = async (look) => {
        if (look === 2) desk.isWished = true
      }
      expect(await desk.request(wanted, undefined)).toEqual({ outcome: 'not-published' })
      const [id] = await desk.sends.ids()
      expect((await desk.sends.get(id!))!.cancelledAt).toBeDefined()
      expect(desk.queue).toEqual([])
      desk.isWished = false
      await desk.sweepFor(90)
      expect(await desk.start(id!)).toBe('cancelled')
    },
  )

  test('one whose request died before it looked again ends when it would begin, once the issue is gone', async () => {
    const desk = await aDesk()
    const dead = async (look: number) => {
      if (look === 2) throw new Error('killed')
    }
    desk.beforeLook = dead
    await expect(desk.request(asked['a digest']!, undefined)).rejects.toThrow('killed')
    const [id] = await desk.sends.ids()
    // An issue that is only to be taken down may stay: its sends are looked at once more.
    desk.isWished = true
    expect(await desk.start(id!)).toBe('nothing-published')
    expect((await desk.sends.get(id!))!.cancelledAt).toBeUndefined()
    desk.isGone = true
    expect(await desk.start(id!)).toBe('cancelled')
    desk.isWished = desk.isGone = false
    expect(await desk.start(id!)).toBe('cancelled')
    expect(desk.plans).toEqual([])
  })

  test('a cancel for an issue that was taken down changes nothing of a send that has begun since', async () => {
    const desk = await aDesk()
    await desk.request(asked['a digest']!, undefined)
    const [id] = await desk.sends.ids()
    expect(await desk.start(id!)).toBe('started')
    expect(await desk.sends.cancel(id!, 'late', {}, { ifUnbegun: true })).toBeUndefined()
    expect((await desk.sends.get(id!))!.cancelledAt).toBeUndefined()
  })

  test('a test that the sweeper has begun again is planned as one, and then looked after as any', async () => {
    const desk = await aDesk()
    await desk.request(asked['a test']!, { at: 5, when: 'before' }).catch(() => {})
    await desk.sweepFor(7)
    const [id] = await desk.open()
    expect(desk.queue).toEqual([{ kind: 'start', send: id }])
    expect(await desk.start(id!)).toBe('started')
    expect(desk.plans).toEqual([{ send: id, range: 0 }])
    expect((await desk.sends.get(id!))?.frozen).toMatchObject({ ranges: 1 })
  })

  test('a send whose put comes long after its request died is begun all the same', async () => {
    const desk = await aDesk()
    const wanted = asked['a digest']!
    await desk.request(wanted, { at: 2, when: 'after' }).catch(() => {})
    await desk.sweepFor(30)
    expect(desk.queue).toEqual([])
    // Its sandbox was frozen; what it writes is of before.
    const requestedAt = new Date(noon).toISOString()
    const send = sendIdOf(issue.id, 'digest')
    await desk.sends.create({ id: send, issue: issue.id, requestedAt, by: 'ada', holds: {} })
    await desk.sweepFor(7)
    expect(desk.queue).toEqual([{ kind: 'start', send }])
  })

  test('a sweeper that looks between the two writes of a request does not forget it', async () => {
    const desk = await aDesk()
    await desk.request(asked['a test']!, { at: 2, when: 'after' }).catch(() => {})
    await desk.sweepFor(2)
    expect(await desk.open()).toHaveLength(1)
  })

  test('what waits for a person or for its time is not begun, and what was cancelled is forgotten', async () => {
    const desk = await aDesk()
    await desk.request(asked['a digest for later']!, { at: 5, when: 'before' }).catch(() => {})
    await desk.sweepFor(30)
    expect(desk.queue).toEqual([])
    const [id] = await desk.open()
    await desk.sends.hold(id!, 'person', 'now')
    await desk.sweepFor(30)
    expect(desk.queue).toEqual([])
    await desk.sends.cancel(id!, new Date(desk.now).toISOString(), {})
    // Who starts it may have seen it just before, and freeze it yet.
    await desk.sweepFor(55)
    expect(await desk.open()).toEqual([id])
    await desk.sweepFor(15)
    expect([desk.queue, await desk.open()]).toEqual([[], []])
  })
})
