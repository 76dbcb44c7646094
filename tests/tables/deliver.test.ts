import { PutItemCommand } from '@aws-sdk/client-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { describe, expect, test } from 'vitest'
import type { MailOutcome } from '../../functions/mail/mailer.ts'
import { noReports } from '../../functions/sending/ledger/ses-report.ts'
import type { ReaderRow, Subscriber } from '../../functions/subscription/states/subscriber.ts'
import { anActiveReader } from '../builders.ts'
import { ledgerTables } from '../ledger-tables.ts'
import { onEachDatabase } from './database.ts'
import { failing } from './failing.ts'
import { aSendingWorld, type WorldOptions } from './sending-world.ts'

const digest = 'matrix-64--digest'
const minute = 60_000
const manyReaders = (count: number): Subscriber[] =>
  Array.from({ length: count }, (_, number) => anActiveReader(number))
const account = (elsewhere: boolean): MailOutcome => ({
  outcome: 'account',
  reason: 'MessageRejected: Sending paused for this account',
  elsewhere,
})

onEachDatabase(({ client, createTable }) => {
  /** A world whose send is planned: its batches lie in the queue. */
  const aPlannedWorld = async (readers: ReaderRow[], options: WorldOptions = {}) => {
    const world = aSendingWorld(client, await createTable('pk', 'sk'), readers, options)
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const keys = world.batchQueue.splice(0).map(({ batch }) => batch)
    return { world, keys }
  }
  const letters = async (world: ReturnType<typeof aSendingWorld>) =>
    (await world.batches.list(digest)).map(({ codes }) => codes).join('')

  describe('a worker whose sandbox was frozen in the middle of its calls', () => {
    let asleep = 0
    /** Ten minutes pass after the fourth call; one of its clocks did not notice. */
    const freezing = (still: 'wall' | 'monotonic'): WorldOptions => ({
      clocks: (now) => ({ wall: now, monotonic: now, [still]: now - asleep }),
      beforeCall: ({ advance }, mailed) => {
        if (mailed !== 4 || asleep > 0) return
        asleep = 10 * minute
        advance(asleep)
      },
    })

    test.each(['wall', 'monotonic'] as const)(
      'calls nobody more when its %s clock stood still',
      async (still) => {
        asleep = 0
        const { world, keys } = await aPlannedWorld(manyReaders(20), { ...freezing(still), estimate: 20 })
        expect(await world.deliver(keys[0]!)).toBe('out-of-time')
        expect(world.mailed).toHaveLength(4)
        expect((await letters(world)).replaceAll(/[.a]/g, '')).toBe('')
      },
    )

    test('leaves those whom it did not call waiting, and they are called once', async () => {
      asleep = 0
      const { world, keys } = await aPlannedWorld(manyReaders(20), freezing('monotonic'))
      for (const key of keys) await world.deliver(key)
      asleep = 0
      world.advance(20 * minute)
      for (const key of keys) await world.deliver(key)
      expect([...world.mailed].sort()).toEqual(
        manyReaders(20)
          .map(({ id }) => id)
          .sort(),
      )
    })

    test('says nothing in the ledger any more when another has its batch', async () => {
      asleep = 0
      let other: Promise<unknown> | undefined
      const { world, keys } = await aPlannedWorld(manyReaders(6), {
        ...freezing('monotonic'),
        beforeCall: async ({ advance }, mailed) => {
          if (mailed !== 2 || asleep > 0) return
          asleep = 10 * minute
          advance(asleep)
          other = world.deliver(keys[0]!)
          await other
        },
      })
      const outcomes = []
      for (const key of keys) outcomes.push(await world.deliver(key))
      await other
      expect(new Set(world.mailed).size).toBe(world.mailed.length)
      expect(outcomes).toContain('claim-lost')
    })
  })

  test.each([
    ['an hour slow', -60 * minute],
    ['an hour fast', 60 * minute],
  ])('a worker whose clock is %s delivers as any other', async (_, off) => {
    const { world, keys } = await aPlannedWorld(manyReaders(20), {
      clocks: (now) => ({ wall: now + off, monotonic: now }),
    })
    for (const key of keys) expect(await world.deliver(key)).toBe('closed')
    expect(world.mailed).toHaveLength(20)
  })

  test('a batch is kept from others for as long as its worker may call, whoever knows the database’s time best', async () => {
    let claimed: unknown = 'nobody tried'
    const { world, keys } = await aPlannedWorld(manyReaders(3), {
      estimate: 3,
      remainingMs: () => 120_000,
      beforeCall: async ({ advance }) => {
        if (claimed !== 'nobody tried') return
        claimed = 'trying'
        // Its last moment has come; the other has heard the database say the time just now.
        advance(119_999)
        claimed = await world.batches.claim(digest, keys[0]!, 'other', world.now(), world.now() + minute)
      },
    })
    await world.deliver(keys[0]!)
    expect(claimed).toBeUndefined()
  })

  test('no call begins on a state that was asked for more than two seconds before, however slow the answer', async () => {
    const readers = manyReaders(12)
    let leftAt = Number.POSITIVE_INFINITY
    let slow = true
    const { world, keys } = await aPlannedWorld(readers, {
      beforeRead: ({ advance }) => {
        // The state was read; its answer takes five seconds, and meanwhile the reader leaves.
        if (!slow) return
        slow = false
        advance(5_000)
        const reader = readers[3] as Extract<Subscriber, { status: 'active' }>
        readers[3] = { ...reader, status: 'unsubscribed', since: '2026-12-01T01:00:01.000Z' }
        leftAt = world.mailed.length
      },
    })
    for (const key of keys) await world.deliver(key)
    expect(leftAt).toBeLessThan(12)
    expect(world.mailed).toHaveLength(11)
    expect(world.mailed).not.toContain(readers[3]!.id)
  })

  test.each([1, 5, 13, 14, 50, 500])(
    'at %i a second a send takes as long as the rate needs, and leaves nobody uncertain',
    async (rate) => {
      const count = rate < 50 ? 60 : 300
      const { world, keys } = await aPlannedWorld(manyReaders(count), { rate, estimate: count })
      world.batchQueue.push(...keys.map((batch) => ({ send: digest, batch })))
      while (world.batchQueue.length > 0) await world.deliverOn(world.batchQueue.shift()!.batch)
      expect(world.mailed).toHaveLength(count)
      expect(await letters(world)).toBe('a'.repeat(count))
      const seconds = (world.callsAt.at(-1)! - world.callsAt[0]!) / 1000
      expect((count - 1) / seconds).toBeLessThanOrEqual(rate)
      expect((count - 1) / seconds).toBeGreaterThan(rate * 0.93)
    },
  )

  test('who is erased after planning is left out when it is their turn, and nobody else is', async () => {
    const rows: ReaderRow[] = manyReaders(12)
    const { world, keys } = await aPlannedWorld(rows)
    rows[3] = { id: rows[3]!.id, status: 'erased', at: '2026-12-01T01:00:01.000Z', revision: 2 }
    for (const key of keys) await world.deliver(key)
    expect(world.mailed).toHaveLength(11)
    expect(world.mailed).not.toContain(rows[3]!.id)
    expect((await letters(world)).replaceAll('a', '')).toBe('G')
  })

  test('a pause and a cancel are heard within one slice of a small rate', async () => {
    const { world, keys } = await aPlannedWorld(manyReaders(60), {
      rate: 1,
      beforeCall: async (_, mailed) => {
        if (mailed === 12) await world.control.cancel(digest)
      },
    })
    for (const key of keys) await world.deliver(key)
    expect(world.mailed.length).toBeLessThanOrEqual(12 + 10)
    expect((await world.status()).audience).toMatchObject({
      uncertain: 0,
      waiting: 0,
      excluded: { cancelled: 60 - world.mailed.length },
    })
  })

  test('who pauses once they are planned is passed by, also when the pause is over before their turn', async () => {
    const readers = manyReaders(6)
    const { world, keys } = await aPlannedWorld(readers, { estimate: 6 })
    const since = new Date(world.now()).toISOString()
    const pause = (place: number, until: number) => {
      const reader = readers[place]! as Subscriber & { status: 'active' }
      readers[place] = { ...reader, paused: { since, until: new Date(until).toISOString() } }
    }
    const frozenAt = Date.parse((await world.status()).send.frozen!.at)
    // For months; for a minute, which is over; until before the send began; and one that its reader ended again.
    pause(0, world.now() + 1_000 * minute)
    pause(1, world.now() + minute)
    pause(2, frozenAt)
    const { id } = readers[3]!
    pause(3, world.now() + minute)
    readers[3] = manyReaders(4)[3]!
    world.advance(10 * minute)
    for (const key of keys) await world.deliver(key)
    expect(new Set(world.mailed)).toEqual(new Set(readers.slice(2).map((reader) => reader.id)))
    expect(world.mailed).toContain(id)
    // Ending it later brings nobody back.
    for (const at of [0, 1]) readers[at] = manyReaders(2)[at]!
    await world.control.resume(digest)
    await world.work()
    expect(world.mailed).toHaveLength(4)
    expect((await world.status()).audience).toMatchObject({
      accepted: 4,
      excluded: { paused: 2 },
      waiting: 0,
    })
  })

  test('who runs out of time leaves nobody uncertain and hints at its own batch', async () => {
    const { world, keys } = await aPlannedWorld(manyReaders(60), {
      ...{ rate: 1, remainingMs: () => 40_000, estimate: 60 },
    })
    expect(await world.deliver(keys[0]!)).toBe('out-of-time')
    expect(world.batchQueue).toEqual([{ send: digest, batch: keys[0] }])
    expect(await letters(world)).toMatch(/^a+\.+$/)
  })

  test('one worker goes on with the batches that others left because the rate was taken', async () => {
    const { world, keys } = await aPlannedWorld(manyReaders(60), { rate: 1, remainingMs: () => 240_000 })
    expect(keys.length).toBeGreaterThan(1)
    const { delivered } = await world.deliverOn(keys[0]!)
    expect(delivered.map(({ outcome }) => outcome)).toEqual(keys.map(() => 'closed'))
    expect(world.mailed).toHaveLength(60)
  })

  test('what is about the account holds the send with its reason, and is nobody’s failure', async () => {
    let paused = true
    const { world, keys } = await aPlannedWorld(manyReaders(20), {
      answer: () => (paused ? account(false) : undefined),
    })
    for (const key of keys) await world.deliver(key)
    expect(await letters(world)).toBe('.'.repeat(20))
    const { state, send } = await world.status()
    expect(state).toBe('held')
    expect(Object.keys(send.holds)).toEqual(['account'])
    expect(send.heldBecause).toContain('Sending paused')
    paused = false
    await world.control.resume(digest)
    for (const key of keys) await world.deliver(key)
    expect(world.mailed).toHaveLength(20)
  })

  test('what may be one sandbox’s own credentials or clock is tried elsewhere before the send is held', async () => {
    const { world, keys } = await aPlannedWorld(manyReaders(3), { answer: () => account(true) })
    const outcomes = []
    for (let turn = 0; turn < 3; turn += 1) outcomes.push(await world.deliver(keys[0]!))
    expect(outcomes).toEqual(['tried-elsewhere', 'tried-elsewhere', 'account-refused'])
    expect(await letters(world)).toBe('...')
  })

  test('a refusal that nobody knows is the reader’s when others get through, and can be tried again', async () => {
    let strange = true
    const [odd] = manyReaders(1)
    const { world, keys } = await aPlannedWorld(manyReaders(20), {
      answer: (reader) =>
        strange && reader === odd!.id ? { outcome: 'unknown', reason: 'OddCode: ?' } : undefined,
    })
    for (const key of keys) await world.deliver(key)
    expect((await world.status()).audience).toMatchObject({
      accepted: 19,
      failed: { refused: 1 },
      waiting: 0,
    })
    strange = false
    expect(await world.control.retry(digest)).toMatchObject({ changed: 1 })
    for (const key of keys) await world.deliver(key)
    expect(world.mailed).toHaveLength(20)
  })

  test('a refusal that nobody knows holds the send when three readers meet it in a row', async () => {
    const { world, keys } = await aPlannedWorld(manyReaders(40), {
      answer: () => ({ outcome: 'unknown', reason: 'OddCode: ?' }),
    })
    await world.deliver(keys[0]!)
    expect(await letters(world)).toBe('.'.repeat(40))
    expect(Object.keys((await world.status()).send.holds)).toEqual(['account'])
  })

  test('a call that was cut is accepted when SES had reported it before its worker gave up', async () => {
    const { world, keys } = await aPlannedWorld(manyReaders(6), {
      answer: () => ({ outcome: 'uncertain', reason: 'ECONNRESET' }),
      reportUncertain: true,
    })
    for (const key of keys) await world.deliver(key)
    expect(await letters(world)).toBe('a'.repeat(6))
  })

  test.each(['goes on', 'is cancelled'])(
    'who was reported is accepted, though a worker died between making them uncertain and reading that, and the send %s',
    async (how) => {
      const crash = { at: 0, when: 'after' as const }
      const { world, keys } = await aPlannedWorld(manyReaders(60), {
        crash,
        estimate: 60,
        eventsAtOnce: true,
        beforeCall: (_, mailed) => {
          if (mailed === 3 && crash.at === 0) crash.at = world.calls() + 1
        },
      })
      const dies = () =>
        world.survive(
          () => world.deliver(keys[0]!),
          () => {},
        )
      await dies()
      // The next one claims the batch, writes that they are uncertain, and dies.
      crash.at = world.calls() + 2
      await dies()
      expect(await letters(world)).toMatch(/^u+[.]+$/)
      if (how === 'is cancelled') await world.control.cancel(digest)
      await world.deliver(keys[0]!)
      const [batch] = await world.batches.list(digest)
      expect(batch?.closed).toBe(true)
      expect(batch?.codes.replaceAll(/[uC]/g, '')).toBe('a'.repeat(world.mailed.length))
    },
  )

  test('who fails at a marking that took effect says that nobody was called, before the batch is given back', async () => {
    const table = await createTable('pk', 'sk')
    let fails = false
    // The marking lands, and its holder never hears so, however often it asks.
    const deaf = new Proxy(client, {
      get: (target, property) => {
        if (property !== 'send') return Reflect.get(target, property)
        return async (command: { input: { ExpressionAttributeValues?: Record<string, { S?: string }> } }) => {
          const marks = command.input.ExpressionAttributeValues?.[':after']?.S?.includes('>')
          const answer = await target.send(command as never)
          if (!marks || fails) return answer
          fails = true
          throw new Error('no answer')
        }
      },
    })
    const world = aSendingWorld(deaf, table, manyReaders(4), { estimate: 4 })
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    await expect(world.deliver('000-0000')).rejects.toThrow('stopped')
    expect(await letters(world)).toBe('....')
    expect(await world.deliver('000-0000')).toBe('closed')
    expect(world.mailed).toHaveLength(4)
  })

  test('who is reported while a reopened batch is worked on is not mailed again', async () => {
    let isAgain = false
    let isReported = false
    const { world, keys } = await aPlannedWorld(manyReaders(30), {
      ...{ rate: 1, estimate: 30, remainingMs: () => 240_000 },
      answer: () => (isAgain ? undefined : { outcome: 'uncertain', reason: 'ECONNRESET' }),
      beforeCall: async (_, mailed) => {
        if (!isAgain || isReported || mailed < 3) return
        isReported = true
        await world.sesReports.replace(digest, keys[0]!, noReports, { codes: 's'.repeat(30), acts: '' })
      },
    })
    await world.deliver(keys[0]!)
    expect(await letters(world)).toBe('u'.repeat(30))
    await world.resend()
    isAgain = true
    await world.deliver(keys[0]!)
    // Those of the chunk under way; the others had it, as is known by then.
    expect(world.mailed.length).toBeLessThanOrEqual(10)
    expect(await letters(world)).toBe('a'.repeat(30))
  })

  test('a row of the pace that cannot be read holds up nobody, and is written over', async () => {
    const table = await createTable('pk', 'sk')
    const broken = { pk: 'pace', sk: 'pace', until: 'soon', rate: -1 }
    await client.send(new PutItemCommand({ TableName: table, Item: marshall(broken) }))
    const world = aSendingWorld(client, table, manyReaders(4), { estimate: 4 })
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    expect(await world.deliver('000-0000')).toBe('closed')
    expect(world.mailed).toHaveLength(4)
  })

  test('a rate of nothing is waited for, and burns neither time nor messages', async () => {
    const { world, keys } = await aPlannedWorld(manyReaders(4), { rate: 0, estimate: 4 })
    expect(await world.deliver(keys[0]!)).toBe('throttled')
    expect(await letters(world)).toBe('....')
  })

  test('a database that fails for some seconds does not make readers uncertain who were called', async () => {
    const table = await createTable('pk', 'sk')
    let left = 3
    const failing = new Proxy(client, {
      get: (target, property) => {
        if (property !== 'send') return Reflect.get(target, property)
        return async (command: { input: { ExpressionAttributeValues?: Record<string, { S?: string }> } }) => {
          const settles = command.input.ExpressionAttributeValues?.[':after']?.S?.includes('a')
          if (settles && left-- > 0) throw new Error('InternalServerError')
          return target.send(command as never)
        }
      },
    })
    const world = aSendingWorld(failing, table, manyReaders(4), { estimate: 4 })
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    expect(await world.deliver('000-0000')).toBe('closed')
    expect(await letters(world)).toBe('aaaa')
  })

  test('when the reports cannot be read after a mark, those whom nobody called are not uncertain', async () => {
    let failures = 0
    const broken = failing(client, ({ name, input }) => {
      if (name !== 'GetItemCommand' || !input.Key?.sk?.S?.startsWith('fate#') || failures > 0) return false
      failures += 1
      return true
    })
    let called = 0
    const world = aSendingWorld(broken, await createTable('pk', 'sk'), manyReaders(200), {
      estimate: 200,
      rate: 50,
      answer: () => {
        called += 1
        return called === 3 ? { outcome: 'uncertain', reason: 'ECONNRESET' } : undefined
      },
    })
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    await expect(world.deliver('000-0000')).rejects.toThrow('stopped')
    expect(failures).toBe(1)
    world.advance(20 * minute)
    await world.deliver('000-0000')
    expect((await letters(world)).split('u')).toHaveLength(2)
  })

  test('what was called is written down though the refusals in a row cannot be counted', async () => {
    const broken = failing(client, ({ input }) => input.UpdateExpression?.includes('refusedInARow') ?? false)
    const table = await createTable('pk', 'sk')
    const world = aSendingWorld(broken, table, manyReaders(4), { estimate: 4 })
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    await ledgerTables(client, table).sends.refused(digest, 1)
    await expect(world.deliver('000-0000')).rejects.toThrow('stopped')
    expect(world.mailed).toHaveLength(4)
    expect(await letters(world)).toBe('aaaa')
  })

  test('a batch whose readers are all uncertain is closed by whoever claims it next', async () => {
    const crash = { at: 0, when: 'after' as const }
    const world = aSendingWorld(client, await createTable('pk', 'sk'), manyReaders(4), {
      ...{ crash, estimate: 4, eventsAtOnce: true },
      beforeCall: (_, mailed) => {
        if (mailed === 3 && crash.at === 0) crash.at = world.calls() + 1
      },
    })
    await world.start()
    for (const { range } of world.planQueue.splice(0)) await world.plan(range)
    const dies = () =>
      world.survive(
        () => world.deliver('000-0000'),
        () => {},
      )
    await dies()
    crash.at = world.calls() + 2
    await dies()
    await world.deliver('000-0000')
    expect((await world.batches.list(digest))[0]!.closed).toBe(true)
  })
})
