import { expect, test } from 'vitest'
import { transition } from '../../../../functions/subscription/states/state-machine.ts'
import type { ReaderRow, Subscriber } from '../../../../functions/subscription/states/subscriber.ts'
import { aSubscriber, noon } from '../../../builders.ts'
import { idOf } from '../../../reader-ids.ts'
import { askingWorld, listOf } from './asking-world.ts'

const dayMs = 86_400_000
const row = (world: ReturnType<typeof askingWorld>, address: string) =>
  world.readers.get(idOf(address)) as Subscriber

test('each new reader of a list waits, is asked once, and becomes a reader by confirming', async () => {
  const world = askingWorld()
  expect(await world.bringIn('old', listOf(3))).toEqual(['asking'])
  expect(world.asksQueue).toEqual(['old'])
  expect(row(world, 'reader-0@example.org')).toMatchObject({ status: 'pending', mails: 0 })
  expect((await world.asks('old')).at(-1)).toBe('done')
  expect(world.addressed()).toEqual([0, 1, 2].map((at) => `reader-${at}@example.org`))
  expect(world.records.get('old')).toMatchObject({
    state: 'done',
    counts: { rows: 3, taken: { active: 0, pending: 3 } },
    asking: { asked: 3 },
  })
  const asked = row(world, 'reader-1@example.org')
  const form = { form: '/confirm', wording: 'Asked in zh-CN' }
  expect(asked).toMatchObject({ status: 'pending', mails: 1, consent: { import: 'old', row: 3, form } })
  const at = new Date(noon + dayMs).toISOString()
  const reader = transition(asked, { type: 'confirm', at }, noon + dayMs)
  expect(reader).toMatchObject({
    status: 'active',
    consent: { import: 'old', row: 3, form: { ...form, confirmedAt: at } },
  })
  expect(reader).not.toHaveProperty('expires')
})

test('who does not answer is gone after 30 days, and so is who was never asked', async () => {
  const world = askingWorld()
  await world.bringIn('old', listOf(2))
  const ends = (address: string) => (row(world, address) as Subscriber & { expires: number }).expires * 1000
  expect(ends('reader-1@example.org')).toBe(noon + 30 * dayMs)
  await world.pass(10 * dayMs)
  await world.asks('old')
  expect(ends('reader-1@example.org')).toBeGreaterThanOrEqual(noon + 40 * dayMs)
  const late = askingWorld()
  await late.bringIn('old', listOf(2))
  await late.pass(30 * dayMs)
  expect((await late.asks('old')).at(-1)).toBe('done')
  expect(late.mails).toEqual([])
})

test('who left, is suppressed, erased, moved, a reader or signed up already is not asked', async () => {
  const world = askingWorld()
  const at = new Date(noon).toISOString()
  const known = (address: string, reader: Subscriber | ReaderRow) =>
    (world.readers as Map<string, ReaderRow>).set(idOf(address), {
      ...reader,
      id: idOf(address),
    } as ReaderRow)
  known('reader-0@example.org', aSubscriber('unsubscribed'))
  known('reader-1@example.org', aSubscriber('suppressed'))
  known('reader-2@example.org', { id: '', status: 'erased', at, revision: 1 })
  known('reader-3@example.org', aSubscriber('active'))
  known('reader-4@example.org', aSubscriber('pending', { expires: noon / 1000 + 60 }))
  known('reader-5@example.org', { id: '', status: 'moved', to: 'x', at, stays: [], revision: 1 })
  const before = structuredClone(world.readers)
  await world.bringIn('old', listOf(6))
  expect(world.reasons('old')).toEqual([
    '2 unsubscribed',
    '3 suppressed',
    '4 erased',
    '5 reader',
    '6 pending',
    '7 moved',
  ])
  expect(world.records.get('old')!.state).toBe('done')
  expect([world.readers, world.asksQueue]).toEqual([before, []])
})

test('who leaves, signs up, or is erased before it is their turn is not asked', async () => {
  const world = askingWorld()
  await world.bringIn('old', listOf(4))
  const change = (address: string, event: Parameters<typeof transition>[1]) => {
    const before = row(world, address)
    world.readers.set(before.id, { ...transition(before, event, noon)!, revision: 2 } as Subscriber)
  }
  const at = new Date(noon).toISOString()
  change('reader-0@example.org', { type: 'suppress', at, cause: 'complaint' })
  change('reader-1@example.org', { type: 'erase', at, id: idOf('reader-1@example.org') })
  const consent = { at, form: '/subscribe', wording: 'Yes' }
  change('reader-2@example.org', {
    ...{ type: 'request', at, id: idOf('reader-2@example.org'), email: 'reader-2@example.org' },
    wanted: { language: 'en', topics: [], consent },
    until: noon / 1000 + 60,
    mailed: { mailedAt: at, mails: 1 },
  })
  await world.asks('old')
  expect(world.addressed()).toEqual(['reader-3@example.org'])
  expect(world.records.get('old')!.asking!.asked).toBe(1)
})

test('a row that comes twice, and one that is in two lists, is asked once', async () => {
  const world = askingWorld()
  await world.bringIn('one', `${listOf(2)}reader-0@example.org\n`)
  expect(world.reasons('one')).toEqual(['4 duplicate'])
  await world.bringIn('two', listOf(2, 1))
  await world.asks('one')
  await world.asks('two')
  expect(world.addressed().sort()).toEqual([0, 1, 2].map((at) => `reader-${at}@example.org`))
  await world.bringIn('three', listOf(3))
  expect(world.reasons('three')).toEqual(['2 pending', '3 pending', '4 pending'])
})

test('who was left over by a cancelled import is asked by the next', async () => {
  const world = askingWorld()
  await world.bringIn('one', listOf(20))
  await world.asks('one', 1)
  const asked = world.mails.length
  world.records.set('one', { ...world.records.get('one')!, state: 'cancelled', revision: 9 })
  expect(await world.asks('one')).toEqual(['over'])
  expect(world.mails).toHaveLength(asked)
  await world.bringIn('two', listOf(20))
  await world.asks('two')
  expect(new Set(world.addressed()).size).toBe(20)
  expect(world.mails).toHaveLength(20)
})

test('a cancel stops within a chunk, and whoever was being asked is counted', async () => {
  const world = askingWorld()
  await world.bringIn('old', listOf(50))
  world.onMail(() => {
    const record = world.records.get('old')!
    if (record.state === 'asking')
      world.records.set('old', { ...record, state: 'cancelled', revision: record.revision + 1 })
  })
  expect(await world.askOnce('old')).toBe('over')
  expect(world.mails.length).toBeLessThanOrEqual(10)
  expect(world.records.get('old')!.asking!.asked).toBe(world.mails.length)
})

test.each([
  [14, 50_000, 1000 / (14 / 50)],
  [1, 200, 50_000],
  [500, -1, 100],
])('at %d a second and %d a day mails are at least so far apart', async (rate, max, gapMs) => {
  const world = askingWorld()
  Object.assign(world.account, { rate, max })
  await world.bringIn('one', listOf(20))
  await world.bringIn('two', listOf(20, 20))
  for (let run = 0; run < 200; run += 1) {
    const before = world.delays.length
    await world.asks('one', 1)
    await world.asks('two', 1)
    if (world.delays.length === before) break
  }
  const times = world.mails.map(({ at }) => at).sort((a, b) => a - b)
  expect(times).toHaveLength(40)
  const span = times.at(-1)! - times[0]!
  expect(span).toBeGreaterThanOrEqual(39 * gapMs - 1)
})

test('half of what SES takes in 24 hours is left to other mail', async () => {
  const world = askingWorld()
  Object.assign(world.account, { rate: 500, max: 200, sent: 90 })
  await world.bringIn('old', listOf(30))
  await world.asks('old', 20)
  expect(world.mails).toHaveLength(10)
  expect(world.delays.at(-1)).toBe(600)
  world.account.sent = 0
  expect((await world.asks('old')).at(-1)).toBe('done')
  expect(world.mails).toHaveLength(30)
})

test.each(['throttled', 'quota'] as const)(
  'who SES did not take for now (%s) is asked later',
  async (why) => {
    const world = askingWorld()
    await world.bringIn('old', listOf(3))
    world.answers.push('accepted', why)
    expect(await world.askOnce('old')).toBe('goes-on')
    expect(row(world, 'reader-1@example.org')).toMatchObject({ mails: 0 })
    expect(world.delays.at(-1)).toBeGreaterThanOrEqual(60)
    await world.asks('old')
    expect(world.addressed()).toEqual([0, 1, 2].map((at) => `reader-${at}@example.org`))
  },
)

test('where SES refuses the account nobody is lost, and an alarm rings', async () => {
  const world = askingWorld()
  await world.bringIn('old', listOf(2))
  world.answers.push('account')
  await expect(world.askOnce('old')).rejects.toThrow('SES takes no mail that asks readers of old: account')
  await world.asks('old')
  expect(world.addressed()).toEqual(['reader-0@example.org', 'reader-1@example.org'])
})

test('an inbox that was mailed often enough is not asked', async () => {
  const world = askingWorld()
  world.full.add('reader-0@example.org')
  await world.bringIn('old', listOf(2))
  await world.asks('old')
  expect(world.addressed()).toEqual(['reader-1@example.org'])
})

test('a list of which many bounce or complain is asked no further', async () => {
  const world = askingWorld()
  world.account.rate = 5_000
  await world.bringIn('old', listOf(600))
  while (world.mails.length < 250) await world.asks('old', 1)
  for (const reader of [...world.readers.values()].slice(0, 13))
    world.readers.set(reader.id, {
      ...transition(reader, { type: 'suppress', at: new Date(noon).toISOString(), cause: 'bounce' }, noon)!,
      revision: 9,
    } as Subscriber)
  expect((await world.asks('old')).at(-1)).toBe('stopped')
  expect(world.mails.length).toBe(250)
  expect(world.records.get('old')).toMatchObject({ state: 'refused', asking: { asked: 250 } })
  expect(world.records.get('old')!.problem).toContain('13 bounced and 0 complained')
})

test('killed anywhere and repeated, nobody is asked twice, and only who was being asked is left out', async () => {
  for (let at = 1; at < 120; at += 3) {
    let left = at
    let isDead = true
    const world = askingWorld({
      around: async (work) => {
        if (isDead && --left === 0) throw new Error('killed')
        return work()
      },
    })
    isDead = false
    await world.bringIn('old', listOf(12))
    isDead = true
    await world.asks('old').catch(() => {})
    isDead = false
    await world.asks('old')
    expect(new Set(world.addressed()).size).toBe(world.mails.length)
    expect(world.mails.length).toBeGreaterThanOrEqual(11)
    expect(world.records.get('old')).toMatchObject({ state: 'done', asking: { asked: 12 } })
  }
})

test('two runs at once ask nobody twice, and count each once', async () => {
  const world = askingWorld({ around: (work) => Promise.resolve().then(work) })
  await world.bringIn('old', listOf(40))
  world.account.rate = 5_000
  await Promise.all([world.asks('old'), world.asks('old')])
  expect([world.mails.length, new Set(world.addressed()).size]).toEqual([40, 40])
  expect(world.records.get('old')).toMatchObject({ state: 'done', asking: { asked: 40 } })
})

test('more than one import may ask are refused before anybody is asked', async () => {
  const world = askingWorld()
  world.ask('old', listOf(300), { ask: true })
  await world.run('old')
  const record = world.records.get('old')!
  world.ask('big', listOf(300, 1_000), {
    ask: true,
    counts: { ...record.counts, taken: { ...record.counts.taken, pending: 99_800 } },
  })
  expect(await world.run('big')).toEqual(['refused'])
  expect(world.records.get('big')!.problem).toContain('100,000 readers at most')
  expect(world.asksQueue).toEqual(['old'])
})
