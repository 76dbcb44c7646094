import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { expect, test, vi } from 'vitest'
import {
  type Control,
  type ControlDeps,
  createControl,
} from '../../functions/sending/control/control-send.ts'
import type { Batch } from '../../functions/sending/ledger/batch.ts'
import type { SchedulingMessage } from '../../functions/sending/ledger/queue-messages.ts'
import { createRangeSums } from '../../functions/sending/ledger/range-sums.ts'
import type { Send } from '../../functions/sending/ledger/send.ts'
import { createStatus } from '../../functions/sending/status/status.ts'
import { anIssuePublished } from '../builders.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'

const id = 'm-1--digest'
const noon = Date.parse('2026-12-01T12:00:00Z')
const resolveAfterMs = 600_000
const frozen = { at: '2026-12-01T11:00:00.000Z', editions: { en: 'h' }, topics: [], ranges: 1 }
const aBatch = (step: number, codes: string, but: Partial<Batch> = {}): Batch => ({
  key: `000-000${step}`,
  size: codes.length,
  candidates: codes.length,
  excluded: {},
  codes,
  hintedAt: 0,
  closed: !/[.>]/.test(codes),
  attempt: 1,
  ...but,
})

onEachDatabase(({ client, createTable }) => {
  /** A send under a person's hands. `meanwhile` runs once, right after its batches were listed. */
  const aDesk = async (batches: Batch[], but: Partial<Send> = {}) => {
    const table = await createTable('pk', 'sk')
    const tables = ledgerTables(client, table)
    await tables.sends.create({
      ...{ id, issue: 'm-1', by: 'ada', requestedAt: frozen.at, holds: {}, frozen },
      ...but,
    })
    for (const batch of batches) await tables.batches.add(id, batch)
    await tables.rangeEnds.add(id, { range: 0, batches: batches.length, candidates: 0, excluded: {} })
    let now = noon
    const time = { earliest: () => now, latest: () => now, likely: () => now }
    let tokens = 0
    const rangeSums = createRangeSums({ ...tables, token: () => `t${++tokens}`, time })
    const world = {
      ...tables,
      queue: [] as SchedulingMessage[],
      meanwhile: async () => {},
      passes: (ms: number) => {
        now += ms
      },
      isTakenDown: false,
    }
    const deps: ControlDeps = {
      ...tables,
      batches: {
        ...tables.batches,
        list: async (...args) => {
          const listed = await tables.batches.list(...args)
          const { meanwhile } = world
          world.meanwhile = async () => {}
          await meanwhile()
          return listed
        },
      },
      rangeSums,
      editions: { issue: async () => (world.isTakenDown ? undefined : anIssuePublished()) },
      subscribers: { estimate: async () => 10 },
      publishersOf: async () => [],
      status: createStatus({ rangeSums, time }),
      queue: { send: async (messages) => void world.queue.push(...messages) },
      resolveAfterMs,
      time,
      token: () => `act-${++tokens}`,
    }
    const codesOf = async (step: number) => (await tables.batches.get(id, `000-000${step}`))?.codes
    const shown = async () => createStatus({ rangeSums, time })((await tables.sends.get(id))!)
    const claim = (key: string) => tables.batches.claim(id, key, 'w', noon, noon + 60_000)
    return Object.assign(world, { deps, control: createControl(deps), codesOf, shown, claim, rangeSums })
  }

  test.each(['resend', 'write-off'] as const)(
    'who becomes uncertain after the wait was looked at is not touched: %s',
    async (how) => {
      const old = aBatch(0, 'au', { uncertainAt: noon - resolveAfterMs })
      const desk = await aDesk([old, aBatch(1, '..'), aBatch(2, 'uu', { uncertainAt: 1 })])
      desk.meanwhile = async () => {
        // A worker of another batch finds a dead one’s calls; of one that was listed, an event came and a person was quick.
        const late = (await desk.claim('000-0001'))!
        await desk.batches.mark(id, late.key, 'w', late, { after: 'au', uncertainAt: noon })
        const again = (await desk.batches.get(id, '000-0002'))!
        await desk.batches.reopen(id, again.key, again, 'u.')
        const reopened = (await desk.claim(again.key))!
        await desk.batches.mark(id, again.key, 'w', reopened, { after: 'uu', uncertainAt: noon })
      }
      expect(await desk.control.resolve(id, how)).toEqual({ outcome: 'done', changed: 1 })
      expect(await Promise.all([0, 1, 2].map(desk.codesOf))).toEqual([
        how === 'resend' ? 'a.' : 'aW',
        'au',
        'uu',
      ])
    },
  )

  test('the uncertain are decided for when the last of them has waited, to the millisecond', async () => {
    const desk = await aDesk([aBatch(0, 'u', { uncertainAt: noon - resolveAfterMs + 1 }), aBatch(1, 'u')])
    expect(await desk.control.resolve(id, 'resend')).toEqual({ outcome: 'too-early', seconds: 1 })
    expect(await desk.codesOf(1)).toBe('u')
  })

  test('a retry whose sandbox was frozen until its time was over changes nothing', async () => {
    const desk = await aDesk([aBatch(0, 'ar')])
    desk.meanwhile = async () => desk.passes(11_000)
    await expect(desk.control.retry(id)).rejects.toThrow('came too late')
    expect(await desk.codesOf(0)).toBe('ar')
    expect(await desk.control.retry(id)).toEqual({ outcome: 'done', changed: 1 })
  })

  test('retrying leaves claimed and open batches to their workers, and takes all who failed of closed ones', async () => {
    const desk = await aDesk([aBatch(0, 'armx'), aBatch(1, 'ar.'), aBatch(2, 'ar')])
    desk.meanwhile = async () => {
      // One that was closed when it was listed is reopened by another person, and a worker has it.
      const closed = (await desk.batches.get(id, '000-0002'))!
      await desk.batches.reopen(id, closed.key, closed, 'a.')
      const taken = (await desk.claim(closed.key))!
      await desk.batches.mark(id, closed.key, 'w', taken, { after: 'a>' })
    }
    expect(await desk.control.retry(id)).toEqual({ outcome: 'done', changed: 3 })
    expect(await Promise.all([0, 1, 2].map(desk.codesOf))).toEqual(['a...', 'ar.', 'a>'])
  })

  test('what is reopened or written off is shown at once', async () => {
    const desk = await aDesk([aBatch(0, 'aur')])
    await desk.rangeSums.refresh(id, '000-0000')
    expect((await desk.shown()).state).toBe('finished')
    await desk.control.resolve(id, 'write-off')
    expect(await desk.shown()).toMatchObject({
      state: 'finished',
      audience: { uncertain: 0, excluded: { 'written-off': 1 } },
    })
    await desk.control.retry(id)
    expect(await desk.shown()).toMatchObject({ state: 'delivering', audience: { waiting: 1, failed: {} } })
  })

  test.each(['before', 'meanwhile'])(
    'nobody is sent again an issue that is taken down, %s, and the uncertain can be written off',
    async (when) => {
      for (const again of ['retry', 'resolve'] as const) {
        const desk = await aDesk([aBatch(0, 'aur')])
        await desk.rangeSums.refresh(id, '000-0000')
        const takeDown = async () => {
          desk.isTakenDown = true
        }
        // A retry that has looked at the issue is overtaken: taking down looks at its sends, and finds them finished.
        if (when === 'before') await takeDown()
        else desk.meanwhile = takeDown
        const { outcome } =
          again === 'retry' ? await desk.control.retry(id) : await desk.control.resolve(id, 'resend')
        expect(outcome).toBe('taken-down')
        expect(await desk.codesOf(0)).toBe('aur')
        expect((await desk.shown()).state).toBe('finished')
        expect(await desk.control.resolve(id, 'write-off')).toEqual({ outcome: 'done', changed: 1 })
      }
    },
  )

  test('a person lifts every cause but the quota, unknown ones too', async () => {
    const holds = { person: 'x', overdue: 'x', reputation: 'x', account: 'x', 'a-later-versions': 'x' }
    const desk = await aDesk([aBatch(0, '.')], { holds, heldBecause: 'Sending paused for this account' })
    expect(await desk.control.resume(id)).toEqual({ outcome: 'done' })
    const send = (await desk.sends.get(id))!
    expect(send).toMatchObject({ holds: {}, trusted: true })
    expect(send.heldBecause).toBeUndefined()
    expect(desk.queue).toEqual([{ kind: 'start', send: id }])
  })

  test('what waits for the daily quota goes on by itself, and a person hears so', async () => {
    const desk = await aDesk([aBatch(0, '.')], { holds: { quota: 'x', person: 'x' } })
    for (const _ of [1, 2]) expect(await desk.control.resume(id)).toEqual({ outcome: 'waits-for-quota' })
    expect((await desk.sends.get(id))?.holds).toEqual({ quota: 'x' })
    expect(desk.queue).toEqual([])
  })

  test('a pause whose first try lands after its own resume holds nothing', async () => {
    const desk = await aDesk([aBatch(0, '.')])
    using calls = vi.spyOn(client, 'send')
    expect(await desk.control.pause(id)).toEqual({ outcome: 'done' })
    const tries = calls.mock.calls
      .map(([command]) => command)
      .filter((one) => one instanceof UpdateItemCommand)
    expect(tries).toHaveLength(1)
    expect(await desk.control.resume(id)).toEqual({ outcome: 'done' })
    // As the database gets it: by then nobody waits for the answer.
    for (const { input } of tries) await client.send(new UpdateItemCommand(input)).catch(() => {})
    expect((await desk.sends.get(id))?.holds).toEqual({})
    expect(await desk.control.pause(id)).toEqual({ outcome: 'done' })
    expect((await desk.sends.get(id))?.holds).toHaveProperty('person')
  })

  test('a pause holds though another cause is lifted while it is asked for', async () => {
    const desk = await aDesk([aBatch(0, '.')], { holds: { quota: 'x' } })
    const pausing = createControl({
      ...desk.deps,
      sends: {
        ...desk.sends,
        get: async () => {
          const seen = await desk.sends.get(id)
          if (seen?.holds.quota) await desk.sends.lift(id, ['quota'], false)
          return seen
        },
      },
    })
    expect(await pausing.pause(id)).toEqual({ outcome: 'done' })
    expect(Object.keys((await desk.sends.get(id))!.holds)).toEqual(['person'])
  })

  test.each(['person', 'account'] as const)(
    'who resumes hears what holds the send by then, and it is not handed out: %s',
    async (cause) => {
      const desk = await aDesk([aBatch(0, '.')], { holds: { person: 'first' } })
      const resuming = createControl({
        ...desk.deps,
        sends: {
          ...desk.sends,
          lift: async (...args) => {
            // Right before the lift another person pauses it anew, or a worker finds that SES refuses the account.
            if (cause === 'person') await desk.sends.lift(id, ['person'], false)
            await desk.sends.hold(id, cause, 'second')
            return desk.sends.lift(...args)
          },
        },
      })
      expect(await resuming.resume(id)).toEqual({ outcome: 'held-again', holds: { [cause]: 'second' } })
      expect(desk.queue).toEqual([])
    },
  )

  const failed = [aBatch(0, 'ar')]
  const unsure = [aBatch(0, 'au', { uncertainAt: noon - resolveAfterMs })]
  const unbegun = { frozen: undefined, at: '2026-12-02T12:00:00.000Z' }
  const later = { at: '2026-12-03T12:00:00.000Z' }
  const acts = {
    pause: { batches: [aBatch(0, '.')], but: {}, act: (of: Control, seen: Send) => of.pause(id, seen) },
    resume: {
      batches: [aBatch(0, '.')],
      but: { holds: { person: 'x', account: 'y' } },
      act: (of: Control, seen: Send) => of.resume(id, seen),
    },
    approve: {
      batches: [aBatch(0, '.')],
      but: { holds: { approval: 'x' } },
      act: (of: Control, seen: Send) => of.approve(id, { by: 'bob' }, { send: seen }),
    },
    cancel: { batches: [aBatch(0, '.')], but: {}, act: (of: Control, seen: Send) => of.cancel(id, seen) },
    reschedule: {
      batches: [],
      but: unbegun,
      act: (of: Control, seen: Send) => of.reschedule(id, later, seen),
    },
    retry: { batches: failed, but: {}, act: (of: Control, seen: Send) => of.retry(id, seen) },
    'resolve, to send again': {
      batches: unsure,
      but: {},
      act: (of: Control, seen: Send) => of.resolve(id, 'resend', seen),
    },
    'resolve, to write off': {
      batches: unsure,
      but: {},
      act: (of: Control, seen: Send) => of.resolve(id, 'write-off', seen),
    },
  }
  /** As somebody acts who has just read the send, when another acts before the write. */
  const justBefore = async (desk: Awaited<ReturnType<typeof aDesk>>, seen: Send) => {
    let isFirst = true
    const get = async (of: string) => {
      if (!isFirst) return desk.sends.get(of)
      isFirst = false
      return seen
    }
    return createControl({ ...desk.deps, sends: { ...desk.sends, get } })
  }

  test.each(Object.entries(acts))(
    'of two who act on a send as both saw it, the second changes nothing and hears how it stands: %s',
    async (_, { batches, but, act }) => {
      const desk = await aDesk(batches, but)
      const seen = (await desk.sends.get(id))!
      expect(await act(desk.control, seen)).toMatchObject({ outcome: 'done' })
      const standing = await desk.sends.get(id)
      const codes = await desk.codesOf(0)
      expect(await act(await justBefore(desk, seen), seen)).toEqual({ outcome: 'changed', send: standing })
      expect(await desk.sends.get(id)).toEqual(standing)
      expect(await desk.codesOf(0)).toEqual(codes)
      expect(await act(desk.control, seen)).toEqual({ outcome: 'changed', send: standing })
    },
  )

  test.each(Object.entries(acts))(
    'an act by what was seen changes nothing where another act was before its write: %s',
    async (name, { batches, but, act }) => {
      const desk = await aDesk(batches, but)
      const seen = (await desk.sends.get(id))!
      await desk.sends.hold(id, 'reputation', 'z')
      const acting = await justBefore(desk, seen)
      const codes = await desk.codesOf(0)
      expect(await act(acting, seen), name).toMatchObject({ outcome: 'changed' })
      const { holds } = { holds: {}, ...but }
      expect(await desk.sends.get(id)).toEqual({ ...seen, holds: { ...holds, reputation: 'z' } })
      expect(await desk.codesOf(0)).toEqual(codes)
    },
  )

  test.each(Object.entries(acts))(
    'who acts by what was seen, and whose answer is lost, has done it: %s',
    async (_, { batches, but, act }) => {
      const desk = await aDesk(batches, but)
      const seen = (await desk.sends.get(id))!
      const send = client.send.bind(client) as (command: unknown) => Promise<never>
      // The SDK repeats a write whose answer it did not get.
      using calls = vi.spyOn(client, 'send')
      calls.mockImplementation(async (command) => {
        if (command instanceof UpdateItemCommand && command.input.UpdateExpression?.includes('act = :act'))
          await send(new UpdateItemCommand(command.input))
        return send(command)
      })
      expect(await act(desk.control, seen)).toMatchObject({ outcome: 'done' })
      expect(await desk.sends.get(id)).not.toEqual(seen)
    },
  )

  test.each(['pause', 'cancel'] as const)('%s comes too late for a send that is finished', async (action) => {
    const desk = await aDesk([aBatch(0, 'a')])
    await desk.rangeSums.refresh(id, '000-0000')
    const before = await desk.sends.get(id)
    expect(await desk.control[action](id)).toEqual({ outcome: 'too-late', why: 'finished' })
    expect(await desk.sends.get(id)).toEqual(before)
  })

  test('a series’ batch that is reopened is noted as due anew, before it is open', async () => {
    const reader = 'a'.repeat(32)
    const desk = await aDesk([{ ...aBatch(0, 'r', { due: noon }), key: reader }], { series: true })
    await desk.dueBatches.add(id, reader, noon)
    // A sweeper listed the note, and finds the batch closed.
    const [seen] = await desk.dueBatches.list(id, noon)
    expect(await desk.control.retry(id)).toEqual({ outcome: 'done', changed: 1 })
    await seen!.remove()
    expect(await desk.dueBatches.list(id, noon)).toHaveLength(1)
  })
})
